/** The session as it was before a Consult: who was in it, and what the originator could do. */
import type { Channel } from '../model/channel.ts';
import type { Exchange } from '../model/evidence.ts';
import type { Trace } from '../model/trace.ts';
import type { JsonObject } from '../model/json.ts';
import { capabilitiesOf, isGiven, kindOf, participantsOf, sessionObject } from '../model/notification.ts';
import { idsOf, jsonOf, sessionInBody } from './attribution.ts';
import { isHeardIn, type Heard } from './heard.ts';

/** The session as the originator knew it before the Consult. */
export interface Before {
  readonly participants: readonly JsonObject[];
  /** Those of them who serve the customer: agents, but those who were consulted before. */
  readonly originators: readonly JsonObject[];
  /** Those whom the server calls customers; everybody but agents, where it calls nobody so. */
  readonly customers: readonly JsonObject[];
  /** Agents and customers. Others may be listed, as the server itself, and come and go of their own accord. */
  readonly people: readonly JsonObject[];
  readonly ids: ReadonlySet<string>;
  readonly capabilities: readonly string[];
}

/** What came before a Consult. */
export interface Earlier {
  readonly channel: Channel;
  readonly heard: Heard;
  readonly got: Exchange | undefined;
  readonly since: number;
}

/** The participants and capabilities from before: what notifications said, completed by the GET. */
export function sessionBefore(trace: Trace, { channel, heard, got, since }: Earlier): Before {
  const states = heard
    .naming(trace.sessionId ?? '')
    .filter((one) => one.party === 'originator' && isHeardIn(trace, one))
    .filter(({ seq, data }) => seq < since && kindOf(channel, data) === 'state')
    .map(({ data }) => sessionObject(channel, data)?.session)
    .filter((session) => session?.['id'] === trace.sessionId);
  const asked = sessionInBody(channel, jsonOf(got));
  const latest = states.findLast((session) => participantsOf(session).length > 0);
  const shown = participantsOf(asked).map((one) => completed(one, states));
  const participants = shown.length > 0 ? shown : participantsOf(latest);
  const capabilities =
    capabilitiesOf(asked).length > 0 ? capabilitiesOf(asked) : capabilitiesOf(states.at(-1));
  const customers = customersAmong(participants);
  return {
    participants,
    originators: originatorsAmong(participants, earliestIn(trace, channel), states),
    customers,
    people: participants.filter((one) => one['type'] === 'Agent' || customers.includes(one)),
    ids: new Set([...idsOf(asked), ...idsOf(latest)]),
    capabilities,
  };
}

function customersAmong(participants: readonly JsonObject[]): readonly JsonObject[] {
  const customers = participants.filter(({ type }) => type === 'Customer');
  return customers.length > 0 ? customers : participants.filter(({ type }) => type !== 'Agent');
}

/** A participant of a GET, which may list less of it than notifications do, with what was told last of it. */
function completed(one: JsonObject, states: readonly (JsonObject | undefined)[]): JsonObject {
  const told = states
    .flatMap((session) => participantsOf(session))
    .findLast(({ participantId }) => participantId === one['participantId']);
  return { ...told, ...Object.fromEntries(Object.entries(one).filter(([, value]) => isGiven(value))) };
}

/** The participants of the session as its first GET lists them, before anybody was consulted. */
function earliestIn({ own }: Trace, channel: Channel): readonly JsonObject[] {
  const asked = own.find(
    (entry): entry is Exchange => entry.kind === 'exchange' && entry.purpose === 'state-before',
  );
  return participantsOf(sessionInBody(channel, jsonOf(asked)));
}

/** The agents among participants who were there before anybody was consulted, under whatever participantId. */
function originatorsAmong(
  participants: readonly JsonObject[],
  earliest: readonly JsonObject[],
  states: readonly (JsonObject | undefined)[],
): readonly JsonObject[] {
  const isAgent = ({ type }: JsonObject): boolean => type === 'Agent';
  const agents = participants.filter(isAgent);
  const first = earliest.map((one) => completed(one, states)).filter(isAgent);
  if (first.length === 0) return agents;
  const isOf = (one: JsonObject, other: JsonObject): boolean =>
    one['participantId'] === other['participantId'] || one['nickname'] === other['nickname'];
  return agents.filter((one) => first.some((other) => isOf(one, other)));
}
