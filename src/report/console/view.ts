/** What every section of the console report is made from. */
import type { ChannelId } from '../../model/channel.ts';
import type { Blame } from '../../model/evidence.ts';
import type { Outcome, Results } from '../../model/outcome.ts';
import type { Catalog, Requirement } from '../../model/requirement.ts';
import { judgedChannels } from '../channel-verdict.ts';
import { groupBy } from '../group-by.ts';
import type { Paint } from '../paint.ts';

/** A run and the screen that it is shown on. */
export interface View {
  readonly results: Results;
  readonly catalog: Catalog;
  /** Cells of a line. */
  readonly width: number;
  readonly paint: Paint;
  /** Whether passed rows, differences that agree and the like are shown one by one. */
  readonly verbose: boolean;
  /** Why nothing could be driven at all. */
  readonly stopped?: { readonly blame: Blame; readonly reason: string };
  /** The files that the run wrote. */
  readonly files: readonly string[];
}

/** The outcomes of one requirement, by channel. */
export interface Row {
  readonly id: string;
  /** `undefined`: this suite's catalogue doesn't have it. */
  readonly requirement: Requirement | undefined;
  readonly outcomes: ReadonlyMap<ChannelId, Outcome>;
}

/** The requirements that have an outcome, in the order of the catalogue; those that it lacks come last. */
export function rowsOf({ results, catalog }: Pick<View, 'results' | 'catalog'>): readonly Row[] {
  const known = new Map(catalog.requirements.map((requirement) => [requirement.id, requirement]));
  const byId = groupBy(results.outcomes, ({ requirement }) => requirement);
  const ids = [
    ...[...known.keys()].filter((id) => byId.has(id)),
    ...[...byId.keys()].filter((id) => !known.has(id)),
  ];
  return ids.map((id) => ({
    id,
    requirement: known.get(id),
    outcomes: new Map((byId.get(id) ?? []).map((outcome) => [outcome.channel, outcome])),
  }));
}

/** The channels of the report's columns. */
export function columnsOf({ results }: Pick<View, 'results'>): readonly ChannelId[] {
  return judgedChannels(results);
}

/** A heading with an empty line before it. */
export function heading({ paint }: Pick<View, 'paint'>, title: string): string[] {
  return ['', paint('bold', title)];
}
