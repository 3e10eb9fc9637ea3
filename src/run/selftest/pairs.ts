/**
 * Puts faults on different channels into one run. Each has to turn exactly its own requirements red on its own
 * channel, so that one run proves both, and that neither reaches the other's channel.
 */
import { channelIds, type ChannelId } from '../../model/channel.ts';
import type { FaultOn } from './trial.ts';

/** A fault on a channel, as it is put together with others. */
export interface Candidate extends FaultOn {
  /** The requirements that it has to turn red on its channel. */
  readonly expected: readonly string[];
  /** Whether it changes something of the whole server, so that it has to be tried alone. */
  readonly alone: boolean;
}

/** Candidates that are tried in one run: one, or one on each channel. */
export type Company = readonly Candidate[];

/**
 * Pairs each candidate of one channel with one of the other: another fault, with other requirements. The
 * same candidates give the same pairs; whoever finds nobody is tried alone.
 */
export function inPairs(candidates: readonly Candidate[]): readonly Company[] {
  const [here, ...others] = channelIds.map((channel) => on(candidates, channel));
  const there = others.flat();
  // Neighbours in the tables are alike; half a table away they are not.
  const waiting = [...there.slice(there.length >> 1), ...there.slice(0, there.length >> 1)];
  const pairs = (here ?? []).map((one): Company => {
    const index = waiting.findIndex((other) => canMeet(one, other));
    return index < 0 ? [one] : [one, ...waiting.splice(index, 1)];
  });
  const loners = candidates.filter(({ alone }) => alone);
  return [...pairs, ...[...waiting, ...loners].map((one): Company => [one])];
}

function on(candidates: readonly Candidate[], channel: ChannelId): readonly Candidate[] {
  return candidates.filter((one) => !one.alone && one.channel === channel);
}

function canMeet(one: Candidate, other: Candidate): boolean {
  return one.fault !== other.fault && !one.expected.some((id) => other.expected.includes(id));
}
