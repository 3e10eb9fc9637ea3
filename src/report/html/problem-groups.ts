/** The problems of a finding, each once however often it was seen. */
import type { Outcome, Problem } from '../../model/outcome.ts';
import { limits } from './limits.ts';

/** A problem that was seen in one or several places. */
export interface ProblemGroup {
  /** As it was seen first. */
  readonly problem: Problem;
  /** What was seen instead of what was expected, each once: texts and ids differ from session to session. */
  readonly actuals: readonly string[];
  readonly times: number;
}

/** The problems of an outcome that the page shows, and how many different ones there are in all. */
export function problemGroups({ problems }: Pick<Outcome, 'problems'>): {
  readonly shown: readonly ProblemGroup[];
  readonly all: number;
} {
  const groups = new Map<string, { problem: Problem; actuals: Set<string>; times: number }>();
  for (const problem of problems) {
    const key = [problem.kind, problem.where, problem.expected].join('\n');
    const known = groups.get(key) ?? { problem, actuals: new Set(), times: 0 };
    known.times += 1;
    if (known.actuals.size < limits.actuals) known.actuals.add(problem.actual);
    groups.set(key, known);
  }
  const shown = [...groups.values()].slice(0, limits.problems);
  return {
    shown: shown.map(({ actuals, ...group }) => ({ ...group, actuals: [...actuals] })),
    all: groups.size,
  };
}
