/** A trace as the checks look at it: the Consult, its answer, its notifications, and who was there before. */
import { channels, type Channel } from '../model/channel.ts';
import type {
  CustomerView,
  Delivery,
  Entry,
  Exchange,
  PartyName,
  Purpose,
  Trace,
  Wait,
  Awaited,
} from '../model/evidence.ts';
import { isRefusal } from '../model/answer.ts';
import { isObject, type JsonObject } from '../model/json.ts';
import type { Capability, LatencyBudget } from '../model/target.ts';
import { capabilitiesOf, kindOf, participantsOf, sessionObject } from '../model/notification.ts';
import {
  createAttribution,
  deliveriesTo,
  idsOf,
  jsonOf,
  sessionInBody,
  type IsAbout,
} from './attribution.ts';
import { createNamedIn, type NamedIn } from '../model/named.ts';
import { placeOf } from '../model/order.ts';
import { sortHeard, type Heard } from './heard.ts';
import { findFailure, findFirst, findSecond, type Known } from './identify.ts';

/** The session as the originator knew it before the Consult. */
export interface Before {
  readonly participants: readonly JsonObject[];
  /** Those of them who serve the customer: agents, but those who were consulted before. */
  readonly originators: readonly JsonObject[];
  readonly ids: ReadonlySet<string>;
  readonly capabilities: readonly string[];
}

/** A trace with everything in it found. */
export interface TraceView {
  readonly trace: Trace;
  readonly channel: Channel;
  readonly sessionId: string;
  readonly consult: Exchange | undefined;
  /** The requests that must be refused, in order, where the act is about such. */
  readonly refusals: readonly Exchange[];
  /** Place of the transfer or the conference by which the consult is over; `Infinity` when there was none. */
  readonly turn: number;
  /** The body of the answer to the Consult, when it is a JSON object. */
  readonly answer: JsonObject | undefined;
  /** The answer's referenceId, when it is an integer. */
  readonly referenceId: number | undefined;
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
  /** Whether the answer is a refusal: see {@link isRefusal}. */
  readonly refused: boolean;
  readonly before: Before;
  readonly first: Delivery | undefined;
  readonly second: Delivery | undefined;
  readonly failure: Delivery | undefined;
  /** The role of the agent who was consulted: who accepted, else who was told, else who was meant. */
  readonly consultee: PartyName;
  /** The participantId of the consultant in the first notification. */
  readonly consultantId: string | undefined;
  /** Notifications to a party about this session, in order; `after` and `before` are places in the order. */
  readonly about: (
    party: PartyName,
    span?: { readonly after?: number; readonly before?: number },
  ) => readonly Delivery[];
  /** All that a party was sent, about whatever session. */
  readonly arrived: (party: PartyName) => readonly Delivery[];
  /** How many more notifications a party was sent after a place, which concern nobody in the run and are not held. */
  readonly leftOut: (party: PartyName, after: number) => number;
  readonly isAbout: IsAbout;
  readonly exchange: (purpose: Purpose) => Exchange | undefined;
  readonly exchanges: (purpose: Purpose) => readonly Exchange[];
  readonly views: (phase: CustomerView['phase']) => readonly CustomerView[];
  readonly wait: (event: Awaited) => Wait | undefined;
  /** The session object in a notification, under whatever spelling. */
  readonly session: (delivery: Delivery | undefined) => JsonObject | undefined;
}

/** What puts an end to a consult: what is notified from then on is about that. */
const turns: readonly Purpose[] = ['consultant-leave', 'transfer', 'conference'];

/** The views of all traces of a run; each can ask for the others. */
export function viewsOf(traces: readonly Trace[]): readonly TraceView[] {
  const namedIn = createNamedIn();
  const all = new Set(traces.flatMap((trace) => [...trace.heard.values()].flat()));
  const deliveries = [...all].sort((a, b) => a.seq - b.seq);
  const sessionIds = new Set(traces.flatMap(({ sessionId }) => sessionId ?? []));
  const heard = sortHeard(deliveries, sessionIds, namedIn);
  const surroundings = { namedIn, heard, run: () => views };
  const views: readonly TraceView[] = traces.map((trace) => viewOf(trace, surroundings));
  return views;
}

/** What the views of a run have in common. */
interface Surroundings {
  readonly heard: Heard;
  readonly namedIn: NamedIn;
  readonly run: () => readonly TraceView[];
}

