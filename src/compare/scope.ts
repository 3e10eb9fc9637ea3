/** What a run was to judge, and with what: whether two runs can be held against each other. */
import { channelIds, type ChannelId } from '../model/channel.ts';
import type { Asked, Outcome, Results } from '../model/outcome.ts';

/** The parts of {@link Asked} on which it depends what is judged. */
export type Scope = Pick<Asked, 'channels' | 'only' | 'pinned' | 'shard'>;

/** What was asked of a run; of files that do not say: the channels that it has, and everything on them. */
export function scopeOf({ asked, outcomes }: Pick<Results, 'asked' | 'outcomes'>): Scope {
  if (asked === undefined)
    return {
      channels: channelIds.filter((id) => outcomes.some(({ channel }) => channel === id)),
      only: [],
      pinned: {},
    };
  const { channels, only, pinned, shard } = asked;
  return {
    channels: channelIds.filter((id) => channels.includes(id)),
    only: only.toSorted(),
    pinned: Object.fromEntries(Object.entries(pinned).toSorted(([a], [b]) => (a < b ? -1 : 1))),
    ...(shard === undefined ? {} : { shard }),
  };
}

/** Whether the same was asked of both. */
export function isSameScope(a: Results, b: Results): boolean {
  return JSON.stringify(scopeOf(a)) === JSON.stringify(scopeOf(b));
}

/** Whether both were judged by the same suite with the same requirements. */
export function isSameSuite({ suite: a }: Results, { suite: b }: Results): boolean {
  return a.name === b.name && a.version === b.version && a.requirementSet === b.requirementSet;
}

/** Why one run has no row of a requirement on a channel that the other has. */
export type Absence =
  /** It was judged by another set of requirements, which does not have it. */
  | 'not-in-set'
  /** It was not asked for it: other channels, requirements or pinned readings, or only a shard. */
  | 'not-asked';

/** Why a run lacks a row. `sameSet`: both have the same requirements. */
export function absenceIn(
  results: Results,
  { requirement, channel }: Pick<Outcome, 'requirement' | 'channel'>,
  sameSet: boolean,
): Absence {
  const { channels, only, shard } = scopeOf(results);
  const wasAskedForAll = channels.includes(channel) && only.length === 0 && shard === undefined;
  return sameSet || !wasAskedForAll || pinnedReading(requirement) !== undefined ? 'not-asked' : 'not-in-set';
}

/** The reading whose pinned answer a requirement demands; such rows stand for what a run was asked. */
function pinnedReading(requirement: string): string | undefined {
  return /^PIN-(.+)$/.exec(requirement)?.[1];
}

/** Whether a requirement asks for the same in both runs: a pinned reading does not when the answers differ. */
export function asksForTheSame(requirement: string, a: Results, b: Results): boolean {
  const reading = pinnedReading(requirement);
  return reading === undefined || answerIn(a, reading) === answerIn(b, reading);
}

function answerIn({ asked }: Results, reading: string): string | undefined {
  return asked !== undefined && Object.hasOwn(asked.pinned, reading) ? asked.pinned[reading] : undefined;
}

/** A channel's place among the channels: for orders. */
export function placeOf(channel: ChannelId): number {
  return channelIds.indexOf(channel);
}
