/** The exit code of a run, and what each code means. */
import type { BaselineTrouble, Outcome, Results, Verdict } from '../model/outcome.ts';
import { isPartAsked } from './channel-verdict.ts';
import { shardOf } from './shard-words.ts';

/** The exit codes of the commands. */
export type ExitCode = 0 | 1 | 2 | 3 | 4;

/** What each exit code means. */
export const exitCodes: Readonly<Record<ExitCode, string>> = {
  0: 'conforms',
  1: 'does not conform: a MUST failed',
  2: 'wrong use or configuration',
  3: 'could not be judged: unreachable, refused, incomplete, or an error of this suite',
  4: 'the baseline needs mending: an entry is stale, expired, unknown or too broad',
};

/** What the exit code of these results means: 0 of a shard says less than that of a run. */
export function exitMeaning(results: Pick<Results, 'complete' | 'outcomes' | 'asked' | 'baseline'>): string {
  const code = exitCode(results);
  if (code !== 0) return exitCodes[code];
  if (shardOf(results) !== undefined) return 'played to its end, and no failure is certain yet';
  return isPartAsked(results) ? 'conforms in what was asked for' : exitCodes[code];
}

const judged: ReadonlySet<Verdict> = new Set<Verdict>(['passed', 'failed', 'waived']);

/** Whether a MUST got a verdict about the server. */
function isJudgedMust({ level, verdict }: Outcome): boolean {
  return level === 'MUST' && judged.has(verdict);
}

/** Whether a failure would be waived but for what is wrong with the entries of the baseline that name it. */
function isExcused(
  { requirement, channel, problems }: Outcome,
  troubles: readonly BaselineTrouble[],
): boolean {
  const own = troubles.filter((one) => one.requirement === requirement && one.channel === channel);
  const known = new Set(own.flatMap(({ fingerprint }) => fingerprint ?? []));
  return problems.length > 0 && problems.every(({ fingerprint = '' }) => known.has(fingerprint));
}

/**
 * The exit code of a run: 1 when a MUST failed, even when other things could not be judged; 4 when all that fails
 * is in entries of the baseline that are over; 3 when the run is incomplete or judged no MUST at all; 4 when
 * something is wrong with the baseline; else 0. A shard that was played to its end may have no MUST to judge: what its
 * own rest on may be played elsewhere.
 */
export function exitCode(
  results: Pick<Results, 'complete' | 'outcomes' | 'asked' | 'baseline'>,
): 0 | 1 | 3 | 4 {
  const troubles = results.baseline?.troubles ?? [];
  const failed = results.outcomes.filter(({ level, verdict }) => level === 'MUST' && verdict === 'failed');
  if (failed.some((outcome) => !isExcused(outcome, troubles))) return 1;
  if (failed.length > 0) return 4;
  if (shardOf(results) !== undefined) return results.complete ? 0 : 3;
  if (!results.complete || !results.outcomes.some(isJudgedMust)) return 3;
  return troubles.length > 0 ? 4 : 0;
}
