/**
 * Which notifications are about the session of a trace: by its id, by addresses that end in its id, and, for
 * a message that names no session at all, by its participants. Never by arrival alone.
 */
import type { Channel } from '../model/channel.ts';
import type { PartyName } from '../model/acts.ts';
import type { Delivery, Exchange } from '../model/evidence.ts';
import type { Trace } from '../model/trace.ts';
import { isObject, strings } from '../model/json.ts';
import { participantsOf, sessionObject } from '../model/notification.ts';
import { createNamedIn, type NamedIn } from '../model/named.ts';

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
  return trace.heard.get(party) ?? [];
}

/** Tells whether a message is about one session. */
export type IsAbout = (data: unknown) => boolean;

/** Whether any string in a message contains one of the given texts. */
export function containsText(data: unknown, texts: readonly string[]): boolean {
  for (const [, value] of strings(data, 20_000)) if (texts.some((text) => value.includes(text))) return true;
  return false;
}

/** A participantId so long that it is not counted anew in each session. */
const DISTINCTIVE = 12;

/** Whether an id is so long that it means the same wherever it stands, and is not counted anew in each session. */
export function isDistinctive(id: string): boolean {
  return id.length >= DISTINCTIVE;
}

/**
 * The judge of what is about the session of a trace. A message that names this session is; one that names no
 * session is by its participants; one that names another session is only when all that it knows of the
 * participants speaks for this one, so that a wrong id is seen as a wrong id.
 * @param own participantIds that are known to belong to it
 * @param isForeign whether a participantId belongs to another session
 */
export function createAttribution(
  sessionId: string,
  {
    own,
    isForeign,
    namedIn = createNamedIn(),
  }: {
    readonly own: ReadonlySet<string>;
    readonly isForeign: (participantId: string) => boolean;
    readonly namedIn?: NamedIn;
  },
): IsAbout {
  const decide: IsAbout = (data) => {
    const { segments, participantIds, sessions } = namedIn(data);
    if (segments.has(sessionId)) return true;
    const ids = [...participantIds];
    if (sessions.size === 0) return ids.some((id) => own.has(id));
    return ids.some((id) => own.has(id) && isDistinctive(id)) && !ids.some(isForeign);
  };
  const decided = new Map<unknown, boolean>(); // checks ask again and again about the same messages
  return (data) => {
    const known = decided.get(data) ?? decide(data);
    decided.set(data, known);
    return known;
  };
}

/** The participantIds of a session object. */
export function idsOf(session: unknown): Set<string> {
  const ids = participantsOf(session).map((participant) => participant['participantId']);
  return new Set(ids.filter((id): id is string => typeof id === 'string'));
}
