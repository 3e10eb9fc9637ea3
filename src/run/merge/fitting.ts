/** Whether shards belong together: all that is wrong with them, each with the folders that it is about. */
import type { Results } from '../../model/outcome.ts';
import type { Survey } from './survey.ts';

/** A folder with the results of a shard, and what its evidence is. */
export interface ShardFolder {
  readonly folder: string;
  readonly results: Results;
  readonly survey: Survey;
}

/** What has to be the same in all shards: what it is called, and where it stands; `undefined`: it is not known there. */
const alike: readonly (readonly [what: string, of: (shard: ShardFolder) => unknown])[] = [
  ['number of shards', ({ results }) => results.asked?.shard?.of],
  ['suite', ({ results: { suite } }) => `${suite.name} ${suite.version}`],
  ['requirement set', ({ results }) => results.suite.requirementSet],
  ['target', ({ results }) => results.target.name],
  ['product', ({ results }) => results.target.product],
  ['vendor', ({ results }) => results.target.vendor ?? ''],
  ['version', ({ results, survey }) => (survey.isVersionKnown ? results.target.version : undefined)],
  // An embedded server of its own is started for each run, wherever there is room.
  [
    'base URL',
    ({ results: { target } }) => (target.kind === 'reference' ? 'an embedded server' : target.baseUrl),
  ],
  ['channels', ({ results }) => results.asked?.channels],
  ['choice of requirements (--only)', ({ results }) => results.asked?.only],
  ['pinned readings', ({ results }) => sorted(results.asked?.pinned ?? {})],
  ['declarations of the vendor', ({ survey }) => survey.settings?.declares],
  ['latency budget', ({ survey }) => survey.settings?.budget],
];

/** What is wrong, as sentences; none: they make one run. */
export function misfits(shards: readonly ShardFolder[], needed: readonly string[]): readonly string[] {
  const whole = shards.filter(({ results }) => results.asked?.shard === undefined);
  if (whole.length > 0)
    return whole.map(
      ({ folder }) => `${folder} is no shard: its run was not started with --shard. Leave it out.`,
    );
  const differences = alike.flatMap(([what, of]) => difference(what, shards, of));
  const numbers = misnumbered(shards);
  const isSplitAlike = differences.length === 0 && numbers.length === 0;
  return [...numbers, ...differences, ...(isSplitAlike ? misplayed(shards, needed) : [])];
}

function sorted(pinned: Readonly<Record<string, string>>): unknown {
  return Object.entries(pinned).toSorted(([a], [b]) => (a < b ? -1 : 1));
}

/** Shards that are missing, and shards that are there twice. */
function misnumbered(shards: readonly ShardFolder[]): readonly string[] {
  const of = Math.max(...shards.map(({ results }) => results.asked?.shard?.of ?? 0));
  return Array.from({ length: of }, (_, i) => i + 1).flatMap((index) => {
    const folders = shards.filter(({ results }) => results.asked?.shard?.index === index);
    const names = folders.map(({ folder }) => folder).join(' and ');
    if (folders.length === 0)
      return [`Shard ${index} of ${of} is missing. Run it with --shard ${index}/${of}.`];
    return folders.length === 1
      ? []
      : [`Shard ${index} of ${of} is there ${folders.length} times: ${names}.`];
  });
}

/** Something that is not the same in all shards: each value with its folders. */
function difference(
  what: string,
  shards: readonly ShardFolder[],
  of: (shard: ShardFolder) => unknown,
): readonly string[] {
  const folders = new Map<string, string[]>();
  for (const shard of shards) {
    const value = of(shard);
    if (value === undefined) continue;
    const text = JSON.stringify(value);
    folders.set(text, [...(folders.get(text) ?? []), shard.folder]);
  }
  if (folders.size < 2) return [];
  const said = [...folders].map(([text, names]) => `${text} in ${names.join(', ')}`);
  return [`Different ${what}: ${said.join('; ')}.`];
}

/** Scenarios that no shard plays, or more than one. */
function misplayed(shards: readonly ShardFolder[], needed: readonly string[]): readonly string[] {
  const hint =
    'Were the shards started with different flags (--concurrency), or from different target files?';
  const wrong = needed.flatMap((play) => {
    const folders = shards.filter(({ survey }) => survey.plays.has(play)).map(({ folder }) => folder);
    if (folders.length === 1) return [];
    return [folders.length === 0 ? `${play} is in no shard.` : `${play} is in ${folders.join(' and ')}.`];
  });
  return wrong.length === 0 ? [] : [...wrong, hint];
}
