/** Quirks: how the server is made to differ, rightly or wrongly, without touching its right code. */
import type { ChannelId, Spelling } from '../model/channel.ts';
import type { Behaviour, TargetKind } from './behaviour.ts';
import type { Front } from './http/front.ts';
import type { IdForm } from './ids.ts';
import type { Polling } from './notify/cometd.ts';
import type { Json, JsonObject } from './json.ts';

/** Every notification that the server makes. */
export type ReferenceEvent =
  /** StatusChange, state Invited, to the agent to whom a customer is routed. */
  | 'invited'
  /** StatusChange, state Chatting, to an agent who accepted an invitation that the customer may know of. */
  | 'accepted'
  /** ParticipantsUpdated and ParticipantJoined (visibility All): an agent came whom the customer sees. */
  | 'joined-participants'
  | 'joined-message'
  /** StatusChange, state Invited, to the one who is consulted. */
  | 'consult-invited'
  /** StatusChange, state Chatting, to the one who is consulted. */
  | 'consult-accepted'
  /** The first notification of a successful consult: ParticipantsUpdated, to every agent in the session. */
  | 'consult-participants'
  /** The second one: ParticipantJoined (visibility Agents), to every agent in the session. */
  | 'consult-joined'
  /** The Error notification, to the originator. */
  | 'consult-failed'
  /** ParticipantsUpdated, to the originator: the agent who was to be consulted has rejected. */
  | 'consult-rejected'
  /** The Error notification of an Invite or a Transfer. */
  | 'operation-failed'
  /** NewMessages with a text for all, and with one for the agents. */
  | 'message'
  | 'agents-message'
  /** NewMessages with typing for all, and for the agents. */
  | 'typing'
  | 'agents-typing'
  /** ParticipantsUpdated and ParticipantLeft (visibility Agents): a consultant left. */
  | 'left-participants'
  | 'left-message'
  /** ParticipantsUpdated and ParticipantLeft (visibility All): somebody left whom the customer sees. */
  | 'departed-participants'
  | 'departed-message'
  /** StatusChange, state LeftChat: the agent may still complete. */
  | 'left'
  /** StatusChange, state Completed: the session is over for this agent. */
  | 'completed'
  /** StatusChange, state Revoked: an invitation is withdrawn or was rejected. */
  | 'revoked'
  /** StatusChange, state Chatting: a consultant became a full participant. */
  | 'promoted'
  /** PropertiesUpdated: the user data changed. */
  | 'properties'
  /** A notification of another session, made by the behaviour `chatterAround`. */
  | 'chatter';

/** How somebody takes part. `originator`: an agent who serves the customer. `outsider`: no party of the session. */
export type Role = 'originator' | 'consultant' | 'conferee' | 'outsider' | 'customer';

/** An agent of the server's world. */
export interface AgentFacts {
  readonly key: string;
  readonly userName: string;
  readonly userId: string;
  readonly nickname: string;
}

/** A participant as a quirk may know it. */
export interface ParticipantFacts {
  readonly participantId: string;
  readonly nickname: string;
  readonly type: 'Agent' | 'Customer';
  readonly role: Role;
  /** Absent for the customer. */
  readonly userName?: string;
}

/** A session as a quirk may know it: a copy, taken at the moment. */
export interface SessionFacts {
  readonly id: string;
  readonly channel: ChannelId;
  readonly customerId: string;
  readonly uri: string;
  readonly participants: readonly ParticipantFacts[];
  /** The log's last index. */
  readonly lastIndex: number;
  /** The referenceId of the latest Consult. */
  readonly referenceId: number | undefined;
  /** Ids of the other sessions of this server, the newest last; at most 20. */
  readonly otherSessionIds: readonly string[];
}

/** An HTTP answer. */
export interface Answer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  /** Sent as JSON; absent: an empty body. */
  readonly body?: Json;
  /** Sent instead of `body`, as it is. */
  readonly raw?: string | Uint8Array;
  /** Milliseconds before it is sent. */
  readonly delayMs?: number;
  /** Never sent; the connection stays open. */
  readonly hang?: boolean;
  /** Not sent; the connection is reset. */
  readonly reset?: boolean;
}

/** What a request named as its target. */
export interface TargetFacts {
  readonly kind: TargetKind;
  readonly id: string;
}

