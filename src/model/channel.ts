/**
 * The two channels of Consult, as a table: everything in which chat and SMS differ on the wire is a cell
 * here, so that no other code has to ask which channel it is on.
 */

/** The id of a channel. */
export type ChannelId = 'chat' | 'sms';

/** How one server spells a channel: the collection in paths and the keys in notifications. */
export interface Spelling {
  /** `documented` is what the Consult document prints; `published` is what other GWS pages print. */
  readonly id: 'documented' | 'published';
  /** Path segment: `/api/v2/me/<collection>/{id}`. */
  readonly collection: string;
  /** Key of the session object in state notifications. */
  readonly key: string;
  /** Key of the session's address in log notifications. */
  readonly uriKey: string;
}

/** One row of the channel table. */
export interface Channel {
  readonly id: ChannelId;
  /** What a person calls the channel. */
  readonly title: string;
  /** `messageType` of notifications about the session's state (chat and SMS Consult, "Notification"). */
  readonly stateMessageType: string;
  /** `messageType` of notifications about the session's log (both documents, "Second Notification"). */
  readonly logMessageType: string;
  /** Spellings in use, the documented one first. */
  readonly spellings: readonly [Spelling, ...Spelling[]];
  /** Members of a Consult request, of which at least one names the target (both documents, "Parameters"). */
  readonly targetMembers: readonly ['targetUri', ...'targetPath'[]];
  /** CometD topic on which this channel's notifications are expected; `undefined`: not documented. */
  readonly topic: string | undefined;
}

/** The table: a row for chat and a row for SMS. */
export const channels: Readonly<Record<ChannelId, Channel>> = {
  chat: {
    id: 'chat',
    title: 'Chat',
    stateMessageType: 'ChatStateChangeMessage',
    logMessageType: 'MessageLogUpdated',
    spellings: [{ id: 'documented', collection: 'chats', key: 'chat', uriKey: 'chatUri' }],
    targetMembers: ['targetUri'],
    topic: '/v2/me/chats',
  },
  sms: {
    id: 'sms',
    title: 'SMS',
    stateMessageType: 'SMSsessionStateChangeMessage',
    logMessageType: 'MessageLogUpdated',
    spellings: [
      { id: 'documented', collection: 'smsessions', key: 'smsession', uriKey: 'smsessionUri' },
      { id: 'published', collection: 'smssessions', key: 'smssession', uriKey: 'smssessionUri' },
    ],
    targetMembers: ['targetUri', 'targetPath'],
    topic: undefined,
  },
};

/** The ids of all channels, in the order in which reports show them. */
export const channelIds: readonly ChannelId[] = ['chat', 'sms'];
