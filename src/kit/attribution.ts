/**
 * Which notifications are about the session of a trace: by its id, by addresses that end in its id, and, for
 * a message that names no session at all, by its participants. Never by arrival alone.
 */
import { channelIds, channels, type Channel } from '../model/channel.ts';
import type { Delivery, Exchange, PartyName, Trace } from '../model/evidence.ts';
import { isObject, strings } from '../model/json.ts';
import { remembering } from '../model/remember.ts';
import {
  lastSegment,
  mentions,
  participantIds,
  participantsOf,
  sessionObject,
} from '../model/notification.ts';

/** The session object in the body of a GET, which servers wrap in the channel's key or not. */
export function sessionInBody(channel: Channel, body: unknown): unknown {
  const wrapped = sessionObject(channel, body)?.session;
  if (wrapped !== undefined) return wrapped;
  return isObject(body) && Array.isArray(body['participants']) ? body : undefined;
}

/** The JSON of an answer, or `undefined` when there is none. */
export function jsonOf(exchange: Exchange | undefined): unknown {
  const body = exchange?.response?.body;
  return body?.form === 'json' ? body.json : undefined;
}

/** Deliveries in a trace that came to one party, in order. */
export function deliveriesTo(trace: Trace, party: PartyName): readonly Delivery[] {
  return trace.entries.filter(
    (entry): entry is Delivery => entry.kind === 'delivery' && entry.party === party,
  );
}

const noSessions: ReadonlySet<string> = new Set();

/** The ids of sessions, of whatever channel, that a notification names: in session objects, and at the end of session addresses. */
export const sessionsNamed = remembering((data): ReadonlySet<string> => {
  if (!isObject(data)) return noSessions;
  const values = channelIds.flatMap((id) => {
    const session = sessionObject(channels[id], data)?.session;
    return [session?.['id'], session?.['uri'], ...channels[id].spellings.map(({ uriKey }) => data[uriKey])];
  });
  return new Set(
    values
      .filter((value) => typeof value === 'string' && value !== '')
      .map((value) => lastSegment(String(value))),
  );
});

/** Tells whether a message is about one session. */
export type IsAbout = (data: unknown) => boolean;

/** Whether any string in a message contains one of the given texts. */
export function containsText(data: unknown, texts: readonly string[]): boolean {
  for (const [, value] of strings(data, 20_000)) if (texts.some((text) => value.includes(text))) return true;
  return false;
}

/** A participantId so long that it is not counted anew in each session. */
const DISTINCTIVE = 12;

/**
 * The judge of what is about the session of a trace. A message that names this session is; one that names no
 * session is by its participants; one that names another session is only when all that it knows of the
 * participants speaks for this one, so that a wrong id is seen as a wrong id.
 * @param own participantIds that are known to belong to it
 * @param isForeign whether a participantId belongs to another session; it is asked when it matters, which is seldom
 */
export function createAttribution(
  sessionId: string,
  {
    own,
    isForeign,
  }: { readonly own: ReadonlySet<string>; readonly isForeign: (participantId: string) => boolean },
): IsAbout {
  return (data) => {
    if (mentions(data, sessionId)) return true;
    const ids = participantIds(data);
    if (sessionsNamed(data).size === 0) return some(ids, (id) => own.has(id));
    return some(ids, (id) => own.has(id) && id.length >= DISTINCTIVE) && !some(ids, isForeign);
  };
}

function some(ids: ReadonlySet<string>, is: (id: string) => boolean): boolean {
  for (const id of ids) if (is(id)) return true;
  return false;
}

/** The participantIds of a session object. */
export function idsOf(session: unknown): Set<string> {
  const ids = participantsOf(session).map((participant) => participant['participantId']);
  return new Set(ids.filter((id): id is string => typeof id === 'string'));
}
