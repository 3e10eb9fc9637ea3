/** Problems that read alike, told once with how often they were seen. */
import type { Problem } from '../model/outcome.ts';

/** A problem, and how often it was seen. */
export interface AlikeProblems {
  /** As it was seen first; with the first entries that any of them cites, each once, in order. */
  readonly problem: Problem;
  readonly times: number;
}

/** How many entries are cited of problems that read alike. */
const MOST_ENTRIES = 100;

/** The problems that differ in what people read of them, in the order in which they come first. */
export function alikeProblems(problems: readonly Problem[]): readonly AlikeProblems[] {
  const groups = new Map<string, { problem: Problem; times: number; cited: Set<number> }>();
  for (const problem of problems) {
    const { kind, where, expected, actual } = problem;
    const key = JSON.stringify([kind, where, expected, actual]);
    const group = groups.get(key) ?? { problem, times: 0, cited: new Set() };
    group.times += 1;
    for (const seq of problem.evidence) if (group.cited.size < MOST_ENTRIES) group.cited.add(seq);
    groups.set(key, group);
  }
  return [...groups.values()].map(({ problem, times, cited }) => ({
    problem: { ...problem, evidence: [...cited].sort((a, b) => a - b) },
    times,
  }));
}

/** How many problems some groups stand for. */
export function problemsIn(groups: readonly AlikeProblems[]): number {
  return groups.reduce((sum, { times }) => sum + times, 0);
}

/** `, 3 times` where a problem was seen more than once, else nothing. */
export function timesWords(times: number): string {
  return times > 1 ? `, ${times} times` : '';
}
