/** The kinds of problems that say what was not there, or was there twice, by what else than a defect explains them. */
import type { ProblemKind } from '../model/outcome.ts';

/** Nothing came: so it looks, too, where a Consult waits for its agent, and where a step before it went wrong. */
export const ofSilence: readonly ProblemKind[] = ['missing-event', 'no-answer'];

/** Something was not there: it proves nothing where nobody looked until the end. */
export const ofAbsence: readonly ProblemKind[] = [...ofSilence, 'not-gained', 'not-withdrawn'];

/** What a gap in what was heard does by itself: what was on the way is lost, or is sent or written down once more. */
export const ofGaps: readonly ProblemKind[] = ['missing-event', 'repeated-event'];
