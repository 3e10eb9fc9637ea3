/** The reason for which nothing is said of an act that is not in the evidence. */
import type { ActId } from '../model/acts.ts';

const END = 'is not in the evidence.';

/** Why nothing can be said of what only this act shows. */
export function notInEvidence(act: ActId): string {
  return `The scenario ${act} ${END}`;
}

/** Whether that is the reason. */
export function isNotInEvidence(reason: string | undefined): boolean {
  return reason?.endsWith(END) === true;
}