/** The request that is answered. */
export interface AnswerContext {
  /** `undefined` for routes that belong to no channel. */
  readonly channel: ChannelId | undefined;
  /** The operation's name for operations on sessions, otherwise the route's name: `get-session`, `me`, `users`... */
  readonly operation: string;
  readonly method: string;
  readonly session: SessionFacts | undefined;
  readonly role: Role;
  readonly caller: AgentFacts | undefined;
  /** Milliseconds after which no client waits any longer. */
  readonly tooLateMs: number;
  readonly target: TargetFacts | undefined;
  /** The body of the request, where it was read as JSON. */
  readonly sent: Json | undefined;
}

/** One notification on its way to one agent. */
export interface Outgoing {
  /** `userName` of the agent. */
  readonly recipient: string;
  readonly topic: string;
  readonly data: JsonObject;
  /** Milliseconds before it is delivered. */
  readonly delayMs?: number;
  /** Kept until this event of the same session has been delivered to the same recipient. */
  readonly holdUntil?: ReferenceEvent;
}

/** The notification that is delivered. */
export interface DeliveryContext {
  readonly event: ReferenceEvent;
  readonly channel: ChannelId;
  readonly spelling: Spelling;
  readonly session: SessionFacts;
  /** Whom the server means to tell. */
  readonly recipient: AgentFacts & { readonly role: Role };
  /** All agents of the world: for telling the wrong one. */
  readonly agents: readonly AgentFacts[];
  /** Milliseconds after which no client waits any longer. */
  readonly tooLateMs: number;
}

/** One message as the customer sees it. */
export interface CustomerMessage {
  readonly index: number;
  readonly from: { readonly nickname: string; readonly type: string };
  readonly type: string;
  readonly text?: string;
  readonly timestampSeconds: number;
}

/** What the customer sees of a session. */
export interface CustomerView {
  /** WaitingForAgent, Chatting or Completed. */
  readonly state: string;
  readonly participants: readonly { readonly nickname: string; readonly type: string }[];
  readonly messages: readonly CustomerMessage[];
}

/** The session at which the customer looks. */
export interface ViewContext {
  readonly channel: ChannelId;
  readonly session: SessionFacts;
}

/** Settings of the whole server that a quirk may set. */
export interface ServerSettings {
  /** Whether CSRF tokens are given and demanded. */
  readonly csrf?: boolean;
  /** Base of the addresses in payloads. */
  readonly externalBase?: string;
  /** What stands before the server. */
  readonly front?: Partial<Front>;
  /** What ids look like. */
  readonly ids?: IdForm;
  /** Each answer to an agent has another CSRF token; those of the same login before are good as well. */
  readonly newTokens?: boolean;
  /** How connections to notifications are held, milliseconds. */
  readonly polling?: Polling;
}

/** A deliberate difference. Every function is the last word on what it gets, and must not change it in place. */
export interface Quirk {
  readonly id: string;
  /** Nothing of the quirk holds on other channels. */
  readonly channels: readonly ChannelId[];
  readonly behaviour?: Partial<Behaviour>;
  /** Holds for the whole server, whatever `channels` says. */
  readonly settings?: ServerSettings;
  readonly answer?: (answer: Answer, at: AnswerContext) => Answer;
  /** `every`: `answer` is also asked for routes that belong to no channel (login, directory). */
  readonly answers?: 'channel' | 'every';
  /** An empty list loses the notification, two send it twice. */
  readonly deliver?: (delivery: Outgoing, at: DeliveryContext) => readonly Outgoing[];
  readonly view?: (view: CustomerView, at: ViewContext) => CustomerView;
}

/** The last word on an answer: every quirk that is concerned, in order. */
export function applyAnswer(quirks: readonly Quirk[], answer: Answer, at: AnswerContext): Answer {
  const concerned = quirks.filter(({ channels, answers }) =>
    at.channel === undefined ? answers === 'every' : channels.includes(at.channel),
  );
  return concerned.reduce((last, quirk) => quirk.answer?.(last, at) ?? last, answer);
}

/** The last word on a notification: every quirk that is concerned, in order. */
export function applyDeliver(
  quirks: readonly Quirk[],
  delivery: Outgoing,
  at: DeliveryContext,
): readonly Outgoing[] {
  return quirks
    .filter(({ channels }) => channels.includes(at.channel))
    .reduce<readonly Outgoing[]>(
      (list, quirk) => list.flatMap((one) => quirk.deliver?.(one, at) ?? [one]),
      [delivery],
    );
}

/** The last word on what the customer sees: every quirk that is concerned, in order. */
export function applyView(quirks: readonly Quirk[], view: CustomerView, at: ViewContext): CustomerView {
  return quirks
    .filter(({ channels }) => channels.includes(at.channel))
    .reduce((last, quirk) => quirk.view?.(last, at) ?? last, view);
}
