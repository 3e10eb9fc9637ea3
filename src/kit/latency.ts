/** How long it takes from a Consult to what follows, over all Consults of a run. */
import type { Latency, Measure } from '../model/outcome.ts';
import type { LatencyBudget } from '../model/target.ts';
import type { TraceView } from './view.ts';

/** How much later than its Consult something was, in one act; `undefined` where it was not, or is of another kind. */
const measures: Readonly<Record<Measure, (view: TraceView) => number | undefined>> = {
  response: ({ consult }) => (consult?.response === undefined ? undefined : consult.end.at),
  first: (view) => (isSuccess(view) ? view.first?.at : undefined),
  second: (view) => (isSuccess(view) ? view.second?.at : undefined),
  failure: (view) => (view.first === undefined ? view.failure?.at : undefined),
};

const names = Object.keys(measures) as readonly Measure[];

const budgets: Readonly<Partial<Record<Measure, keyof LatencyBudget>>> = { first: 'first', second: 'second' };

function isSuccess({ first, second, failure }: TraceView): boolean {
  return first !== undefined && second !== undefined && failure === undefined;
}

/** The latencies of the acts of one channel; what was not seen has none. */
export function latenciesOf(views: readonly TraceView[]): readonly Latency[] {
  const [one] = views;
  if (one === undefined) return [];
  return names.flatMap((measure) => {
    const samples = samplesOf(views, measure);
    if (samples.length === 0) return [];
    const name = budgets[measure];
    const budget = name === undefined ? undefined : one.budget[name];
    return {
      measure,
      channel: one.trace.channel,
      samples: samples.length,
      p50: percentile(samples, 50),
      p95: percentile(samples, 95),
      p99: percentile(samples, 99),
      ...(budget === undefined ? {} : { budget }),
    };
  });
}

function samplesOf(views: readonly TraceView[], measure: Measure): readonly number[] {
  const samples = views.flatMap((view) => {
    const at = measures[measure](view);
    return at === undefined || view.consult === undefined ? [] : [Math.max(0, at - view.consult.at)];
  });
  return samples.map((ms) => Math.round(ms * 1000) / 1000).toSorted((a, b) => a - b);
}

/**
 * The percentile of a sorted list by nearest rank: the smallest of its values that at least so many per cent of
 * all do not exceed. 0 for an empty list.
 */
export function percentile(sorted: readonly number[], percent: number): number {
  return sorted[Math.max(0, Math.ceil((percent / 100) * sorted.length) - 1)] ?? 0;
}
