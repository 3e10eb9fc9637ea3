/** What a program selected, checked against what there is. */
import { channelIds, channels, type ChannelId } from '../model/channel.ts';
import { UsageError } from '../model/errors.ts';
import { nearest } from '../model/nearest.ts';
import type { Catalog } from '../model/requirement.ts';

/**
 * The channels that were asked for, in the order of reports; none asked for: all that there are.
 * @throws UsageError when one is asked for that is not there, or none at all
 */
export function selectedChannels(
  asked: readonly ChannelId[] | undefined,
  there: readonly ChannelId[],
): readonly ChannelId[] {
  if (asked === undefined) return there;
  for (const id of asked) requireOneOf(id, channelIds, 'channel');
  const absent = asked.find((id) => !there.includes(id));
  if (absent !== undefined)
    throw new UsageError(
      `The target has no ${channels[absent].title} channel: channels.${absent} is missing.`,
    );
  if (asked.length === 0) throw new UsageError('channels is empty. Leave it out for all channels.');
  return channelIds.filter((id) => asked.includes(id));
}

/**
 * Requirement ids and subjects, each of which is in the catalogue.
 * @throws UsageError with the nearest one, for the first that is not
 */
export function selectedRequirements(asked: readonly string[], catalog: Catalog): readonly string[] {
  const known = [...catalog.requirements, ...catalog.subjects].map(({ id }) => id);
  for (const name of asked) requireOneOf(name, known, 'requirement or subject');
  return asked;
}

/** What a function of the API may be told, by name: a misspelt option is told rather than left out. */
export function requireKnownOptions<T extends object>(
  options: T,
  known: Readonly<Record<keyof T, true>>,
): void {
  for (const name of Object.keys(options)) requireOneOf(name, Object.keys(known), 'option');
}

function requireOneOf(name: string, known: readonly string[], what: string): void {
  if (known.includes(name)) return;
  const near = nearest(name, known);
  const hint = near === undefined ? '' : ` Did you mean ${near}?`;
  throw new UsageError(`There is no ${what} ${JSON.stringify(name)}.${hint}`);
}
