/** What a run is going to do: which checks, and which scenarios they need. */
import { isSelected } from '../judge/index.ts';
import type { CheckedRequirement, PlannedScenario } from '../model/plan.ts';
import type { ScenarioId } from '../model/evidence.ts';
import type { Catalog } from '../model/requirement.ts';
import { allScenarios, scenarios, type Scenario } from '../scenarios/index.ts';
import { suites } from '../../suites/index.ts';

/** Every check's requirement and the act that is made for it; where else a breach of it counts is not told. */
export function checkedRequirements(): readonly CheckedRequirement[] {
  return suites.flatMap(({ checks }) =>
    checks
      .filter(({ isExtra }) => isExtra !== true)
      .map(({ requirement, scenario }) => ({ requirement, scenario })),
  );
}

/** The scenarios that a run plays on each channel; with `only`, those that the chosen requirements need. */
export function plannedScenarios(
  catalog?: Catalog,
  only: readonly string[] = [],
): readonly PlannedScenario[] {
  const needed = catalog === undefined ? scenarios.map(({ id }) => id) : neededScenarios(catalog, only);
  return allScenarios
    .filter(({ id }) => needed.includes(id) || id === 'bystander-control')
    .map(({ id, title, sessions = 1, requests }) => ({ id, title, sessions, requests }));
}

/** The scenarios in which the chosen requirements, and those that they rest on, are seen. */
export function neededScenarios(catalog: Catalog, only: readonly string[]): readonly ScenarioId[] {
  const rows = new Map(catalog.requirements.map((row) => [row.id, row]));
  const chosen = new Set<string>();
  const add = (id: string): void => {
    if (chosen.has(id)) return;
    chosen.add(id);
    for (const need of rows.get(id)?.needs ?? []) add(need);
  };
  for (const row of catalog.requirements) if (isSelected(row, only)) add(row.id);
  // Which scenario shows the answer to an open question depends on the server.
  if ([...chosen].some((id) => rows.get(id)?.pin !== undefined)) return scenarios.map(({ id }) => id);
  // An act in which a rule is seen besides its own is worth no session for that rule alone.
  const main = suites.flatMap(({ checks }) => checks.filter(({ isExtra }) => isExtra !== true));
  const seen = new Set(
    main.flatMap(({ requirement, scenario }) => (chosen.has(requirement) ? [scenario] : [])),
  );
  return scenarios
    .filter(({ id, acts = [] }) => [id, ...acts].some((act) => seen.has(act)))
    .map(({ id }) => id);
}

/** The scenarios of the given ids, in the order of reports. */
export function scenariosOf(ids: readonly ScenarioId[]): readonly Scenario[] {
  return scenarios.filter(({ id }) => ids.includes(id));
}
