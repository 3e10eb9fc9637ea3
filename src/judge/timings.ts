/** How long things took: shown in reports, never judged. */
import type { TraceView } from '../kit/view.ts';
import type { Timing } from '../model/outcome.ts';

const sinceConsult = (view: TraceView, at: number | undefined): number | undefined =>
  at === undefined || view.consult === undefined ? undefined : at - view.consult.at;

const measures: Readonly<Record<string, (view: TraceView) => number | undefined>> = {
  'consult to response': (view) =>
    view.consult?.response === undefined ? undefined : sinceConsult(view, view.consult.end.at),
  'consult to first notification': (view) => sinceConsult(view, view.first?.at),
  'consult to second notification': (view) => sinceConsult(view, view.second?.at),
  'consult to failure': (view) =>
    view.trace.act === 'consult-failed' ? sinceConsult(view, view.failure?.at) : undefined,
};

/** The timings of all traces, in milliseconds. */
export function timingsOf(views: readonly TraceView[]): readonly Timing[] {
  return views.flatMap((view) => {
    const { trace } = view;
    if (trace.member !== undefined) return []; // many alike: see latencies.ts
    return Object.entries(measures).flatMap(([measure, of]) => {
      const ms = of(view);
      return ms === undefined
        ? []
        : [{ id: `${trace.act}: ${measure}`, channel: trace.channel, ms: Math.max(0, ms) }];
    });
  });
}
