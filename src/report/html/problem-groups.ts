/** The problems of a finding, each once however often it was seen. */
import type { Outcome, Problem } from '../../model/outcome.ts';
import { remembering } from '../../model/remember.ts';
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
export interface ProblemGroups {
  readonly shown: readonly ProblemGroup[];
  readonly all: number;
}

/** Groups the problems of an outcome; the same outcome is asked about by several sections of the page. */
export const problemGroups = remembering((outcome: Pick<Outcome, 'problems'>): ProblemGroups => {
  const groups = new Map<string, { problem: Problem; actuals: Set<string>; times: number }>();
  const others = new Set<string>(); // counted only: there can be very many
  for (const problem of outcome.problems) {
    const key = [problem.kind, problem.where, problem.expected].join('\n');
    const known = groups.get(key);
    if (known === undefined && groups.size >= limits.problems) {
      others.add(key);
      continue;
    }
    const group = known ?? { problem, actuals: new Set(), times: 0 };
    group.times += 1;
    if (group.actuals.size < limits.actuals) group.actuals.add(problem.actual);
    groups.set(key, group);
  }
  return {
    shown: [...groups.values()].map(({ actuals, ...group }) => ({ ...group, actuals: [...actuals] })),
    all: groups.size + others.size,
  };
});
