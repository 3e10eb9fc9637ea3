/** The findings of a run: requirements that are broken on a channel. */
import type { Outcome, Verdict } from '../../model/outcome.ts';
import { restsOnWaiver } from '../waiver-words.ts';
import type { Requirement } from '../../model/requirement.ts';
import type { Row } from '../console/view.ts';

/** A requirement that is broken on one channel. */
export interface Finding {
  readonly outcome: Outcome;
  /** `undefined`: this suite's catalogue doesn't have it. */
  readonly requirement: Requirement | undefined;
}

const broken: ReadonlySet<Verdict> = new Set<Verdict>(['failed', 'warned', 'waived']);

/** Whether a verdict is a finding. What is waived with the failure that it rests on was not judged. */
export function isBroken(outcome: Outcome): boolean {
  return broken.has(outcome.verdict) && !restsOnWaiver(outcome);
}

/** The findings of a run: the failures first, then warnings, then what is waived; each in the order of the rows. */
export function findingsOf(rows: readonly Row[]): readonly Finding[] {
  const all = rows.flatMap(({ requirement, outcomes }) =>
    [...outcomes.values()].filter(isBroken).map((outcome) => ({ outcome, requirement })),
  );
  const byVerdict = (verdict: Verdict): Finding[] => all.filter(({ outcome }) => outcome.verdict === verdict);
  return [...byVerdict('failed'), ...byVerdict('warned'), ...byVerdict('waived')];
}
