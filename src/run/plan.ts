/** What a run is going to do: which checks, and which scenarios they need. */
import { isSelected } from '../judge/index.ts';
import type { ChannelId } from '../model/channel.ts';
import type { Shard } from '../model/outcome.ts';
import type { Target } from '../model/target.ts';
import type { CheckedRequirement, PlannedScenario } from '../model/plan.ts';
import type { ScenarioId } from '../model/acts.ts';
import type { Catalog } from '../model/requirement.ts';
import { allScenarios, scenarios, type Scenario } from '../scenarios/index.ts';
import { sessionsAtOnceOf } from './seats.ts';
import { playsOf, playsOfShard } from './shards.ts';
import { sessionsAtOnce } from './reference-target.ts';
import { suites } from '../../suites/index.ts';

/** Every check's requirement and the act that is made for it; where else a breach of it counts is not told. */
export function checkedRequirements(): readonly CheckedRequirement[] {
  return suites.flatMap(({ checks }) =>
    checks
      .filter(({ isExtra }) => isExtra !== true)
      .map(({ requirement, scenario }) => ({ requirement, scenario })),
  );
}

/**
 * The scenarios that a run plays on each channel; with `only`, those that the chosen requirements need.
 * @param concurrency sessions that consult at the same time; the embedded server's unless given
 */
export function plannedScenarios(
  catalog?: Catalog,
  only: readonly string[] = [],
  concurrency = sessionsAtOnce,
): readonly PlannedScenario[] {
  const isPlayed = ({ playTogether }: Scenario): boolean => playTogether === undefined || concurrency > 1;
  const needed = catalog === undefined ? scenarios.map(({ id }) => id) : neededScenarios(catalog, only);
  return allScenarios
    .filter((scenario) => needed.includes(scenario.id) || scenario.id === 'bystander-control')
    .filter(isPlayed)
    .map(({ id, title, requests, sessions = 1, playTogether }) => ({
      id,
      title,
      ...(playTogether === undefined ? { sessions } : { sessions: concurrency, together: true as const }),
      requests,
    }));
}

/** The scenarios in which the chosen requirements, and those that they rest on, are seen. */
export function neededScenarios(catalog: Catalog, only: readonly string[]): readonly ScenarioId[] {
  const rows = new Map(catalog.requirements.map((row) => [row.id, row]));
  const chosen = new Set<string>();
  const add = (id: string): void => {
    if (chosen.has(id)) return;
    chosen.add(id);
    const row = rows.get(id);
    for (const need of [...(row?.needs ?? []), ...(row?.unless ?? [])]) add(need);
  };
  for (const row of catalog.requirements) if (isSelected(row, only)) add(row.id);
  // Which scenario shows the answer to an open question depends on the server.
  if ([...chosen].some((id) => rows.get(id)?.pin !== undefined)) return scenarios.map(({ id }) => id);
  // What is also looked at in further acts is no reason to play them.
  const checks = suites.flatMap((suite) => suite.checks).filter(({ isExtra }) => isExtra !== true);
  const seen = new Set(
    checks.flatMap(({ requirement, scenario }) => (chosen.has(requirement) ? [scenario] : [])),
  );
  return scenarios
    .filter(({ id, acts = [] }) => [id, ...acts].some((act) => seen.has(act)))
    .map(({ id }) => id);
}

/** The scenarios of the given ids, in the order of reports. */
export function scenariosOf(ids: readonly ScenarioId[]): readonly Scenario[] {
  return scenarios.filter(({ id }) => ids.includes(id));
}

/** What is shared out over the shards of a run. */
export interface Shared {
  readonly target: Pick<Target, 'limits'>;
  readonly catalog: Catalog;
  readonly channels: readonly ChannelId[];
  readonly only: readonly string[];
}

/**
 * Tells what a shard plays; of a run that is not split, everything.
 * @throws UsageError when there is too little for so many shards
 */
export function sharing(
  { target, catalog, channels, only }: Shared,
  shard: Shard | undefined,
): (scenario: ScenarioId, channel: ChannelId) => boolean {
  if (shard === undefined) return () => true;
  const concurrency = sessionsAtOnceOf(target.limits);
  const all = playsOf({ scenarios: neededScenarios(catalog, only), channels, concurrency });
  const plays = playsOfShard(all, shard);
  const ours = new Set(plays.map(({ scenario, channel }) => `${scenario}/${channel}`));
  const isDriven = (on: ChannelId): boolean => plays.some(({ channel }) => channel === on);
  // The bystander has a session of its own wherever its silence has to prove something.
  return (scenario, channel) =>
    scenario === 'bystander-control' ? isDriven(channel) : ours.has(`${scenario}/${channel}`);
}
