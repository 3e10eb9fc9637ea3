/** A trace as the checks look at it: the Consult, its answer, its notifications, and who was there before. */
import { channels, type Channel } from '../model/channel.ts';
import type { Delivery, Exchange } from '../model/evidence.ts';
import type { Trace } from '../model/trace.ts';
import type { JsonObject } from '../model/json.ts';
import { createNamedIn, type NamedIn } from '../model/named.ts';
import { sessionObject } from '../model/notification.ts';
import type { Capability, LatencyBudget } from '../model/target.ts';
import { belongingOf, type Belonging } from './belonging.ts';
import { consultOf, type Consult } from './consult.ts';
import { deedsOf, type Deeds } from './deeds.ts';
import { sortHeard, type Heard } from './heard.ts';
import { givenElsewhere, type IsGivenElsewhere } from './references.ts';
import { remembered } from './remembered.ts';
import { sharedIds } from './shared-ids.ts';

/** A trace with everything in it found. */
export interface TraceView extends Consult, Belonging, Deeds {
  readonly trace: Trace;
  readonly channel: Channel;
  readonly sessionId: string;
  /** The requests that must be refused, in order, where the act is about such. */
  readonly refusals: readonly Exchange[];
  /** The acts of the whole run on this channel, this one included. */
  readonly run: () => readonly TraceView[];
  /** The other sessions that its scenario played in at the same time. */
  readonly fellows: () => readonly TraceView[];
  /** The largest latencies that the target's description allows. */
  readonly budget: LatencyBudget;
  /** What a message names. */
  readonly namedIn: NamedIn;
  /** What a function says of this view, worked out once however many checks ask. */
  readonly once: <T>(of: (view: TraceView) => T) => T;
  /** Whether the vendor says that the target can do it: `undefined` when nothing is said. */
  readonly declares: (capability: Capability) => boolean | undefined;
  /** The session object in a notification, under whatever spelling. */
  readonly session: (delivery: Delivery | undefined) => JsonObject | undefined;
}

/** The views of all traces of a run; each can ask for the others. */
export function viewsOf(traces: readonly Trace[]): readonly TraceView[] {
  const namedIn = createNamedIn();
  const all = new Set(traces.flatMap((trace) => [...trace.heard.values()].flat()));
  const deliveries = [...all].sort((a, b) => a.seq - b.seq);
  const sessionIds = new Set(traces.flatMap(({ sessionId }) => sessionId ?? []));
  const heard = sortHeard(deliveries, sessionIds, namedIn);
  const isGivenElsewhere = givenElsewhere(traces, namedIn);
  const surroundings = { namedIn, heard, shared: sharedIds(traces), isGivenElsewhere, run: () => views };
  const views: readonly TraceView[] = traces.map((trace) => viewOf(trace, surroundings));
  return views;
}

/** What the views of a run have in common. */
interface Surroundings {
  readonly heard: Heard;
  /** Ids of participants who are in several sessions under one id. */
  readonly shared: ReadonlySet<string>;
  readonly namedIn: NamedIn;
  readonly isGivenElsewhere: IsGivenElsewhere;
  readonly run: () => readonly TraceView[];
}

/** Finds everything in a trace. */
function viewOf(trace: Trace, { heard, shared, namedIn, isGivenElsewhere, run }: Surroundings): TraceView {
  const channel = channels[trace.channel];
  const deeds = deedsOf(trace);
  const belonging = belongingOf(trace, { channel, deeds, heard, shared, namedIn });
  const settings = trace.entries.find((entry) => entry.kind === 'settings');
  const results = remembered((of: (view: TraceView) => unknown): unknown => of(view));
  const view: TraceView = {
    ...deeds,
    ...belonging,
    ...consultOf(trace, { channel, deeds, belonging, isGivenElsewhere }),
    trace,
    channel,
    sessionId: trace.sessionId ?? '',
    refusals: deeds.exchanges('refused-request'),
    session: (delivery) => sessionObject(channel, delivery?.data)?.session,
    run: () => run().filter((other) => other.trace.channel === trace.channel),
    fellows: () =>
      run().filter(
        (other) => other.trace.act === trace.act && other.channel === channel && other.trace !== trace,
      ),
    budget: settings?.budget ?? {},
    namedIn,
    once: <T>(of: (view: TraceView) => T) => results(of) as T,
    declares: (capability) => settings?.declares[trace.channel]?.[capability],
  };
  return view;
}
