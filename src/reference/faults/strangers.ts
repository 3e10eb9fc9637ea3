/** Faults that put what belongs elsewhere into a notification: another session's values, the other channel's words. */
import { channelIds, channels, type ChannelId, type Spelling } from '../../model/channel.ts';
import { isObject, type Json, type JsonObject } from '../json.ts';
import { rename, replace, type Mutation } from '../mutate.ts';
import type { DeliveryContext, Outgoing, ReferenceEvent, SessionFacts } from '../quirk.ts';
import { changing, fault, type Change, type Fault, type MakeQuirk } from './build.ts';

/** The channel that a channel is not. */
const otherThan = (channel: ChannelId): ChannelId => channelIds.find((id) => id !== channel) ?? channel;

const otherSpelling = ({ channel }: DeliveryContext): Spelling => channels[otherThan(channel)].spellings[0];

/** Another spelling of the same channel. */
const secondSpelling = ({ channel, spelling }: DeliveryContext): Spelling =>
  channels[channel].spellings.find(({ id }) => id !== spelling.id) ?? spelling;

const inOtherCollection = (uri: Json, at: DeliveryContext): Json =>
  String(uri).replace(/[^/]+(?=\/[^/]+$)/, otherSpelling(at).collection);

/** Puts a member under a name that depends on where the notification is. */
const renamedTo =
  (pointer: string, nameOf: (at: DeliveryContext) => string): Mutation =>
  (data, at) =>
    rename(pointer, nameOf(at))(data, at);

/** Has a member twice: under its own name, and under another. */
const alsoAs =
  (member: 'key' | 'uriKey'): Change =>
  (data, at) => ({ ...data, [secondSpelling(at)[member]]: data[at.spelling[member]] ?? null });

/** Changes an event's notifications with a fact of another session of the same channel, once one is known. */
function withAnother(
  event: ReferenceEvent,
  change: (data: JsonObject, other: SessionFacts, at: DeliveryContext) => JsonObject,
): MakeQuirk {
  return () => {
    const seen = new Map<string, SessionFacts>();
    return {
      deliver: (delivery: Outgoing, at: DeliveryContext): readonly Outgoing[] => {
        seen.set(at.session.id, at.session);
        const other = [...seen.values()].find((one) => one.id !== at.session.id && customerOf(one) !== '');
        if (at.event !== event || other === undefined) return [delivery];
        return [{ ...delivery, data: change(delivery.data, other, at) }];
      },
    };
  };
}

/** The participantId of a session's customer. */
const customerOf = ({ participants }: SessionFacts): string =>
  participants.find(({ role }) => role === 'customer')?.participantId ?? '';

/** Lists the customer under the participantId of another session's customer. */
const withCustomerOf = (other: SessionFacts): Mutation =>
  replace('/{session}/participants/*', (one) =>
    isObject(one) && one['type'] === 'Customer' ? { ...one, participantId: customerOf(other) } : one,
  );

interface StateRow {
  readonly message: 'first' | 'failure';
  readonly event: ReferenceEvent;
  /** Requirements by what stands in the place of what. */
  readonly kills: Readonly<Record<'key' | 'both' | 'collection' | 'customer', readonly string[]>>;
}

const stateRows: readonly StateRow[] = [
  {
    message: 'first',
    event: 'consult-participants',
    kills: {
      key: ['FIRST-004'],
      both: ['FIRST-004'],
      collection: ['FIRST-014'],
      customer: ['PART-003', 'PART-005', 'CORR-012'],
    },
  },
  {
    message: 'failure',
    event: 'consult-failed',
    kills: {
      key: ['FAIL-006'],
      both: ['FAIL-006'],
      collection: ['FAIL-016'],
      customer: ['FAIL-017', 'FAIL-018', 'CORR-012'],
    },
  },
];

const stateFaults = stateRows.flatMap(({ message, event, kills }): Fault[] => [
  fault(`${message}.session.other-channel`, `The ${message} notification has the other channel's key.`, {
    kills: kills.key,
    make: changing(
      event,
      renamedTo('/{session}', (at) => otherSpelling(at).key),
    ),
  }),
  fault(
    `${message}.session.both-spellings`,
    `The ${message} notification has the session under both spellings.`,
    {
      kills: kills.both,
      channels: channelIds.filter((id) => channels[id].spellings.length > 1),
      make: changing(event, alsoAs('key')),
    },
  ),
  fault(
    `${message}.uri.other-channel`,
    `The session's address in the ${message} notification is on the other channel.`,
    {
      kills: kills.collection,
      make: changing(event, replace('/{session}/uri', inOtherCollection)),
    },
  ),
  fault(
    `${message}.customer.of-another`,
    `The ${message} notification lists the customer of another session.`,
    {
      kills: kills.customer,
      make: withAnother(event, (data, other, at) => withCustomerOf(other)(data, at)),
    },
  ),
]);

const logFaults: readonly Fault[] = [
  fault('second.uri-key.other-channel', "The second notification has the other channel's key.", {
    kills: ['SECOND-014'],
    make: changing(
      'consult-joined',
      renamedTo('/{uri}', (at) => otherSpelling(at).uriKey),
    ),
  }),
  fault('second.uri.both-spellings', 'The second notification has the address under both spellings.', {
    kills: ['SECOND-014'],
    channels: channelIds.filter((id) => channels[id].spellings.length > 1),
    make: changing('consult-joined', alsoAs('uriKey')),
  }),
  fault('second.uri.other-channel', 'The address in the second notification is on the other channel.', {
    kills: ['CORR-002'],
    make: changing('consult-joined', replace('/{uri}', inOtherCollection)),
  }),
];

const consultantFaults: readonly Fault[] = [
  fault('consultant.customer-of-another', 'The consultant is told of the customer of another session.', {
    kills: ['CORR-012'],
    make: withAnother('consult-accepted', (data, other, at) => withCustomerOf(other)(data, at)),
  }),
];

/** Faults that mix sessions and channels up, one a row. */
export const strangerFaults: readonly Fault[] = [...stateFaults, ...logFaults, ...consultantFaults];
