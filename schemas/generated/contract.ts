/**
 * Generated from the JSON Schemas by scripts/generate-types.ts. Do not edit: change the schema, then run
 * `npx tsx scripts/generate-types.ts`.
 */

/**
 * The name of an operation that the session currently allows to the agent who is told. The list is open.
 */
export type Capability = string;
/**
 * A moment as the number of milliseconds since 1970-01-01T00:00:00Z.
 */
export type EpochMilliseconds = number;
/**
 * An absolute address of a resource, over HTTP or HTTPS. Its host comes from a setting of the server and may differ from the host that was dialled.
 */
export type HttpUri = string;
/**
 * A moment with milliseconds and an offset. A space or a T stands between date and time; the offset is written with or without a colon, or as Z.
 */
export type Timestamp = string;
/**
 * The state of a chat session.
 */
export type ChatSession = Session;
/**
 * The state of an SMS session.
 */
export type SmsSession = Session;

/**
 * The answer to a request that was refused.
 */
export interface ErrorResponse {
  /**
   * Why the request was refused; any number but 0, which means success.
   */
  statusCode: number;
  /**
   * The reason in words.
   */
  statusMessage?: string;
  [k: string]: unknown;
}
/**
 * One entry of a session's log.
 */
export interface Message {
  /**
   * The place of the entry in the log. Numbers may be skipped.
   */
  index: number;
  /**
   * The party that caused the entry.
   */
  from: Participant;
  /**
   * When the entry was made.
   */
  timestamp: Timestamp;
  /**
   * Who may see the entry. The list is open.
   */
  visibility: string;
  /**
   * What the entry tells. The list is open.
   */
  type: string;
  /**
   * The same moment as `timestamp`, in milliseconds in spite of the member's name.
   */
  timestampSeconds: EpochMilliseconds;
  [k: string]: unknown;
}
/**
 * One party of a session, as the agents see it. The same person may be listed more than once: the nickname is not unique, the participantId is.
 */
export interface Participant {
  /**
   * The name under which the party takes part. Several participants may share one.
   */
  nickname: string;
  /**
   * The kind of party. The list is open.
   */
  type: string;
  /**
   * Identifies this participation in the session.
   */
  participantId: string;
  [k: string]: unknown;
}
/**
 * The answer to a Consult request that was accepted. It says that the request was passed on; how the consult ends is told by a notification.
 */
export interface ConsultResponse {
  /**
   * 0: accepted.
   */
  statusCode: 0;
  /**
   * Links later notifications to this request.
   */
  referenceId: number;
  [k: string]: unknown;
}
/**
 * The state of a session, as the agents see it: the members that chat and SMS have in common.
 */
export interface Session {
  /**
   * Everybody who takes part, agents and customer.
   *
   * @minItems 1
   */
  participants: Participant[];
  /**
   * Where the session stands for the agent who is told. The list is open.
   */
  state: string;
  /**
   * Identifies the session.
   */
  id: string;
  /**
   * What the agent who is told may do now.
   */
  capabilities: Capability[];
  /**
   * The address of the session.
   */
  uri: HttpUri;
  [k: string]: unknown;
}
/**
 * The body of a Consult request on a chat session. We send it, therefore it has no other members.
 */
export interface ChatConsultRequest {
  /**
   * Names the operation.
   */
  operationName: 'Consult';
  /**
   * The address of whom to consult: an agent or a multimedia queue.
   */
  targetUri: HttpUri;
}
/**
 * The notification of a consult on chat that failed after its request was accepted.
 */
export interface ChatErrorNotification {
  /**
   * What kind of event is told.
   */
  notificationType: 'Error';
  /**
   * The family of notifications: changes of a session's state.
   */
  messageType: 'ChatStateChangeMessage';
  /**
   * What went wrong, in words. The wording is free.
   */
  errorMessage: string;
  /**
   * The referenceId of the response to the request that failed.
   */
  referenceId: number;
  /**
   * The session, unchanged by the failed consult.
   */
  chat: ChatSession;
  [k: string]: unknown;
}
/**
 * The second notification of a successful consult on chat: entries were added to the session's log.
 */
