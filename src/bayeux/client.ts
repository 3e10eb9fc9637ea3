/**
 * The Bayeux client as a pure state machine: given what happened, it says what to send next and whether
 * notifications are being received. One request is under way at a time, `farewell` aside.
 */
import type { Answer, Reply } from './answer.ts';
import { backoff, throttle } from './backoff.ts';
import {
  connect,
  CONNECTION_TYPE,
  disconnect,
  handshake,
  metaChannels,
  subscribe,
  type Outgoing,
  type Sender,
} from './outgoing.ts';

/** How a client behaves. */
export interface Settings {
  /** Groups of topics; the next group is tried when the server refuses every topic of one. */
  readonly offers: readonly (readonly string[])[];
  /** How many failures in a row it bears, before it was ever subscribed and after. */
  readonly patience: { readonly first: number; readonly later: number };
  /** How long the server may hold a connect while it has advised nothing, milliseconds; absent: CometD's default. */
  readonly holdMs?: number | undefined;
}

/**
 * Where a client stands. `connecting`: subscribed, but the server's first answer to a connect, or the first
 * one since a loss, is still due. `connected`: the server may hold the connect.
 */
export type Phase = 'handshaking' | 'subscribing' | 'connecting' | 'connected' | 'closed';

/** Everything that a client remembers. */
export interface ClientState {
  readonly settings: Settings;
  readonly phase: Phase;
  readonly clientId: string;
  readonly nextId: number;
  /** Index of the group of topics in use. */
  readonly offer: number;
  /** Failures since the last successful connect. */
  readonly failures: number;
  /** Answers in a row that came at once and carried nothing. */
  readonly idle: number;
  readonly watching: boolean;
  readonly everWatched: boolean;
  /** The server's last advice, milliseconds. */
  readonly interval: number;
  readonly timeout: number;
}

/** What can happen to a client. */
export type ClientEvent =
  /** @param tookMs how long the answer took */
  | { readonly kind: 'answered'; readonly answer: Answer; readonly tookMs: number }
  /** No answer, or none that is Bayeux. */
  | { readonly kind: 'failed'; readonly reason: string }
  /** The owner has had enough. */
  | { readonly kind: 'stopped'; readonly reason: string };

/** What a client wants sent. */
export interface Send {
  readonly messages: readonly Outgoing[];
  /** Milliseconds to wait before. */
  readonly delayMs: number;
  /** Milliseconds for which the server may hold the answer on purpose. */
  readonly heldMs: number;
}

/** That notifications begin to be received, or cease to be. */
export interface WatchChange {
  readonly state: 'subscribed' | 'lost' | 'closed';
  readonly reason: string | undefined;
}

/** The result of one event: the new state, and what to do. Nothing to send: the client is closed. */
export interface Step {
  readonly state: ClientState;
  readonly send: Send | undefined;
  readonly watch: WatchChange | undefined;
}

/** CometD's own default for how long a server holds a connect. */
const DEFAULT_TIMEOUT_MS = 30_000;

/** A client that is about to shake hands. */
export function begin(settings: Settings): Step {
  return sendNext({
    settings,
    phase: 'handshaking',
    clientId: '',
    nextId: 1,
    offer: 0,
    failures: 0,
    idle: 0,
    watching: false,
    everWatched: false,
    interval: 0,
    timeout: settings.holdMs ?? DEFAULT_TIMEOUT_MS,
  });
}

/** What follows from an event. A closed client stays closed. */
export function next(state: ClientState, event: ClientEvent): Step {
  if (state.phase === 'closed') return { state, send: undefined, watch: undefined };
  if (event.kind === 'stopped') return close(state, event.reason);
  if (event.kind === 'failed') return fail(state, event.reason);
  return answered[state.phase](heed(state, event.answer), event);
}

/** The message that says goodbye; `undefined` when the server does not know this client. */
export function farewell(state: ClientState): Outgoing | undefined {
  return state.clientId === '' ? undefined : disconnect(sender(state));
}

type Answered = Extract<ClientEvent, { kind: 'answered' }>;

const answered: Record<Exclude<Phase, 'closed'>, (state: ClientState, event: Answered) => Step> = {
  handshaking: (state, { answer }) => {
    const reply = answer.replies.find(({ channel }) => channel === metaChannels.handshake);
    if (reply === undefined) return fail(state, unanswered(answer, 'handshake'));
    if (!reply.successful) return refused(state, reply, 'handshake');
    if (reply.clientId === undefined || reply.clientId === '')
      return fail(state, 'the handshake was answered without a clientId');
    if (reply.connectionTypes !== undefined && !reply.connectionTypes.includes(CONNECTION_TYPE))
      return close(state, `the server does not offer the transport ${CONNECTION_TYPE}`);
    return sendNext({ ...state, phase: 'subscribing', clientId: reply.clientId });
  },
  subscribing: (state, { answer }) => {
    const replies = answer.replies.filter(({ channel }) => channel === metaChannels.subscribe);
    const refusals = replies.filter(({ successful }) => !successful);
    const lost = refusals.find(mustHandshake);
    if (lost !== undefined) return shakeHandsAgain(state, lost.error ?? 'told to shake hands again');
    if (replies.length === 0) return fail(state, unanswered(answer, 'subscribe'));
    const reason = refusals.length === 0 ? undefined : `refused: ${refusals.map(describe).join(', ')}`;
    if (refusals.length < replies.length) return watch({ ...state, phase: 'connecting' }, reason);
    if (state.offer + 1 < state.settings.offers.length) return sendNext({ ...state, offer: state.offer + 1 });
    return close(state, `every subscription was ${reason ?? 'refused'}`);
  },
  connecting: onConnect,
  connected: onConnect,
};

