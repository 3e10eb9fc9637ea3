/** Bayeux messages, told apart by what they say of themselves. */
import { isObject, type JsonObject } from '../model/json.ts';
import type { Polled } from './tape.ts';

/** A Bayeux message: its channel begins with a slash. */
export type Message = JsonObject & { readonly channel: string };

/** Whether a value is a Bayeux message. */
export function isMessage(value: unknown): value is Message {
  return isObject(value) && typeof value['channel'] === 'string' && value['channel'].startsWith('/');
}

/** The Bayeux messages of a value: an array of them, or one; `undefined` when it is neither. */
export function messagesIn(value: unknown): readonly Message[] | undefined {
  const list: readonly unknown[] = Array.isArray(value) ? value : [value];
  return list.every(isMessage) ? list : undefined;
}

/** Whether a message is about the connection itself. */
export function isMeta({ channel }: Message): boolean {
  return channel.startsWith('/meta/');
}

/** Whether a message brings a notification. */
export function isNotification(message: Message): boolean {
  return !isMeta(message) && Object.hasOwn(message, 'data');
}

/** Whether a meta message is an answer: only those say whether they succeeded. */
export function isAnswer(message: Message): boolean {
  return isMeta(message) && Object.hasOwn(message, 'successful');
}

/** What the answers to a Bayeux request say of how notifications are listened to from now on. */
export function listeningAfter(answers: readonly Message[]): Polled['listening'] {
  const last = answers.findLast(
    ({ channel, successful }) =>
      ['/meta/subscribe', '/meta/handshake', '/meta/disconnect'].includes(channel) ||
      (channel === '/meta/connect' && successful !== true),
  );
  if (last === undefined) return undefined;
  return last.channel === '/meta/subscribe' && last['successful'] === true ? 'begins' : 'breaks';
}
