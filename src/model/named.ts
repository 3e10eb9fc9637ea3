/** What a message names, looked up once for all who ask: many sessions ask about the same messages. */
import { channelIds, channels } from './channel.ts';
import { isObject, strings } from './json.ts';
import { canNameSession, lastSegment, sessionObject } from './notification.ts';

/** The names in one message. */
export interface Named {
  /** Its strings, and of addresses their last segments: a session that it names is among them. */
  readonly segments: ReadonlySet<string>;
  /** Every `participantId` that stands in it. */
  readonly participantIds: ReadonlySet<string>;
  readonly nicknames: ReadonlySet<string>;
  readonly texts: ReadonlySet<string>;
  /** The ids of sessions, of whatever channel: in session objects, and at the end of session addresses. */
  readonly sessions: ReadonlySet<string>;
}

/** Tells what a message names. */
export type NamedIn = (data: unknown) => Named;

const MAX_PLACES = 20_000;

/** A teller that remembers what it was asked. */
export function createNamedIn(): NamedIn {
  const known = new Map<unknown, Named>();
  return (data) => {
    const before = known.get(data);
    if (before !== undefined) return before;
    const named = namesOf(data);
    known.set(data, named);
    return named;
  };
}

function namesOf(data: unknown): Named {
  const segments = new Set<string>();
  const members = { participantId: new Set<string>(), nickname: new Set<string>(), text: new Set<string>() };
  for (const [member, text] of strings(data, MAX_PLACES)) {
    if (canNameSession(member)) segments.add(lastSegment(text));
    if (text !== '' && Object.hasOwn(members, member)) members[member as keyof typeof members].add(text);
  }
  const { participantId: participantIds, nickname: nicknames, text: texts } = members;
  return { segments, participantIds, nicknames, texts, sessions: sessionsNamed(data) };
}

function sessionsNamed(data: unknown): Set<string> {
  if (!isObject(data)) return new Set();
  const values = channelIds.flatMap((id) => {
    const session = sessionObject(channels[id], data)?.session;
    return [session?.['id'], session?.['uri'], ...channels[id].spellings.map(({ uriKey }) => data[uriKey])];
  });
  return new Set(
    values
      .filter((value) => typeof value === 'string' && value !== '')
      .map((value) => lastSegment(String(value))),
  );
}
