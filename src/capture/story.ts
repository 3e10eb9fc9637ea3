/** What became of a Consult, as far as the capture shows it alone: up to whatever else changes the session. */
import type { Purpose, ScenarioId } from '../model/acts.ts';
import { knownBefore, toldBefore } from './before.ts';
import type { Consult } from './consults.ts';
import { follow } from './follow.ts';
import type { Moment } from './moments.ts';
import { newProgress } from './progress.ts';
import type { Known } from './session-signs.ts';
import type { Asked } from './tape.ts';

/** A Consult with what belongs to it. */
export interface Story {
  readonly consult: Consult;
  readonly scenario: ScenarioId;
  /** The session before it; `undefined`: the capture does not show it, and of the rest only the answer can be judged. */
  readonly before: Known | undefined;
  /** The place at which it can no longer be told apart from what else happens, or the capture ends. */
  readonly cut: number;
  /** When that is. */
  readonly cutAt: number;
  /** Why nothing that is not there can be judged; `undefined`: that is a matter of how long the capture goes on. */
  readonly open: string | undefined;
  /** Who was consulted, where that is seen. */
  readonly consultee: string | undefined;
  /** What the requests of the session are to the judge; those that are not here are of no part in it. */
  readonly purposes: ReadonlyMap<Asked, Purpose>;
}

/** The capture that a Consult is followed through. */
interface Surroundings {
  readonly moments: readonly Moment[];
  /** Requests that belong to other Consults already. */
  readonly taken: ReadonlySet<Asked>;
  /** Whether the originator's notifications were being received when it was made. */
  readonly isHeard: boolean;
}

/** Follows a Consult through a capture. */
export function storyOf(consult: Consult, { moments, taken, isHeard }: Surroundings): Story {
  const before = knownBefore(consult, moments, taken);
  const progress = newProgress(consult);
  const present = toldBefore(consult, moments);
  const why =
    before === undefined ? UNKNOWN_BEFORE : !isHeard ? UNHEARD : before.agents.size > 1 ? CROWDED : undefined;
  const stop =
    before === undefined || why !== undefined
      ? undefined
      : follow({ consult, moments, before, progress, present });
  if (consult.asked !== undefined) progress.purposes.set(consult.asked, 'consult');
  if (before?.asked !== undefined) progress.purposes.set(before.asked, 'state-before');
  const { outcome, consultee, purposes, settled, doubt } = progress;
  const isPending =
    (outcome === 'open' && consultee === undefined) || (stop !== undefined && stop.place < settled);
  const atOnce = { place: consult.place + 0.25, at: moments[Math.ceil(consult.place)]?.at ?? 0 };
  const end = stop === undefined || isPending ? atOnce : stop;
  const open = why ?? (isPending ? PENDING : doubt);
  const scenario = outcome === 'joined' || outcome === 'open' ? 'consult-accepted' : 'consult-failed';
  return { consult, scenario, before, cut: end.place, cutAt: end.at, open, consultee, purposes };
}

const UNKNOWN_BEFORE =
  'Who was in the session before this Consult is not in the capture, so that nobody new can be told apart.';
const UNHEARD = 'What the originator was told when it consulted is not in the capture.';
const CROWDED =
  'Another agent than the originator was in the session before this Consult; the capture does not tell what part it has.';
const PENDING =
  'What became of this Consult is not in the capture: nobody is seen to accept it, or to join, and no failure is told.';
