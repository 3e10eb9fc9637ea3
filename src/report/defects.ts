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
  const found: Defect[] = [];
  for (const verdict of order)
    for (const outcome of outcomes)
      if (outcome.verdict === verdict) for (const defect of defectsIn(outcome)) found.push(defect);
  return found;
}

function defectsIn(outcome: Outcome): Iterable<Defect> {
  const { requirement, channel, problems } = outcome;
  const byPrint = new Map<string, Defect & { times: number }>();
  for (const problem of problems) {
    const fingerprint = problem.fingerprint ?? fingerprintOf(requirement, channel, problem);
    const known = byPrint.get(fingerprint);
    if (known === undefined) byPrint.set(fingerprint, { outcome, fingerprint, problem, times: 1 });
    else known.times += 1;
  }
  return byPrint.values();
}
