/** How many outcomes there are of each verdict. */
import type { ChannelId } from './channel.ts';
import type { Outcome, Results, Verdict } from './outcome.ts';

/** The counts by channel; those that passed and failed are always counted. */
export function summaryOf(outcomes: readonly Outcome[], channels: readonly ChannelId[]): Results['summary'] {
  return Object.fromEntries(channels.map((channel) => [channel, countsOf(outcomes, channel)]));
}

function countsOf(outcomes: readonly Outcome[], channel: ChannelId): Partial<Record<Verdict, number>> {
  const counts: Partial<Record<Verdict, number>> = {};
  for (const { channel: on, verdict } of outcomes)
    if (on === channel) counts[verdict] = (counts[verdict] ?? 0) + 1;
  return { passed: 0, failed: 0, ...counts };
}