/** Finds everything in a trace. */
function viewOf(trace: Trace, surroundings: Surroundings): TraceView {
  const { namedIn, run } = surroundings;
  const channel = channels[trace.channel];
  const settings = trace.entries.find((entry) => entry.kind === 'settings');
  const sessionId = trace.sessionId ?? '';
  const { from, until: end } = trace.span;
  const whole = trace.own;
  const own = whole.filter(({ seq }) => seq >= from);
  const exchanges = (purpose: Purpose): Exchange[] =>
    own.filter((entry) => isExchange(entry, purpose)) as Exchange[];
  const consult = exchanges('consult')[0];
  const since = consult?.seq ?? Infinity;
  const begun = consult ?? exchanges('refused-request')[0];
  const before = sessionBefore(trace, {
    channel,
    heard: surroundings.heard,
    got: exchanges('state-before')[0],
    since: begun?.seq ?? Infinity,
  });
  const ids = idsBySession(trace, { ...surroundings, channel, before });
  const isAbout = createAttribution(sessionId, { ...ids, namedIn });
  const ours = mayConcern(trace, ids, surroundings.heard).filter(({ data }) => isAbout(data));
  const aboutUs = remembered((party: PartyName) => ours.filter((one) => one.party === party));
  const about: TraceView['about'] = (party, span = {}) =>
    aboutUs(party).filter(({ seq }) => seq > (span.after ?? from - 1) && seq < (span.before ?? end));
  const consultee = consulteeIn(own, exchanges('consultant-accept')[0]);
  const answer = jsonOf(consult);
  const referenceId = isObject(answer) ? answer['referenceId'] : undefined;
  const known: Known = {
    channel,
    before: before.ids,
    sentTexts: sentTexts(own),
    referenceId: Number.isInteger(referenceId) ? (referenceId as number) : undefined,
  };
  const until = Math.min(...turns.map((purpose) => exchanges(purpose)[0]?.seq ?? end));
  const candidates = consult === undefined ? [] : about('originator', { after: since, before: until });
  const acted = Math.min(
    ...(['agents-message', 'visible-message'] as const).flatMap((purpose) =>
      exchanges(purpose).flatMap(({ seq }) => (seq > since ? [seq] : [])),
    ),
  );
  const turn = (exchanges('transfer')[0] ?? exchanges('conference')[0])?.seq ?? Infinity;
  const first =
    findFirst(
      candidates.filter(({ seq }) => seq < acted),
      known,
    ) ?? findFirst(candidates, known);
  const results = remembered((of: (view: TraceView) => unknown): unknown => of(view));
  const view: TraceView = {
    trace,
    channel,
    sessionId,
    consult,
    refusals: exchanges('refused-request'),
    turn,
    answer: isObject(answer) ? answer : undefined,
    referenceId: known.referenceId,
    refused: isRefusal(consult?.response?.status, answer),
    before,
    first,
    second: findSecond(candidates, known),
    failure: findFailure(failureCandidates(trace, known, { since, turn, isAbout }), known),
    consultee,
    consultantId: newcomerId(sessionObject(channel, first?.data)?.session, known, {
      nickname: trace.agents[consultee]?.nickname,
      originator: trace.agents.originator?.nickname,
    }),
    about,
    arrived: (party) => deliveriesTo(trace, party).filter(({ seq }) => seq >= from),
    leftOut: (party, after) => leftOutOf(trace, party, Math.max(after + 1, from)),
    isAbout,
    exchange: (purpose) => exchanges(purpose)[0],
    exchanges,
    views: (phase) => viewsIn(whole, from, phase),
    wait: (event) => own.find((entry): entry is Wait => entry.kind === 'wait' && entry.event === event),
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

/** A function that works each answer out once. */
function remembered<A, T>(of: (about: A) => T): (about: A) => T {
  const known = new Map<A, T>();
  return (about) => {
    const before = known.get(about);
    if (before !== undefined) return before;
    const answer = of(about);
    known.set(about, answer);
    return answer;
  };
}

/** What the customer saw in a phase of an act; before a further act it is what was seen last. */
function viewsIn(whole: readonly Entry[], from: number, phase: CustomerView['phase']): CustomerView[] {
  const views = whole.filter((entry): entry is CustomerView => entry.kind === 'view');
  if (phase === 'before' && from > 0) return views.filter(({ seq }) => seq < from).slice(-1);
  return views.filter((view) => view.seq >= from && view.phase === phase);
}

function isExchange(entry: Entry, purpose: Purpose): boolean {
  return entry.kind === 'exchange' && entry.purpose === purpose;
}

/** What came before a Consult. */
interface Earlier {
  readonly channel: Channel;
  readonly heard: Heard;
  readonly got: Exchange | undefined;
  readonly since: number;
}

/** The participants and capabilities from before: what notifications said, completed by the GET. */
function sessionBefore(trace: Trace, { channel, heard, got, since }: Earlier): Before {
  const states = heard
    .naming(trace.sessionId ?? '')
    .filter((one) => one.party === 'originator' && isHeardIn(trace, one))
    .filter(({ seq, data }) => seq < since && kindOf(channel, data) === 'state')
    .map(({ data }) => sessionObject(channel, data)?.session)
    .filter((session) => session?.['id'] === trace.sessionId);
  const asked = sessionInBody(channel, jsonOf(got));
  const latest = states.findLast((session) => participantsOf(session).length > 0);
  const participants = participantsOf(asked).length > 0 ? participantsOf(asked) : participantsOf(latest);
  const capabilities =
    capabilitiesOf(asked).length > 0 ? capabilitiesOf(asked) : capabilitiesOf(states.at(-1));
  return {
    participants,
    originators: originatorsAmong(trace, channel, participants),
    ids: new Set([...idsOf(asked), ...idsOf(latest)]),
    capabilities,
  };
}

/** The agents among participants who were there before anybody was consulted, under whatever participantId. */
function originatorsAmong(
  { own }: Trace,
  channel: Channel,
  participants: readonly JsonObject[],
): readonly JsonObject[] {
  const asked = own.find((entry): entry is Exchange => isExchange(entry, 'state-before'));
  const agents = participants.filter(({ type }) => type === 'Agent');
  const earliest = participantsOf(sessionInBody(channel, jsonOf(asked))).filter(
    ({ type }) => type === 'Agent',
  );
  if (earliest.length === 0) return agents;
  const isOf = (one: JsonObject, other: JsonObject): boolean =>
    one['participantId'] === other['participantId'] || one['nickname'] === other['nickname'];
  return agents.filter((one) => earliest.some((other) => isOf(one, other)));
}

/** Whose a participantId is: never both a session's own and another's, whatever one message mixes. */
interface Ids {
  readonly own: ReadonlySet<string>;
  readonly isForeign: (participantId: string) => boolean;
}

function idsBySession(
  trace: Trace,
  { channel, before, heard, namedIn }: Surroundings & { readonly channel: Channel; readonly before: Before },
): Ids {
  const sessionId = trace.sessionId ?? '';
  const isOthers = ({ data }: Delivery): boolean =>
    !namedIn(data).segments.has(sessionId) &&
    sessionObject(channel, data) !== undefined &&
    ![...namedIn(data).participantIds].some((id) => before.ids.has(id)); // it may be ours under a wrong id: it proves nothing
  const isForeign = remembered((id: string) =>
    heard.listing(id).some((delivery) => isHeardIn(trace, delivery) && isOthers(delivery)),
  );
  const own = new Set(before.ids);
  for (const delivery of heard.naming(sessionId)) {
    if (!isHeardIn(trace, delivery)) continue;
    // Only who is listed belongs to it: an entry of the log may be from the system, which writes everywhere.
    for (const id of idsOf(sessionObject(channel, delivery.data)?.session))
      if (id !== '' && !isForeign(id)) own.add(id);
  }
  return { own, isForeign };
}

/** Whether a notification is one of those that a trace heard. */
function isHeardIn({ heard }: Trace, { party, seq }: Delivery): boolean {
  const list = heard.get(party) ?? [];
  return list[placeOf(list, seq)]?.seq === seq;
}

/** The notifications that may be about the session, in order: by its id, or by who is listed in it. */
function mayConcern(trace: Trace, { own }: Ids, heard: Heard): readonly Delivery[] {
  const listed = [...own].flatMap((id) => heard.listing(id));
  const found = new Set([...heard.naming(trace.sessionId ?? ''), ...listed]);
  return [...found].filter((one) => isHeardIn(trace, one)).sort((a, b) => a.seq - b.seq);
}

/** How many notifications to a party were left out from a place on. */
function leftOutOf({ leftOut }: Trace, party: PartyName, since: number): number {
  const counted = leftOut.filter((one) => one.party === party && one.seq >= since);
  return counted.reduce((sum, { count }) => sum + count, 0);
}

/** A failure may also be ours by its referenceId alone. */
function failureCandidates(
  trace: Trace,
  known: Known,
  about: { readonly since: number; readonly turn: number; readonly isAbout: IsAbout },
): readonly Delivery[] {
  return deliveriesTo(trace, 'originator').filter(({ seq, data }) => {
    if (seq <= about.since || kindOf(known.channel, data) !== 'error') return false;
    const byReference =
      known.referenceId !== undefined && isObject(data) && data['referenceId'] === known.referenceId;
    return (seq < about.turn && about.isAbout(data)) || byReference;
  });
}

/** The newcomer of the first notification: the one with the nickname that the consultant gave, else the first new Agent. */
function newcomerId(
  session: JsonObject | undefined,
  known: Known,
  {
    nickname,
    originator,
  }: { readonly nickname: string | undefined; readonly originator: string | undefined },
): string | undefined {
  const newcomers = participantsOf(session).filter(
    ({ participantId }) =>
      typeof participantId === 'string' && participantId !== '' && !known.before.has(participantId),
  );
  const chosen =
    newcomers.find((one) => one['nickname'] === nickname) ??
    newcomers.find((one) => one['type'] === 'Agent' && one['nickname'] !== originator) ??
    newcomers.find((one) => one['type'] === 'Agent') ??
    newcomers[0];
  return chosen?.['participantId'] as string | undefined;
}

/** Who was consulted in an act. */
function consulteeIn(own: readonly Entry[], accepted: Exchange | undefined): PartyName {
  if (accepted !== undefined) return accepted.party;
  const told = own.find(
    (entry): entry is Wait => entry.kind === 'wait' && entry.event === 'consultant-invitation' && entry.met,
  );
  return told?.party ?? 'consultant';
}

function sentTexts(own: readonly Entry[]): string[] {
  return own.flatMap((entry) => {
    if (entry.kind === 'said') return [entry.text];
    const body = entry.kind === 'exchange' ? entry.request.body : undefined;
    const text = isObject(body) ? body['text'] : undefined;
    return typeof text === 'string' ? [text] : [];
  });
}
