/** What a notification or an answer says of a session and of who is in it, without demanding that it be right. */
import { channels, type ChannelId } from '../model/channel.ts';
import { at, isObject, type JsonObject } from '../model/json.ts';
import {
  capabilitiesOf,
  kindOf,
  mentions,
  messagesOf,
  participantIds,
  participantsOf,
  sessionObject,
} from '../model/notification.ts';

/** A session of one channel. */
export interface SessionName {
  readonly channel: ChannelId;
  readonly sessionId: string;
}

/** A session as it was known at some moment. */
export interface Known {
  /** Place of the moment. */
  readonly place: number;
  readonly ids: ReadonlySet<string>;
  readonly state: unknown;
  readonly capabilities: readonly string[];
  /** Nicknames of the agents. */
  readonly agents: ReadonlySet<unknown>;
}

/** What a notification tells. */
export type Sign =
  | { readonly kind: 'error'; readonly reference: unknown }
  | {
      readonly kind: 'state';
      readonly ids: ReadonlySet<string>;
      readonly state: unknown;
      readonly isStatus: boolean;
    }
  | { readonly kind: 'log'; readonly entries: readonly Move[]; readonly speakers: readonly string[] }
  | { readonly kind: 'other' };

/** An entry of the log about somebody's coming or going. */
export interface Move {
  readonly type: 'ParticipantJoined' | 'ParticipantLeft' | 'ParticipantRejoined';
  readonly id: string;
  readonly isForAgents: boolean;
}

const moves: readonly unknown[] = ['ParticipantJoined', 'ParticipantLeft', 'ParticipantRejoined'];

/** What a notification tells of a channel's sessions. */
export function signOf(channel: ChannelId, data: unknown): Sign {
  const row = channels[channel];
  switch (kindOf(row, data)) {
    case 'error':
      return { kind: 'error', reference: at(data, '/referenceId') };
    case 'state': {
      const session = sessionObject(row, data)?.session;
      return {
        kind: 'state',
        ids: idsIn(session),
        state: session?.['state'],
        isStatus: at(data, '/notificationType') === 'StatusChange',
      };
    }
    case 'log':
      return { kind: 'log', entries: messagesOf(data).flatMap(moveIn), speakers: speakersIn(data) };
    case 'other':
      return { kind: 'other' };
  }
}

/** Who says something in the entries of a log. */
function speakersIn(data: unknown): readonly string[] {
  const said = messagesOf(data).filter(({ text }) => typeof text === 'string');
  return said.flatMap((entry) => {
    const id = at(entry, '/from/participantId');
    return typeof id === 'string' ? [id] : [];
  });
}

function moveIn(entry: JsonObject): readonly Move[] {
  const id = at(entry, '/from/participantId');
  if (!moves.includes(entry['type']) || typeof id !== 'string') return [];
  return [{ type: entry['type'] as Move['type'], id, isForAgents: entry['visibility'] === 'Agents' }];
}

function idsIn(session: unknown): ReadonlySet<string> {
  const ids = participantsOf(session).map(({ participantId }) => participantId);
  return new Set(ids.filter((id): id is string => typeof id === 'string' && id !== ''));
}

/** Whether a message is about a session: it names it, or somebody who is known to be in it. */
export function isAbout(data: unknown, { sessionId }: SessionName, ids: ReadonlySet<string>): boolean {
  return mentions(data, sessionId) || [...participantIds(data)].some((id) => ids.has(id));
}

/**
 * The session in the body of an answer or in a notification, where it is listed with who is in it. `spoilt`: it is
 * there, and does not say of each who it is; what was known before is then known no more.
 */
export function listingIn(
  { channel, sessionId }: SessionName,
  body: unknown,
): Omit<Known, 'place'> | 'spoilt' | undefined {
  const wrapped = sessionObject(channels[channel], body)?.session;
  const session = wrapped ?? (isObject(body) && Array.isArray(body['participants']) ? body : undefined);
  const ids = idsIn(session);
  if (session === undefined || !mentions(body, sessionId)) return undefined;
  const isElse =
    session['participants'] === undefined && at(body, '/notificationType') !== 'ParticipantsUpdated';
  if (isElse) return undefined; // of its properties, say
  const isWhole = session['id'] === sessionId && ids.size > 0 && ids.size === participantsOf(session).length;
  if (!isWhole) return 'spoilt';
  const agents = participantsOf(session).filter(({ type }) => type === 'Agent');
  return {
    ids,
    state: session['state'],
    capabilities: capabilitiesOf(session),
    agents: new Set(agents.map(({ nickname }) => nickname)),
  };
}
