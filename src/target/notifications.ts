/** Listens to one party's notifications: carries out what the Bayeux client asks for, and writes it down. */
import { setTimeout as sleep } from 'node:timers/promises';
import {
  begin,
  farewell,
  next,
  readAnswer,
  type Answer,
  type ClientEvent,
  type Outgoing,
  type Send,
  type Step,
  type WatchChange,
} from '../bayeux/index.ts';
import { channels } from '../model/channel.ts';
import type { Bayeux, Delivery, TransportFailure, Watch } from '../model/evidence.ts';
import { ACCEPT, type Client } from './client.ts';
import type { Context } from './context.ts';
import { writeBody } from './record.ts';
import { hideClientId } from './secrets.ts';
import type { Outline, Trip } from './trip.ts';

/** A party's connection to its notifications. */
export interface Notifications {
  /** Resolves when the first subscription stands, or with the reason why none ever will. */
  readonly ready: Promise<WatchChange>;
  /** Says goodbye and stops; whatever is held is given up. `signal` bounds the goodbye. */
  readonly close: (signal: AbortSignal) => Promise<void>;
}

/** What a connection needs. */
export interface NotificationsOptions {
  readonly client: Client;
  readonly onDelivery: (delivery: Delivery) => void;
  /** Called each time when notifications are received again after they were lost. */
  readonly onRecovery?: () => void;
}

/** The wildcard first; where it is refused, each channel's topic, guessed from its collections where unknown. */
const OFFERS: readonly (readonly string[])[] = [
  ['/v2/me/*'],
  Object.values(channels).flatMap(({ topic, spellings }) =>
    topic === undefined ? spellings.map(({ collection }) => `/v2/me/${collection}`) : [topic],
  ),
];

/** Before the first subscription the user waits for us; later a server may restart. */
const PATIENCE = { first: 3, later: 12 };

/** Starts to listen, and goes on until it is closed, told to stop, out of patience, or the run is aborted. */
export function startNotifications(context: Context, options: NotificationsOptions): Notifications {
  const { client } = options;
  const leaving = new AbortController();
  const cut = new AbortController();
  const abort = (): void => {
    leaving.abort('the run was aborted');
    cut.abort();
  };
  context.signal.addEventListener('abort', abort, { once: true });
  if (context.signal.aborted) abort();
  const line: Line = { ...options, context, leaving: leaving.signal, cut: cut.signal };
  const { topics, holdMs } = context.target.notifications ?? {};
  const offers = topics === undefined ? OFFERS : [topics];
  const first = begin({ offers, patience: PATIENCE, holdMs });
  let { state } = first;
  let isLost = false;
  const { promise: ready, resolve } = withResolvers<WatchChange>();
  const ended = listen(line, first, (step) => {
    state = step.state;
    if (step.watch === undefined) return;
    const { state: standing, reason } = step.watch;
    const watch = { state: standing, reason: client.identity.secrets.redact(reason) };
    writeWatch(context, client, watch);
    if (isLost && standing === 'subscribed') options.onRecovery?.();
    isLost = standing === 'lost';
    if (!isLost) resolve(watch);
  });
  // Only a mistake of ours gets here: `close` rejects with it, and nobody waits for ever in the meantime.
  ended.catch((error: unknown) => resolve({ state: 'closed', reason: String(error) }));
  return {
    ready,
    close: async (signal) => {
      leaving.abort('closed by the suite');
      const goodbye = farewell(state);
      if (goodbye !== undefined)
        await post({ ...line, cut: signal }, { messages: [goodbye], delayMs: 0, heldMs: 0 });
      cut.abort();
      context.signal.removeEventListener('abort', abort);
      await ended;
    },
  };
}

interface Line extends NotificationsOptions {
  readonly context: Context;
  /** Aborted when no further request is to be made; its reason says why. */
  readonly leaving: AbortSignal;
  /** Aborted when the request under way is to be given up as well. */
  readonly cut: AbortSignal;
}

/** Runs the client to its end. Never rejects for what a server does. */
async function listen(line: Line, first: Step, onStep: (step: Step) => void): Promise<void> {
  let step = first;
  for (; step.send !== undefined; onStep(step)) step = next(step.state, await carryOut(line, step.send));
}

