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
  const views: readonly TraceView[] = traces.map((trace) => viewOf(trace, { namedIn, run: () => views }));
  return views;
}

/** What the views of a run have in common. */
interface Surroundings {
  readonly namedIn: NamedIn;
  readonly run: () => readonly TraceView[];
}

/** Finds everything in a trace. */
function viewOf(trace: Trace, { namedIn, run }: Surroundings): TraceView {
  const channel = channels[trace.channel];
  const settings = trace.entries.find((entry) => entry.kind === 'settings');
  const sessionId = trace.sessionId ?? '';
  const { from, until: end } = trace.span;
  const whole = trace.entries.filter(
    (entry) => entry.kind !== 'delivery' && 'trace' in entry && entry.trace === trace.key,
  );
  const own = whole.filter(({ seq }) => seq >= from);
  const exchanges = (purpose: Purpose): Exchange[] =>
    own.filter((entry) => isExchange(entry, purpose)) as Exchange[];
  const consult = exchanges('consult')[0];
  const since = consult?.seq ?? Infinity;
  const begun = consult ?? exchanges('refused-request')[0];
  const before = sessionBefore(trace, channel, exchanges('state-before')[0], begun?.seq ?? Infinity);
  const isAbout = createAttribution(sessionId, {
    ...idsBySession(trace, { channel, before, namedIn }),
    namedIn,
  });
  const arrived = remembered((party: PartyName) => deliveriesTo(trace, party));
  const aboutUs = remembered((party: PartyName) => arrived(party).filter(({ data }) => isAbout(data)));
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
    arrived: (party) => arrived(party).filter(({ seq }) => seq >= from),
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

/** The participants and capabilities from before: what notifications said, completed by the GET. */
function sessionBefore(trace: Trace, channel: Channel, got: Exchange | undefined, since: number): Before {
  const states = deliveriesTo(trace, 'originator')
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
  { entries, key }: Trace,
  channel: Channel,
  participants: readonly JsonObject[],
): readonly JsonObject[] {
  const asked = entries.find(
    (entry): entry is Exchange =>
      isExchange(entry, 'state-before') && 'trace' in entry && entry.trace === key,
  );
  const agents = participants.filter(({ type }) => type === 'Agent');
  const earliest = participantsOf(sessionInBody(channel, jsonOf(asked))).filter(
    ({ type }) => type === 'Agent',
  );
  if (earliest.length === 0) return agents;
  const isOf = (one: JsonObject, other: JsonObject): boolean =>
    one['participantId'] === other['participantId'] || one['nickname'] === other['nickname'];
  return agents.filter((one) => earliest.some((other) => isOf(one, other)));
}

/** participantIds of other sessions, and those of this one: never both, whatever one message mixes. */
function idsBySession(
  trace: Trace,
  {
    channel,
    before,
    namedIn,
  }: { readonly channel: Channel; readonly before: Before; readonly namedIn: NamedIn },
): { own: Set<string>; foreign: Set<string> } {
  const own = new Set(before.ids);
  const foreign = new Set<string>();
  const told = trace.entries.filter((entry): entry is Delivery => entry.kind === 'delivery');
  const isOurs = (data: unknown): boolean => namedIn(data).segments.has(trace.sessionId ?? '');
  for (const { data } of told) {
    if (isOurs(data) || sessionObject(channel, data) === undefined) continue;
    const ids = [...namedIn(data).participantIds];
    if (ids.some((id) => before.ids.has(id))) continue; // it may be ours under a wrong id: it proves nothing
    for (const id of ids) foreign.add(id);
  }
  for (const { data } of told) {
    if (!isOurs(data)) continue;
    // Only who is listed belongs to it: an entry of the log may be from the system, which writes everywhere.
    for (const id of idsOf(sessionObject(channel, data)?.session))
      if (id !== '' && !foreign.has(id)) own.add(id);
  }
  return { own, foreign };
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
    const body = entry.kind === 'exchange' ? entry.request.body : undefined;
    const text = isObject(body) ? body['text'] : undefined;
    return typeof text === 'string' ? [text] : [];
  });
}
