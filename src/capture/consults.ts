/** Finds the Consults of a capture: those that were requested, or those that notifications alone tell of. */
import { channelIds, channels, type Spelling } from '../model/channel.ts';
import { lastSegment, mentions, sessionObject } from '../model/notification.ts';
import { at, isObject, type JsonObject } from '../model/json.ts';
import type { Moment } from './moments.ts';
import { operationOf, sessionAt } from './operations.ts';
import { listingIn, signOf, type Known, type SessionName } from './session-signs.ts';
import type { Asked } from './tape.ts';

/** One Consult. */
export interface Consult extends SessionName {
  readonly spelling: Spelling;
  /** Who consults. */
  readonly originator: string;
  /** The place of its request; of one that is only told of: just before what tells of it. */
  readonly place: number;
  readonly asked: Asked | undefined;
}

/** The Consults that were requested, in order. */
export function requestedConsults(moments: readonly Moment[]): readonly Consult[] {
  return moments.flatMap((moment, place): readonly Consult[] => {
    if (moment.what !== 'ask' || operationOf(moment.one) !== 'Consult') return [];
    const session = sessionAt(moment.one.url);
    if (session === undefined || session.rest !== '') return [];
    const { channel, spelling, sessionId } = session;
    return [{ channel, spelling, sessionId, originator: moment.one.who, place, asked: moment.one }];
  });
}

/** What a session was known to be, from the notifications of one agent. */
interface Followed extends SessionName {
  readonly spelling: Spelling;
  known: Known;
  /** The state that came last, with somebody new in it. */
  newcomers: { readonly place: number; readonly ids: ReadonlySet<string> } | undefined;
}

/**
 * The Consults that the notifications of an agent tell of: in a session in which it may consult, somebody joined whom
 * only agents are to see. A failure does not say of what, and tells of none.
 */
export function toldConsults(
  moments: readonly Moment[],
  { who, isTimed }: { readonly who: string; readonly isTimed: boolean },
): readonly Consult[] {
  const sessions = new Map<string, Followed>();
  const found: Consult[] = [];
  for (const [place, moment] of moments.entries()) {
    if (moment.what !== 'told' || moment.one.who !== who) continue;
    const { data } = moment.one;
    follow(sessions, data, place);
    const consult = joinIn(sessions, data, { who, place, moments, isTimed });
    if (consult !== undefined) found.push(consult);
  }
  return found;
}

/** Keeps the last listing of each session from before anybody new was seen in it. */
function follow(sessions: Map<string, Followed>, data: unknown, place: number): void {
  for (const channel of channelIds) {
    const object = sessionObject(channels[channel], data);
    const sessionId = object?.session['id'];
    if (object === undefined || typeof sessionId !== 'string') continue;
    const listing = listingIn({ channel, sessionId }, data);
    if (listing === 'spoilt') sessions.delete(sessionId);
    if (listing === undefined || listing === 'spoilt') continue;
    const followed = sessions.get(sessionId);
    const known = { ...listing, place };
    const added = [...listing.ids].filter((id) => followed?.known.ids.has(id) === false);
    if (followed === undefined || added.length === 0 || followed.known.state !== 'Chatting') {
      sessions.set(sessionId, { channel, sessionId, spelling: object.spelling, known, newcomers: undefined });
    } else {
      followed.newcomers ??= { place, ids: new Set(added) };
    }
  }
}

/** Where in the notifications of one agent an entry of the log stands. */
interface Entry {
  readonly who: string;
  readonly place: number;
  readonly moments: readonly Moment[];
  readonly isTimed: boolean;
}

/** The Consult by which somebody joined, as the log says. */
function joinIn(sessions: Map<string, Followed>, data: unknown, entry: Entry): Consult | undefined {
  const session = isObject(data) ? sessionOfLog(sessions, data) : undefined;
  if (session === undefined) return undefined;
  const sign = signOf(session.channel, data);
  const { known, sessionId, spelling, channel } = session;
  const moves = sign.kind === 'log' ? sign.entries : [];
  const joined = moves.find(({ type, id }) => type === 'ParticipantJoined' && !known.ids.has(id));
  if (joined === undefined) return undefined;
  sessions.delete(sessionId); // what is there from now on has to be told anew
  const mayConsult = known.state === 'Chatting' && known.capabilities.includes('Consult');
  const place = joined.isForAgents && mayConsult ? placeOfConsult(session, joined.id, entry) : undefined;
  if (place === undefined) return undefined;
  return { channel, sessionId, spelling, originator: entry.who, place, asked: undefined };
}

function sessionOfLog(sessions: ReadonlyMap<string, Followed>, data: JsonObject): Followed | undefined {
  const uris = spellings.map(({ uriKey }) => data[uriKey]);
  return uris.flatMap((uri) => (typeof uri === 'string' ? (sessions.get(lastSegment(uri)) ?? []) : []))[0];
}

const spellings = channelIds.flatMap((id) => channels[id].spellings);

/** How long after the entry of the log the list of participants may come that belongs to it, milliseconds. */
const AT_ONCE_MS = 1_000;

/**
 * Just before the first of the two notifications of success, in whatever order they came. Without the one that lists
 * exactly who joined, nobody knows which other one would be taken for it.
 */
function placeOfConsult(
  session: Followed,
  joined: string,
  { who, place, moments, isTimed }: Entry,
): number | undefined {
  const { known, newcomers } = session;
  const isOnly = (ids: ReadonlySet<string>): boolean =>
    ids.has(joined) && [...ids].every((id) => id === joined || known.ids.has(id));
  if (newcomers !== undefined) return isOnly(newcomers.ids) ? newcomers.place - 0.5 : undefined;
  const since = moments[place]?.at ?? 0;
  const next = moments.find(
    ({ what, one }, later) =>
      later > place &&
      what === 'told' &&
      one.kind === 'told' &&
      one.who === who &&
      mentions(one.data, session.sessionId),
  );
  const isAtOnce = isTimed && next !== undefined && next.at - since <= AT_ONCE_MS;
  const listing = isAtOnce && next.what === 'told' ? listingIn(session, next.one.data) : undefined;
  return listing !== undefined && listing !== 'spoilt' && isOnly(listing.ids) ? place - 0.5 : undefined;
}

/** The referenceId of an answer; `undefined`: it has none. */
export function referenceOf({ response }: Asked): unknown {
  return response?.body.form === 'json' ? at(response.body.json, '/referenceId') : undefined;
}
