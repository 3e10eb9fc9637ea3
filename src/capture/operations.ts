/** Which requests of a capture are operations of the multimedia interface of GWS, and what they do. */
import { channelIds, channels, type ChannelId, type Spelling } from '../model/channel.ts';
import { at, isObject } from '../model/json.ts';
import type { Asked } from './tape.ts';

/** Where a request goes: a session, or its log. */
export interface SessionAddress {
  readonly channel: ChannelId;
  readonly spelling: Spelling;
  readonly sessionId: string;
  /** Below the session; `''` for the session itself. */
  readonly rest: string;
}

const spellings = channelIds.flatMap((channel) =>
  channels[channel].spellings.map((spelling) => ({ channel, spelling })),
);

/** The session that an address names, of whatever server; `undefined`: none. */
export function sessionAt(address: string): SessionAddress | undefined {
  const path = URL.canParse(address) ? new URL(address).pathname : address;
  const found = /\/api\/v2\/me\/([^/]+)\/([^/]+)(\/.*)?$/.exec(path);
  const [, collection, sessionId, rest = ''] = found ?? [];
  const row = spellings.find((one) => one.spelling.collection === collection);
  if (row === undefined || sessionId === undefined) return undefined;
  return { ...row, sessionId: decoded(sessionId), rest: rest === '/' ? '' : rest };
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

/** Whether a request is of interest: on a session, or a login. */
export function isOperation(method: string, url: string): boolean {
  if (method === 'OPTIONS') return false;
  return sessionAt(url) !== undefined || isOwnUser(url);
}

function isOwnUser(url: string): boolean {
  return URL.canParse(url) && /\/api\/v2\/me\/?$/.test(new URL(url).pathname);
}

/** The id of the user whom an answer describes as the sender's own. */
export function userIn(url: string, json: unknown): string | undefined {
  if (!isOwnUser(url)) return undefined;
  const id = at(json, '/user/id') ?? at(json, '/id');
  return typeof id === 'string' ? id : undefined;
}

/** The operation of a request; `undefined`: it has none. */
export function operationOf({ method, body }: Asked): string | undefined {
  const name = isObject(body) ? body['operationName'] : undefined;
  return method === 'POST' && typeof name === 'string' ? name : undefined;
}

/** Operations that neither bring anybody into a session nor out of it. */
const harmless: readonly string[] = [
  'SendMessage',
  'SendToAgents',
  'SendStartTypingNotification',
  'SendStopTypingNotification',
  'SendStartTypingToAgentsNotification',
  'SendStopTypingToAgentsNotification',
  'SetInFocus',
  'SetDisposition',
  'AttachUserData',
  'UpdateUserData',
  'DeleteUserData',
];

/** Whether a request may change who is in a session, or how it stands. */
export function isTurn(one: Asked): boolean {
  if (one.method === 'GET' || one.method === 'HEAD' || one.method === 'OPTIONS') return false;
  const operation = operationOf(one);
  return operation === undefined || !harmless.includes(operation);
}
