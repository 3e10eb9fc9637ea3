/** The problems of a finding, each once however often it was seen. */
import type { Outcome, Problem } from '../../model/outcome.ts';
import { limits } from './limits.ts';

/** A problem that was seen in one or several places. */
export interface ProblemGroup {
  /** As it was seen first. */
  readonly problem: Problem;
  readonly times: number;
}

/** The problems of an outcome that the page shows, and how many different ones there are in all. */
export function problemGroups({ problems }: Pick<Outcome, 'problems'>): {
  readonly shown: readonly ProblemGroup[];
  readonly all: number;
} {
  const groups = new Map<string, { readonly problem: Problem; times: number }>();
  for (const problem of problems) {
    const key = [problem.kind, problem.where, problem.expected, problem.actual].join('\n');
    const known = groups.get(key);
    if (known === undefined) groups.set(key, { problem, times: 1 });
    else known.times += 1;
  }
  return { shown: [...groups.values()].slice(0, limits.problems), all: groups.size };
}
