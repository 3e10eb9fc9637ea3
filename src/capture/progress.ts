/** What is found out on the way, while a Consult is followed through a capture. */
import { isRefusal } from '../model/answer.ts';
import type { Purpose } from '../model/acts.ts';
import type { Consult } from './consults.ts';
import type { Moment } from './moments.ts';
import type { Known } from './session-signs.ts';
import type { Asked } from './tape.ts';

/** What is found out on the way. */
export interface Progress {
  readonly purposes: Map<Asked, Purpose>;
  outcome: 'open' | 'joined' | 'failed' | 'refused';
  consultee: string | undefined;
  /** Places of the states that the originator was told, with who was in the session. */
  readonly states: { readonly place: number; readonly ids: ReadonlySet<string> }[];
  /** Those of whose joining the log tells, and whether for agents only. */
  readonly joined: Map<string, boolean>;
  hasLeft: boolean;
  /** Place of what decided the outcome. */
  settled: number;
  /** Who was new when somebody new was listed first. */
  newcomers: ReadonlySet<string>;
  /** Why what did not come after it proves nothing. */
  doubt: string | undefined;
}

/** What a Consult is followed with. */
export interface Reader {
  readonly consult: Consult;
  readonly moments: readonly Moment[];
  readonly before: Known;
  readonly progress: Progress;
  readonly present: ReadonlySet<string>;
}

/** Nothing found out yet but what the answer to the Consult says. */
export function newProgress({ asked }: Consult): Progress {
  return {
    purposes: new Map(),
    outcome: isRefused(asked) ? 'refused' : 'open',
    consultee: undefined,
    states: [],
    joined: new Map(),
    hasLeft: false,
    settled: -1,
    newcomers: new Set(),
    doubt: undefined,
  };
}

/** Whether a request was answered by a refusal. */
export function isRefused(asked: Asked | undefined): boolean {
  const { response } = asked ?? {};
  if (response === undefined) return false;
  return isRefusal(response.status, response.body.form === 'json' ? response.body.json : undefined);
}
