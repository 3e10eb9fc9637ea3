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
import {
  capabilitiesOf,
  kindOf,
  participantIds,
  participantsOf,
  sessionObject,
  mentions,
} from '../model/notification.ts';
import {
  createAttribution,
  deliveriesTo,
  idsOf,
  jsonOf,
  sessionInBody,
  type IsAbout,
} from './attribution.ts';
import { findFailure, findFirst, findSecond, type Known } from './identify.ts';

/** The session as the originator knew it before the Consult. */
export interface Before {
  readonly participants: readonly JsonObject[];
  readonly ids: ReadonlySet<string>;
  readonly capabilities: readonly string[];
}

/** A trace with everything in it found. */
export interface TraceView {
  readonly trace: Trace;
  readonly channel: Channel;
  readonly sessionId: string;
  readonly consult: Exchange | undefined;
  /** The body of the answer to the Consult, when it is a JSON object. */
  readonly answer: JsonObject | undefined;
  /** The answer's referenceId, when it is an integer. */
  readonly referenceId: number | undefined;
  /** Whether the answer is a refusal: see {@link isRefusal}. */
  readonly refused: boolean;
  readonly before: Before;
  readonly first: Delivery | undefined;
  readonly second: Delivery | undefined;
  readonly failure: Delivery | undefined;
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

/** Finds everything in a trace. */
export function viewOf(trace: Trace): TraceView {
  const channel = channels[trace.channel];
  const sessionId = trace.sessionId ?? '';
  const own = trace.entries.filter((entry) => 'trace' in entry && entry.trace === trace.key);
  const exchanges = (purpose: Purpose): Exchange[] =>
    own.filter((entry) => isExchange(entry, purpose)) as Exchange[];
  const consult = exchanges('consult')[0];
  const since = consult?.seq ?? Infinity;
  const before = sessionBefore(trace, channel, exchanges('state-before')[0], since);
  const isAbout = createAttribution(sessionId, idsBySession(trace, channel, before));
  const about: TraceView['about'] = (party, span = {}) =>
    deliveriesTo(trace, party).filter(
      ({ seq, data }) => seq > (span.after ?? -1) && seq < (span.before ?? Infinity) && isAbout(data),
    );
  const answer = jsonOf(consult);
  const referenceId = isObject(answer) ? answer['referenceId'] : undefined;
  const known: Known = {
    channel,
    before: before.ids,
    sentTexts: sentTexts(own),
    referenceId: Number.isInteger(referenceId) ? (referenceId as number) : undefined,
  };
  const until = exchanges('consultant-leave')[0]?.seq ?? Infinity;
  const candidates = consult === undefined ? [] : about('originator', { after: since, before: until });
  const acted = Math.min(
    ...(['agents-message', 'visible-message'] as const).map(
      (purpose) => exchanges(purpose)[0]?.seq ?? Infinity,
    ),
  );
  const first =
    findFirst(
      candidates.filter(({ seq }) => seq < acted),
      known,
    ) ?? findFirst(candidates, known);
  return {
    trace,
    channel,
    sessionId,
    consult,
    answer: isObject(answer) ? answer : undefined,
    referenceId: known.referenceId,
    refused: isRefusal(consult?.response?.status, answer),
    before,
    first,
    second: findSecond(candidates, known),
    failure: findFailure(failureCandidates(trace, known, { since, isAbout }), known),
    consultantId: newcomerId(trace, sessionObject(channel, first?.data)?.session, known),
    about,
    arrived: (party) => deliveriesTo(trace, party),
    isAbout,
    exchange: (purpose) => exchanges(purpose)[0],
    exchanges,
    views: (phase) =>
      own.filter((entry): entry is CustomerView => entry.kind === 'view' && entry.phase === phase),
    wait: (event) => own.find((entry): entry is Wait => entry.kind === 'wait' && entry.event === event),
    session: (delivery) => sessionObject(channel, delivery?.data)?.session,
  };
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
  return { participants, ids: new Set([...idsOf(asked), ...idsOf(latest)]), capabilities };
}

/** participantIds of other sessions, and those of this one: never both, whatever one message mixes. */
function idsBySession(
  trace: Trace,
  channel: Channel,
  before: Before,
): { own: Set<string>; foreign: Set<string> } {
  const own = new Set(before.ids);
  const foreign = new Set<string>();
  const told = trace.entries.filter((entry): entry is Delivery => entry.kind === 'delivery');
  const isOurs = new Map(told.map(({ seq, data }) => [seq, mentions(data, trace.sessionId ?? '')]));
  for (const { seq, data } of told) {
    const ids = [...participantIds(data)];
    const isMixed = ids.some((id) => before.ids.has(id)); // it may be ours under a wrong id: it proves nothing
    if (isOurs.get(seq) === true || isMixed || sessionObject(channel, data) === undefined) continue;
    for (const id of ids) foreign.add(id);
  }
  for (const { seq, data } of told) {
    if (isOurs.get(seq) !== true) continue;
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
  about: { readonly since: number; readonly isAbout: IsAbout },
): readonly Delivery[] {
  return deliveriesTo(trace, 'originator').filter(({ seq, data }) => {
    if (seq <= about.since || kindOf(known.channel, data) !== 'error') return false;
    const byReference =
      known.referenceId !== undefined && isObject(data) && data['referenceId'] === known.referenceId;
    return about.isAbout(data) || byReference;
  });
}

/** The newcomer of the first notification: the one with the nickname that the consultant gave, else the first new Agent. */
function newcomerId(trace: Trace, session: JsonObject | undefined, known: Known): string | undefined {
  const newcomers = participantsOf(session).filter(
    ({ participantId }) =>
      typeof participantId === 'string' && participantId !== '' && !known.before.has(participantId),
  );
  const nickname = trace.agents.consultant?.nickname;
  const originator = trace.agents.originator?.nickname;
  const chosen =
    newcomers.find((one) => one['nickname'] === nickname) ??
    newcomers.find((one) => one['type'] === 'Agent' && one['nickname'] !== originator) ??
    newcomers.find((one) => one['type'] === 'Agent') ??
    newcomers[0];
  return chosen?.['participantId'] as string | undefined;
}

function sentTexts(own: readonly Entry[]): string[] {
  return own.flatMap((entry) => {
    if (entry.kind === 'said') return [entry.text];
    const body = entry.kind === 'exchange' ? entry.request.body : undefined;
    const text = isObject(body) ? body['text'] : undefined;
    return typeof text === 'string' ? [text] : [];
  });
}
