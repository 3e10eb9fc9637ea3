/** Defects: problems of one fingerprint, seen once or many times. */
import { fingerprintOf } from '../model/fingerprint.ts';
import type { Outcome, Problem, Results, Verdict } from '../model/outcome.ts';

/** One defect on one channel. */
export interface Defect {
  readonly outcome: Outcome;
  readonly fingerprint: string;
  /** The first of its problems. */
  readonly problem: Problem;
  /** How many problems there are of it. */
  readonly times: number;
}

const order: readonly Verdict[] = ['failed', 'warned', 'waived'];

/** The defects of a run: those of failed requirements first, then the warned, then the waived ones. */
export function defectsOf({ outcomes }: Pick<Results, 'outcomes'>): readonly Defect[] {
  return order.flatMap((verdict) =>
    outcomes.filter((outcome) => outcome.verdict === verdict).flatMap(defectsIn),
  );
}

function defectsIn(outcome: Outcome): Defect[] {
  const { requirement, channel, problems } = outcome;
  const byPrint = new Map<string, { readonly problem: Problem; times: number }>();
  for (const problem of problems) {
    const fingerprint = problem.fingerprint ?? fingerprintOf(requirement, channel, problem);
    const known = byPrint.get(fingerprint);
    if (known === undefined) byPrint.set(fingerprint, { problem, times: 1 });
    else known.times += 1;
  }
  return [...byPrint].map(([fingerprint, { problem, times }]) => ({ outcome, fingerprint, problem, times }));
}
