/** Reads the answer to a Bayeux request: JSON of unknown shape becomes replies, deliveries and malformed messages. */
import { isObject, type JsonObject } from '../model/json.ts';
import { readAdvice, type Advice } from './advice.ts';

/** What a server says about one message that the client sent. */
export interface Reply {
  readonly channel: string;
  readonly id: string | undefined;
  readonly successful: boolean;
  readonly clientId: string | undefined;
  readonly error: string | undefined;
  readonly subscription: string | undefined;
  /** Transports that the server offers; `undefined` when it does not say. */
  readonly connectionTypes: readonly unknown[] | undefined;
  readonly advice: Advice;
}

/** A message that was published on a topic. */
export interface Published {
  readonly topic: string;
  readonly data: unknown;
}

/** A message that is neither a reply nor a delivery, and why. */
export interface Malformed {
  readonly message: unknown;
  readonly why: string;
}

/** An answer, its messages sorted; each list keeps the order of arrival. */
export interface Answer {
  readonly replies: readonly Reply[];
  readonly deliveries: readonly Published[];
  readonly malformed: readonly Malformed[];
  /** Everything but the deliveries, as it was received. */
  readonly meta: readonly unknown[];
}

/** What one message turned out to be. */
type Sorted =
  | { readonly kind: 'reply'; readonly reply: Reply }
  | { readonly kind: 'delivery'; readonly delivery: Published }
  | { readonly kind: 'malformed'; readonly why: string };

/** Sorts the messages of an answer. A single message without its array is read as an array of one. */
export function readAnswer(json: unknown): Answer {
  const replies: Reply[] = [];
  const deliveries: Published[] = [];
  const malformed: Malformed[] = [];
  const meta: unknown[] = [];
  for (const message of Array.isArray(json) ? (json as unknown[]) : [json]) {
    const sorted = sortMessage(message);
    if (sorted.kind === 'delivery') {
      deliveries.push(sorted.delivery);
      continue;
    }
    meta.push(message);
    if (sorted.kind === 'reply') replies.push(sorted.reply);
    else malformed.push({ message, why: sorted.why });
  }
  return { replies, deliveries, malformed, meta };
}

function sortMessage(message: unknown): Sorted {
  if (!isObject(message)) return { kind: 'malformed', why: 'is not an object' };
  const channel = own(message, 'channel');
  if (typeof channel !== 'string' || !channel.startsWith('/'))
    return { kind: 'malformed', why: 'has no channel that begins with a slash' };
  if (!channel.startsWith('/meta/') && Object.hasOwn(message, 'data'))
    return { kind: 'delivery', delivery: { topic: channel, data: message['data'] } };
  return sortReply(channel, message);
}

function sortReply(channel: string, message: JsonObject): Sorted {
  const successful = own(message, 'successful');
  if (typeof successful !== 'boolean')
    return { kind: 'malformed', why: 'has neither data nor a boolean "successful"' };
  const clientId = own(message, 'clientId');
  if (clientId !== undefined && typeof clientId !== 'string')
    return { kind: 'malformed', why: 'has a clientId that is not a string' };
  const types = own(message, 'supportedConnectionTypes');
  const reply: Reply = {
    channel,
    id: text(own(message, 'id')),
    successful,
    clientId,
    error: text(own(message, 'error')),
    subscription: text(own(message, 'subscription')),
    connectionTypes: Array.isArray(types) ? (types as unknown[]) : undefined,
    advice: readAdvice(own(message, 'advice')),
  };
  return { kind: 'reply', reply };
}

function own(message: JsonObject, member: string): unknown {
  return Object.hasOwn(message, member) ? message[member] : undefined;
}

function text(value: unknown): string | undefined {
  return typeof value === 'string' ? value : undefined;
}
