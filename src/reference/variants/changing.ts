/** How variants change whatever an agent is sent. */
import type { ChannelId } from '../../model/channel.ts';
import { isObject, type Json, type JsonObject } from '../json.ts';
import type { Quirk, SessionFacts } from '../quirk.ts';
import type { Variant } from './variant.ts';

/** What a variant does. */
export type Parts = Omit<Quirk, 'id' | 'channels'>;

const both: readonly ChannelId[] = ['chat', 'sms'];

/** A variant on both channels. */
export function variant(id: string, title: string, quirk: Parts): Variant {
  return { id, title, channels: both, quirk };
}

/** A variant that remembers what its server did: each server has one of its own. */
export function remembering(id: string, title: string, make: () => Parts): Variant {
  return {
    id,
    title,
    channels: both,
    get quirk() {
      return make();
    },
  };
}

/** Changes every object in a value, the outer ones first. */
export function mapObjects(value: Json, change: (one: JsonObject) => JsonObject): Json {
  if (Array.isArray(value)) return (value as readonly Json[]).map((one) => mapObjects(one, change));
  if (!isObject(value)) return value;
  return Object.fromEntries(
    Object.entries(change(value)).map(([name, member]) => [name, mapObjects(member, change)]),
  );
}

/** Changes every object in notifications and in the answers to agents about sessions. */
export function everywhere(change: (one: JsonObject, session: SessionFacts) => JsonObject): Parts {
  return {
    deliver: (delivery, { session }) => [
      { ...delivery, data: mapObjects(delivery.data, (one) => change(one, session)) as JsonObject },
    ],
    answer: (answer, { session, role }) =>
      answer.body === undefined || session === undefined || role === 'customer'
        ? answer
        : { ...answer, body: mapObjects(answer.body, (one) => change(one, session)) },
  };
}
