/** Any number of runs side by side: a matrix of implementations. Nothing is better or worse there. */
import { channelIds, type ChannelId } from '../model/channel.ts';
import type { DivergenceClass, Measure, Results, Verdict } from '../model/outcome.ts';
import { caveatsOf, factsOf, type Caveat, type RunFacts } from './facts.ts';
import { keyed, keysOf } from './keyed.ts';
import { isBroken } from './moves.ts';

/** A row of the matrix: a cell for each run, in their order; `null`: that run does not have it. */
export interface MatrixRow<T> {
  readonly id: string;
  readonly cells: readonly (T | null)[];
  /** Whether all runs say the same; a run that does not have it says something else. */
  readonly alike: boolean;
}

/** A row that is about one channel. */
export interface ChannelRow<T> extends MatrixRow<T> {
  readonly channel: ChannelId;
}

/** The times to one thing in one run, in milliseconds. */
export interface LatencyCell {
  readonly samples: number;
  readonly p50: number;
  readonly p95: number;
}

/** Several runs side by side. The content of `comparison.json`, apart from its version. */
export interface Matrix {
  readonly kind: 'matrix';
  readonly runs: readonly RunFacts[];
  readonly caveats: readonly Caveat[];
  /** All requirements, by id and channel. */
  readonly verdicts: readonly ChannelRow<Verdict>[];
  readonly readings: readonly ChannelRow<string>[];
  /** Those that differ between the runs, or that are undocumented in one. */
  readonly divergences: readonly MatrixRow<DivergenceClass>[];
  readonly latencies: readonly (ChannelRow<LatencyCell> & { readonly id: Measure })[];
}

/** A run with its name in the comparison. */
export interface LabelledRun {
  readonly label: string;
  readonly results: Results;
}

/** Puts runs side by side. @throws UsageError when a run says one thing twice */
export function compareMany(runs: readonly LabelledRun[]): Matrix {
  const all = runs.map(({ results }) => results);
  return {
    kind: 'matrix',
    runs: runs.map(({ results, label }) => factsOf(results, label)),
    caveats: caveatsOf(all),
    verdicts: channelRows(all, ({ outcomes }) =>
      outcomes.map(({ requirement: id, channel, verdict }) => ({ id, channel, value: verdict })),
    ),
    readings: channelRows(all, ({ readings }) =>
      readings.map(({ id, channel, answer }) => ({ id, channel, value: answer })),
    ),
    divergences: divergenceRows(all),
    latencies: channelRows<LatencyCell, Measure>(all, ({ latencies }) =>
      latencies.map(({ measure: id, channel, samples, p50, p95 }) => ({
        id,
        channel,
        value: { samples, p50, p95 },
      })),
    ),
  };
}

/** Whether a rule is broken in one of the runs. */
export function isBrokenIn({ cells }: MatrixRow<Verdict>): boolean {
  return cells.some((verdict) => verdict !== null && isBroken(verdict));
}

/** Whether a row of verdicts is worth a look: the runs differ, or a rule is broken in one. */
export function isStriking(row: MatrixRow<Verdict>): boolean {
  return !row.alike || isBrokenIn(row);
}

interface Item<T, Id extends string> {
  readonly id: Id;
  readonly channel: ChannelId;
  readonly value: T;
}

function channelRows<T, Id extends string = string>(
  runs: readonly Results[],
  itemsOf: (results: Results) => readonly Item<T, Id>[],
): readonly (ChannelRow<T> & { readonly id: Id })[] {
  const maps = runs.map((run) => keyed(itemsOf(run), ({ id, channel }) => `${id} on ${channel}`));
  const seen = new Map(maps.flatMap((map) => [...map]));
  return keysOf(seen)
    .flatMap((key) => {
      const one = seen.get(key);
      if (one === undefined) return [];
      const cells = maps.map((map) => map.get(key)?.value ?? null);
      return [{ id: one.id, channel: one.channel, cells, alike: isAlike(cells) }];
    })
    .toSorted((a, b) =>
      a.id === b.id ? channelIds.indexOf(a.channel) - channelIds.indexOf(b.channel) : a.id < b.id ? -1 : 1,
    );
}

function divergenceRows(runs: readonly Results[]): Matrix['divergences'] {
  const maps = runs.map(({ divergences }) => keyed(divergences, ({ id }) => id));
  return keysOf(...maps)
    .map((id) => {
      const cells = maps.map((map) => map.get(id)?.class ?? null);
      return { id, cells, alike: isAlike(cells) };
    })
    .filter(({ alike, cells }) => !alike || cells.includes('undocumented'));
}

function isAlike(cells: readonly unknown[]): boolean {
  return new Set(cells.map((one) => JSON.stringify(one))).size <= 1;
}