function onConnect(state: ClientState, { answer, tookMs }: Answered): Step {
  const reply = answer.replies.find(({ channel }) => channel === metaChannels.connect);
  if (reply === undefined) return fail(state, unanswered(answer, 'connect'));
  if (mustHandshake(reply)) return shakeHandsAgain(state, reply.error ?? 'told to shake hands again');
  if (!reply.successful || reply.advice.reconnect === 'none') return refused(state, reply, 'connect');
  const isIdle = answer.deliveries.length === 0 && throttle.isQuick(tookMs, state.timeout);
  const idle = isIdle ? state.idle + 1 : 0;
  const connected: ClientState = { ...state, phase: 'connected', failures: 0, idle };
  const interval = reply.advice.interval ?? connected.interval;
  const delayMs = Math.max(interval, throttle.delayMs(idle));
  return state.watching ? sendNext(connected, delayMs) : watch(connected, 'the connection is back', delayMs);
}

/** Remembers the advice of an answer. Advice given because of several clients holds for one answer only. */
function heed(state: ClientState, answer: Answer): ClientState {
  let { interval, timeout } = state;
  for (const { advice } of answer.replies) {
    if (!advice.multipleClients) interval = advice.interval ?? interval;
    timeout = advice.timeout ?? timeout;
  }
  return { ...state, interval, timeout };
}

function mustHandshake(reply: Reply): boolean {
  if (reply.advice.reconnect !== undefined) return reply.advice.reconnect === 'handshake';
  return !reply.successful && reply.error !== undefined && reply.error.startsWith('402');
}

function refused(state: ClientState, reply: Reply, what: string): Step {
  const reason = `${what} refused: ${reply.error ?? 'no reason given'}`;
  if (reply.advice.reconnect === 'none')
    return close(state, `${reason} (advice: reconnect none)${rivalry(state)}`);
  return fail(state, reason);
}

/** A client that was welcome once and is sent away has a rival more often than not. */
function rivalry({ everWatched }: ClientState): string {
  return everWatched ? '; did the same agent log in a second time elsewhere?' : '';
}

function unanswered(answer: Answer, what: string): string {
  const [first] = answer.malformed;
  const because = first === undefined ? '' : `; a message of the answer ${first.why}`;
  return `the answer has no reply to ${what}${because}`;
}

function describe(reply: Reply): string {
  return `${reply.subscription ?? 'a topic'} (${reply.error ?? 'no reason given'})`;
}

function shakeHandsAgain(state: ClientState, reason: string): Step {
  return fail({ ...state, phase: 'handshaking', clientId: '' }, reason, 0);
}

/**
 * Counts a failure and tries again, unless patience is over.
 * @param firstDelayMs how long to wait when it is the first failure in a row
 */
function fail(before: ClientState, reason: string, firstDelayMs: number = backoff(1)): Step {
  const failures = before.failures + 1;
  const { patience } = before.settings;
  const limit = before.everWatched ? patience.later : patience.first;
  if (failures > limit) return close(before, `gave up after ${failures} failures in a row: ${reason}`);
  const phase = before.phase === 'connected' ? 'connecting' : before.phase;
  const state: ClientState = { ...before, phase, failures, idle: 0, watching: false };
  const delayMs = Math.max(before.interval, failures === 1 ? firstDelayMs : backoff(failures));
  const loss: WatchChange | undefined = before.watching ? { state: 'lost', reason } : undefined;
  return { ...sendNext(state, delayMs), watch: loss };
}

function close(state: ClientState, reason: string): Step {
  const closed: ClientState = { ...state, phase: 'closed', watching: false };
  return { state: closed, send: undefined, watch: { state: 'closed', reason } };
}

function watch(state: ClientState, reason: string | undefined, delayMs = 0): Step {
  const watching: ClientState = { ...state, watching: true, everWatched: true };
  return { ...sendNext(watching, delayMs), watch: { state: 'subscribed', reason } };
}

function sendNext(state: ClientState, delayMs = 0): Step {
  const messages = toSend[state.phase](state);
  const held = state.phase === 'connecting' || state.phase === 'connected';
  const nextId = state.nextId + messages.length;
  return {
    state: { ...state, nextId },
    send: { messages, delayMs, heldMs: held ? state.timeout : 0 },
    watch: undefined,
  };
}

const toSend: Record<Phase, (state: ClientState) => readonly Outgoing[]> = {
  handshaking: (state) => [handshake(String(state.nextId))],
  subscribing: (state) =>
    (state.settings.offers[state.offer] ?? []).map((topic, i) => subscribe(sender(state, i), topic)),
  connecting: (state) => [connect(sender(state), true)],
  connected: (state) => [connect(sender(state), false)],
  closed: () => [],
};

function sender(state: ClientState, offset = 0): Sender {
  return { id: String(state.nextId + offset), clientId: state.clientId };
}
