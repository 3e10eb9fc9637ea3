/** The problems of a requirement on a channel in two runs, told apart by their fingerprints. */
import { fingerprintOf } from '../model/fingerprint.ts';
import type { Outcome, Problem } from '../model/outcome.ts';
import { foundBy, isJudged } from './moves.ts';
import { keysOf } from './keyed.ts';

/** `open`: only one run has it, and the other did not judge the requirement. */
export type ProblemState = 'new' | 'gone' | 'still' | 'open';

/** A problem that at least one of the runs has. Its words are of the second run where that has it. */
export interface ProblemChange extends Pick<Problem, 'kind' | 'where' | 'expected' | 'actual'> {
  readonly fingerprint: string;
  readonly state: ProblemState;
  /** How often each run has it. */
  readonly count: { readonly before: number; readonly after: number };
}

/**
 * The problems of both outcomes, in the order of their fingerprints. Fingerprints are made anew, so that files
 * that have none, or those of another formula, can be compared too.
 */
export function compareProblems(before: Outcome, after: Outcome): readonly ProblemChange[] {
  const had = byFingerprint(before);
  const has = byFingerprint(after);
  return keysOf(had, has).flatMap((fingerprint) => {
    const count = { before: had.get(fingerprint)?.length ?? 0, after: has.get(fingerprint)?.length ?? 0 };
    const shown = has.get(fingerprint)?.[0] ?? had.get(fingerprint)?.[0];
    if (shown === undefined) return [];
    const { kind, where, expected, actual } = shown;
    return [{ fingerprint, state: stateOf(count, before, after), kind, where, expected, actual, count }];
  });
}

function stateOf(count: ProblemChange['count'], before: Outcome, after: Outcome): ProblemState {
  if (count.before > 0 && count.after > 0) return 'still';
  if (count.before > 0) return isJudged(after) ? 'gone' : 'open';
  return foundBy(before) === 'untestable' ? 'open' : 'new';
}

function byFingerprint({ requirement, channel, problems }: Outcome): ReadonlyMap<string, readonly Problem[]> {
  const groups = new Map<string, Problem[]>();
  for (const problem of problems) {
    const fingerprint = fingerprintOf(requirement, channel, problem);
    const group = groups.get(fingerprint);
    if (group === undefined) groups.set(fingerprint, [problem]);
    else group.push(problem);
  }
  return groups;
}