export interface ChatNewMessages {
  /**
   * The entries, oldest first.
   *
   * @minItems 1
   */
  messages: Message[];
  /**
   * What kind of event is told.
   */
  notificationType: 'NewMessages';
  /**
   * The family of notifications: changes of a session's log.
   */
  messageType: 'MessageLogUpdated';
  /**
   * The address of the session whose log has grown.
   */
  chatUri: HttpUri;
  [k: string]: unknown;
}
/**
 * The first notification of a successful consult on chat: who takes part has changed.
 */
export interface ChatParticipantsUpdated {
  /**
   * What kind of event is told.
   */
  notificationType: 'ParticipantsUpdated';
  /**
   * The family of notifications: changes of a session's state.
   */
  messageType: 'ChatStateChangeMessage';
  /**
   * The session with the consulting agent in it.
   */
  chat: ChatSession;
  [k: string]: unknown;
}
/**
 * The body of a Consult request on an SMS session. We send it, therefore it has no other members.
 */
export interface SmsConsultRequest {
  /**
   * Names the operation.
   */
  operationName: 'Consult';
  /**
   * The address of whom to consult: a user, or the queue through which to consult. Needed unless targetPath is given.
   */
  targetUri?: HttpUri;
  /**
   * The path of whom to consult: a user, or the queue through which to consult. Needed unless targetUri is given. Its form is not documented.
   */
  targetPath?: string;
}
/**
 * The notification of a consult on SMS that failed after its request was accepted. It carries the session under exactly one of the two spellings.
 */
export interface SmsErrorNotification {
  /**
   * What kind of event is told.
   */
  notificationType: 'Error';
  /**
   * The family of notifications: changes of a session's state.
   */
  messageType: 'SMSsessionStateChangeMessage';
  /**
   * What went wrong, in words. The wording is free.
   */
  errorMessage: string;
  /**
   * The referenceId of the response to the request that failed.
   */
  referenceId: number;
  /**
   * The session, unchanged by the failed consult. Spelt as the SMS Consult document spells it.
   */
  smsession?: SmsSession;
  /**
   * The session, unchanged by the failed consult. The same under the spelling of other published pages.
   */
  smssession?: SmsSession;
  [k: string]: unknown;
}
/**
 * The second notification of a successful consult on SMS: entries were added to the session's log. It carries the session's address under exactly one of the two spellings.
 */
export interface SmsNewMessages {
  /**
   * The entries, oldest first.
   *
   * @minItems 1
   */
  messages: Message[];
  /**
   * What kind of event is told.
   */
  notificationType: 'NewMessages';
  /**
   * The family of notifications: changes of a session's log.
   */
  messageType: 'MessageLogUpdated';
  /**
   * The address of the session whose log has grown. Spelt as the SMS Consult document spells it.
   */
  smsessionUri?: HttpUri;
  /**
   * The address of the session whose log has grown. The same under the spelling of other published pages.
   */
  smssessionUri?: HttpUri;
  [k: string]: unknown;
}
/**
 * The first notification of a successful consult on SMS: who takes part has changed. It carries the session under exactly one of the two spellings.
 */
export interface SmsParticipantsUpdated {
  /**
   * What kind of event is told.
   */
  notificationType: 'ParticipantsUpdated';
  /**
   * The family of notifications: changes of a session's state.
   */
  messageType: 'SMSsessionStateChangeMessage';
  /**
   * The session with the consulting agent in it. Spelt as the SMS Consult document spells it.
   */
  smsession?: SmsSession;
  /**
   * The session with the consulting agent in it. The same under the spelling of other published pages.
   */
  smssession?: SmsSession;
  [k: string]: unknown;
}
