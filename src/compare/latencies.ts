/** How latencies shifted, and which shifts are large enough to be looked at. Shown, never judged. */
import { channelIds, type ChannelId } from '../model/channel.ts';
import type { Latency, Measure, Results } from '../model/outcome.ts';
import { keyed } from './keyed.ts';

/** A percentile that is compared. */
export type Percentile = 'p50' | 'p95';

/** The share of the samples that lies beyond each percentile. */
const beyond: Readonly<Record<Percentile, number>> = { p50: 0.5, p95: 0.05 };

/** The percentiles in the order of reports. */
export const percentiles = Object.keys(beyond) as readonly Percentile[];

/** Shifts of fewer milliseconds are never notable. */
export const LEAST_SHIFT_MS = 10;

/** With fewer samples beyond a percentile nothing is said of it: 10 Consults for p50, 100 for p95. */
export const LEAST_BEYOND = 5;

/** One percentile in two runs. */
export interface PercentileShift {
  readonly percentile: Percentile;
  /** Milliseconds. */
  readonly from: number;
  readonly to: number;
  /** The least factor between the two that is notable with so many samples; absent: there are too few to say. */
  readonly needed?: number;
  /** Absent: not notable. */
  readonly notable?: 'slower' | 'faster';
}

/** The times from all Consults to one thing that follows, on one channel, in two runs. */
export interface LatencyChange {
  readonly measure: Measure;
  readonly channel: ChannelId;
  readonly samples: { readonly before: number; readonly after: number };
  readonly shifts: readonly PercentileShift[];
}

/**
 * The factor between two percentiles from which on a shift is notable: 1 + 2/sqrt(k), where k is how many of the
 * samples of the smaller run lie beyond the percentile. How many lie there varies by about sqrt(k) from run to
 * run, all else equal; twice that is asked for. With k below {@link LEAST_BEYOND} nothing is said: `undefined`.
 */
export function notableFactor(percentile: Percentile, samples: number): number | undefined {
  const k = samples * beyond[percentile];
  return k < LEAST_BEYOND ? undefined : 1 + 2 / Math.sqrt(k);
}

const measures: readonly Measure[] = ['response', 'first', 'second', 'failure'];

/** The latencies that both runs measured, by channel and measure. @throws UsageError when one is there twice */
export function compareLatencies(before: Results, after: Results): readonly LatencyChange[] {
  const had = keyed(before.latencies, keyOf);
  const has = keyed(after.latencies, keyOf);
  return channelIds
    .flatMap((channel) => measures.map((measure) => keyOf({ channel, measure })))
    .flatMap((key) => {
      const [a, b] = [had.get(key), has.get(key)];
      return a === undefined || b === undefined ? [] : [changeOf(a, b)];
    });
}

function keyOf({ measure, channel }: Pick<Latency, 'measure' | 'channel'>): string {
  return `the latency of ${measure} on ${channel}`;
}

function changeOf(before: Latency, after: Latency): LatencyChange {
  const samples = { before: before.samples, after: after.samples };
  const fewest = Math.min(before.samples, after.samples);
  const { measure, channel } = after;
  const shifts = percentiles.map((one) => shiftOf(one, { from: before[one], to: after[one], fewest }));
  return { measure, channel, samples, shifts };
}

function shiftOf(
  percentile: Percentile,
  { from, to, fewest }: { from: number; to: number; fewest: number },
): PercentileShift {
  const needed = notableFactor(percentile, fewest);
  if (needed === undefined) return { percentile, from, to };
  const isNotable =
    Math.abs(to - from) >= LEAST_SHIFT_MS && Math.max(from, to) >= needed * Math.min(from, to);
  return {
    percentile,
    from,
    to,
    needed: Math.round(needed * 100) / 100,
    ...(isNotable ? { notable: to > from ? ('slower' as const) : ('faster' as const) } : {}),
  };
}
