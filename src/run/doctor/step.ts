/** What a step of the doctor is. */
import type { Blame } from '../../model/evidence.ts';
import type { AgentAccount, AgentName, Target } from '../../model/target.ts';
import type { Client, Context, Notifications, User } from '../../target/index.ts';
import type { WatchChange } from '../../bayeux/index.ts';

/** What a step found. */
export type StepFinding =
  | { readonly state: 'ok' | 'note' | 'not-tried'; readonly said: string }
  | { readonly state: 'failed'; readonly said: string; readonly todo: string; readonly blame: Blame };

/** An agent while the doctor is with it; later steps use what earlier ones learnt. */
export interface Patient {
  readonly name: AgentName;
  readonly account: AgentAccount;
  readonly client: Client;
  user?: User;
  notifications?: Notifications;
  watch?: WatchChange;
}

/** What the steps work with. */
export interface Visit {
  readonly context: Context;
  readonly target: Target;
  readonly patients: readonly Patient[];
  /** Whether sessions may be opened. */
  readonly opensSessions: boolean;
}

/** A step, tried once about each of those that it is about; about the server: `undefined`. */
export interface Step<About> {
  readonly id: string;
  readonly title: string;
  /** Steps that have to be in order before, about the same one or the server. */
  readonly needs: readonly string[];
  readonly run: (visit: Visit, about: About) => Promise<StepFinding>;
}

/** Somebody or something that runs consult: its path below `baseUrl`, where it is known. */
export interface Consulted {
  readonly name: string;
  readonly path: string | undefined;
}

/** All is well. */
export function ok(said: string): StepFinding {
  return { state: 'ok', said };
}

/** All is well, and there is something to know. */
export function note(said: string): StepFinding {
  return { state: 'note', said };
}

/** It is not as a run needs it. */
export function failed(said: string, todo: string, blame: Blame): StepFinding {
  return { state: 'failed', said, todo, blame };
}