async function carryOut(line: Line, send: Send): Promise<ClientEvent> {
  const { leaving, context } = line;
  if (send.delayMs > 0) await sleep(send.delayMs, undefined, { signal: leaving }).catch(() => undefined);
  const begun = context.now();
  const posted: Posted = leaving.aborted ? {} : await post(line, send);
  if (leaving.aborted) return { kind: 'stopped', reason: String(leaving.reason) };
  if (posted.answer === undefined) return { kind: 'failed', reason: posted.failure?.message ?? 'no answer' };
  return { kind: 'answered', answer: posted.answer, tookMs: context.now() - begun };
}

interface Posted {
  readonly answer?: Answer;
  readonly failure?: TransportFailure;
}

function post({ client, context, cut, leaving, onDelivery }: Line, send: Send): Promise<Posted> {
  const { target } = context;
  const base = new URL(target.baseUrl).pathname.replace(/\/$/, '');
  const outline: Outline = {
    method: 'POST',
    path: base + target.notificationsPath,
    headers: { ...ACCEPT, 'content-type': 'application/json' },
    body: JSON.stringify(send.messages),
    deadlineMs: target.deadlines.answer + send.heldMs,
    signal: cut,
    unpaced: send.heldMs > 0 || leaving.aborted,
  };
  return client.send(outline, (trip) => write({ client, context, onDelivery }, trip, send.messages));
}

/** Writes one answer down, its deliveries first: nobody who waits for one has to wait for the rest. */
function write(line: Omit<Line, 'leaving' | 'cut'>, trip: Trip, sent: readonly Outgoing[]): Posted {
  const { client, context, onDelivery } = line;
  const { party, secrets } = client.identity;
  const { answer: http, failure = unreadable(trip) } = trip.outcome;
  const answer = failure === undefined && http?.body.form === 'json' ? readAnswer(http.body.json) : undefined;
  for (const { clientId } of answer?.replies ?? []) if (clientId) secrets.add(clientId, 'learnt');
  for (const { topic, data } of answer?.deliveries ?? []) {
    const delivery = { kind: 'delivery', party, batch: trip.begun.seq } as const;
    onDelivery(
      context.recorder.record<Delivery>({
        ...delivery,
        topic: secrets.redact(topic),
        data: secrets.redact(data),
      }),
    );
  }
  const hide = (message: unknown): unknown => secrets.redact(hideClientId(message));
  context.recorder.record<Bayeux>(
    {
      kind: 'bayeux',
      party,
      sent: sent.map(hide),
      received: answer === undefined ? writeUnread(client, trip) : answer.meta.map(hide),
      end: trip.end,
      ...(http === undefined ? {} : { status: http.status }),
      ...(failure === undefined ? {} : { failure: secrets.redact(failure) }),
    },
    trip.begun,
  );
  return { ...(answer === undefined ? {} : { answer }), ...(failure === undefined ? {} : { failure }) };
}

/** Why an answer that was read can't be Bayeux; `undefined` when it can. */
function unreadable({ outcome: { answer } }: Trip): TransportFailure | undefined {
  if (answer === undefined) return undefined;
  const isMessages = answer.body.form === 'json' && typeof answer.body.json === 'object' && answer.body.json;
  if (isMessages) return undefined;
  const type = answer.headers['content-type'] ?? 'no content type';
  return {
    kind: 'protocol',
    message: `status ${answer.status} with ${type}, which holds no Bayeux messages`,
  };
}

/** An answer that is not Bayeux, as evidence: its JSON or the beginning of its text. */
function writeUnread({ identity }: Client, { outcome }: Trip): readonly unknown[] {
  if (outcome.answer === undefined) return [];
  const body = writeBody(outcome.answer.body, identity);
  if (body.form === 'none') return [];
  return [body.form === 'json' ? body.json : body.text];
}

function writeWatch({ recorder }: Context, { identity }: Client, { state, reason }: WatchChange): void {
  const why = reason === undefined ? {} : { reason };
  recorder.record<Watch>({ kind: 'watch', party: identity.party, state, ...why });
}

/** `Promise.withResolvers`, which Node 20 lacks. */
function withResolvers<T>(): { promise: Promise<T>; resolve: (value: T) => void } {
  let resolve: (value: T) => void = () => undefined;
  const promise = new Promise<T>((settle) => {
    resolve = settle;
  });
  return { promise, resolve };
}
