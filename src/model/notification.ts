/**
 * What kind of notification a CometD message is, and which session it is about. Nothing here demands
 * anything: a message that is wrong in one place has to be recognised by its other places.
 */
import type { Channel, Spelling } from './channel.ts';
import { isObject, strings, type JsonObject } from './json.ts';
import { remembering } from './remember.ts';

/** The kinds of notification around Consult (both documents, "Notification"). */
export type NotificationKind = 'state' | 'log' | 'error' | 'other';

const MAX_PLACES = 20_000;

/** The session object of a notification and the spelling that it stands under; `undefined` when there is none. */
export function sessionObject(
  channel: Channel,
  data: unknown,
): { readonly spelling: Spelling; readonly session: JsonObject } | undefined {
  if (!isObject(data)) return undefined;
  for (const spelling of channel.spellings) {
    const session = Object.hasOwn(data, spelling.key) ? data[spelling.key] : undefined;
    if (isObject(session)) return { spelling, session };
  }
  return undefined;
}

/** The kind of a notification, from whatever members it has. */
export function kindOf(channel: Channel, data: unknown): NotificationKind {
  if (!isObject(data)) return 'other';
  if (data['notificationType'] === 'Error' || isGiven(data['errorMessage'])) return 'error';
  if (data['messageType'] === channel.logMessageType || data['notificationType'] === 'NewMessages')
    return 'log';
  if (Array.isArray(data['messages'])) return 'log';
  if (data['messageType'] === channel.stateMessageType || data['notificationType'] === 'ParticipantsUpdated')
    return 'state';
  return sessionObject(channel, data) === undefined ? 'other' : 'state';
}

/** Whether a member is there with a value: many servers write `null` for what there is not. */
export function isGiven(value: unknown): boolean {
  return value !== undefined && value !== null;
}

/** The last segment of the path of an address, its escapes undone, or the string itself when it is not one. */
export function lastSegment(uri: string): string {
  const end = uri.search(/[?#]/);
  const path = end < 0 ? uri : uri.slice(0, end);
  const slash = path.lastIndexOf('/');
  const segment = path.slice(slash + 1);
  return slash >= 0 && segment.includes('%') ? unescaped(segment) : segment;
}

function unescaped(segment: string): string {
  try {
    return decodeURIComponent(segment);
  } catch {
    return segment;
  }
}

/** Whether a string under some member can name a session: participants have ids of their own, which may look alike. */
export function canNameSession(member: string): boolean {
  return member !== 'participantId';
}

/** The strings of a message by what they can name. */
interface Words {
  /** The last segment of every string, each between line ends: one text is small, and quick to search. */
  readonly segments: string;
  readonly participantIds: ReadonlySet<string>;
}

/** Every judgement of a run asks again about the same messages. */
const wordsIn = remembering((data): Words => {
  const segments = [''];
  const ids = new Set<string>();
  for (const [member, text] of strings(data, MAX_PLACES)) {
    if (canNameSession(member)) segments.push(lastSegment(text));
    if (member === 'participantId' && text !== '') ids.add(text);
  }
  return { segments: `${segments.join('\n')}\n`, participantIds: ids };
});

/** Whether a message names a session: its id, or an address that ends in its id, stands anywhere in it. */
export function mentions(data: unknown, sessionId: string): boolean {
  return wordsIn(data).segments.includes(`\n${sessionId}\n`);
}

/** Every `participantId` that stands in a message. */
export function participantIds(data: unknown): ReadonlySet<string> {
  return wordsIn(data).participantIds;
}

/** The participants of a session object that are objects, in order. */
export function participantsOf(session: unknown): readonly JsonObject[] {
  const list = isObject(session) ? session['participants'] : undefined;
  return Array.isArray(list) ? list.filter(isObject) : [];
}

/** The strings of a session object's capabilities, in order. */
export function capabilitiesOf(session: unknown): readonly string[] {
  const list = isObject(session) ? session['capabilities'] : undefined;
  return Array.isArray(list) ? list.filter((name): name is string => typeof name === 'string') : [];
}

/** Whether a notification tells that somebody types, or no longer does: by the type of an entry, or by its own. */
export function tellsOfTyping(data: unknown): boolean {
  if (!isObject(data)) return false;
  const types = [
    data['notificationType'],
    data['messageType'],
    ...messagesOf(data).map((entry) => entry['type']),
  ];
  return types.some(isTypingType);
}

/** Whether the type of an entry is one of typing: TypingStarted, TypingStopped. */
export function isTypingType(type: unknown): boolean {
  return typeof type === 'string' && /typing/i.test(type);
}

/** The messages of a log notification that are objects, in order. */
export function messagesOf(data: unknown): readonly JsonObject[] {
  const list = isObject(data) ? data['messages'] : undefined;
  return Array.isArray(list) ? list.filter(isObject) : [];
}
