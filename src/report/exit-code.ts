/** The exit code of a run, and what each code means. */
import type { Outcome, Results, Verdict } from '../model/outcome.ts';

/** The exit codes of the commands. */
export type ExitCode = 0 | 1 | 2 | 3 | 4;

/** What each exit code means. */
export const exitCodes: Readonly<Record<ExitCode, string>> = {
  0: 'conforms',
  1: 'does not conform: a MUST failed',
  2: 'wrong use or configuration',
  3: 'could not be judged: unreachable, refused, incomplete, or an error of this suite',
  4: 'the baseline is stale or expired',
};

const judged: ReadonlySet<Verdict> = new Set<Verdict>(['passed', 'failed', 'waived']);

/** Whether a MUST got a verdict about the server. */
function isJudgedMust({ level, verdict }: Outcome): boolean {
  return level === 'MUST' && judged.has(verdict);
}

/**
 * The exit code of a run: 1 when a MUST failed, even when other things could not be judged; 3 when the run is
 * incomplete or judged no MUST at all; else 0.
 */
export function exitCode(results: Pick<Results, 'complete' | 'outcomes'>): 0 | 1 | 3 {
  if (results.outcomes.some(({ level, verdict }) => level === 'MUST' && verdict === 'failed')) return 1;
  return results.complete && results.outcomes.some(isJudgedMust) ? 0 : 3;
}
