/** Faults of single members: each member of each message missing, of a wrong type, of a wrong value. */
import { channelIds, channels } from '../../model/channel.ts';
import type { Json } from '../json.ts';
import { remove, replace } from '../mutate.ts';
import type { DeliveryContext, ReferenceEvent } from '../quirk.ts';
import { changing, fault, type Fault } from './build.ts';

/** A member of a message, the requirement that owns it, and what would be wrong in its place. */
interface MemberRow {
  readonly name: string;
  /** JSON pointer with `*`, `{session}` and `{uri}`. */
  readonly at: string;
  readonly requirement: string;
  /** Wrong values by what is wrong with them; a function sees the right one. */
  readonly wrong: Readonly<Record<string, Json | ((right: Json, at: DeliveryContext) => Json)>>;
  /** The requirement that falls when the member is missing, where it is another. */
  readonly missing?: string;
}

const otherChannelsType = (_: Json, at: DeliveryContext): Json =>
  channels[channelIds.find((id) => id !== at.channel) ?? at.channel].stateMessageType;

const relative = (uri: Json): Json => String(uri).replace(/^https?:\/\/[^/]+/, '');

/** The members of the session object, with the first requirement number of each message. */
function sessionRows(prefix: string, first: number): MemberRow[] {
  const id = (offset: number): string => `${prefix}-${String(first + offset).padStart(3, '0')}`;
  return [
    {
      name: 'participants',
      at: '/{session}/participants',
      requirement: id(1),
      wrong: { type: {}, empty: [], element: ['somebody'] },
    },
    {
      name: 'nickname',
      at: '/{session}/participants/*/nickname',
      requirement: id(2),
      wrong: { type: 7, null: null },
    },
    {
      name: 'type',
      at: '/{session}/participants/*/type',
      requirement: id(3),
      wrong: { type: 7, null: null },
    },
    {
      name: 'participantId',
      at: '/{session}/participants/*/participantId',
      requirement: id(4),
      wrong: { type: 7, empty: '' },
    },
    { name: 'state', at: '/{session}/state', requirement: id(5), wrong: { type: 1, null: null } },
    { name: 'id', at: '/{session}/id', requirement: id(6), wrong: { type: 6, empty: '' } },
    {
      name: 'capabilities',
      at: '/{session}/capabilities',
      requirement: id(7),
      wrong: { type: 'Transfer', element: [1, 2] },
    },
    { name: 'uri', at: '/{session}/uri', requirement: id(8), wrong: { type: 7, relative } },
  ];
}

interface MessageRows {
  readonly message: string;
  readonly event: ReferenceEvent;
  readonly rows: readonly MemberRow[];
}

const first: MessageRows = {
  message: 'first',
  event: 'consult-participants',
  rows: [
    {
      name: 'notificationType',
      at: '/notificationType',
      requirement: 'FIRST-002',
      wrong: { type: 1, value: 'StatusChange' },
    },
    {
      name: 'messageType',
      at: '/messageType',
      requirement: 'FIRST-003',
      wrong: { type: 1, 'other-channel': otherChannelsType },
    },
    {
      name: 'session',
      at: '/{session}',
      requirement: 'FIRST-004',
      missing: 'FIRST-001',
      wrong: { type: (_, { session }) => session.uri },
    },
    ...sessionRows('FIRST', 4),
  ],
};

const second: MessageRows = {
  message: 'second',
  event: 'consult-joined',
  rows: [
    {
      name: 'notificationType',
      at: '/notificationType',
      requirement: 'SECOND-002',
      wrong: { type: 1, value: 'StatusChange' },
    },
    {
      name: 'messageType',
      at: '/messageType',
      requirement: 'SECOND-003',
      wrong: { type: 1, value: 'ChatMessageLogUpdated' },
    },
    {
      name: 'messages',
      at: '/messages',
      requirement: 'SECOND-004',
      wrong: { type: {}, empty: [], element: ['joined'] },
    },
    {
      name: 'index',
      at: '/messages/*/index',
      requirement: 'SECOND-005',
      wrong: { type: '3', negative: -1, fraction: 1.5 },
    },
    {
      name: 'from',
      at: '/messages/*/from',
      requirement: 'SECOND-006',
      wrong: { type: 'BFriend', null: null },
    },
    { name: 'from-nickname', at: '/messages/*/from/nickname', requirement: 'SECOND-007', wrong: { type: 7 } },
    { name: 'from-type', at: '/messages/*/from/type', requirement: 'SECOND-008', wrong: { type: 7 } },
    {
      name: 'from-participantId',
      at: '/messages/*/from/participantId',
      requirement: 'SECOND-009',
      wrong: { type: 7, empty: '' },
    },
    {
      name: 'timestamp',
      at: '/messages/*/timestamp',
      requirement: 'SECOND-010',
      wrong: { type: 7, words: 'just now', 'without-milliseconds': '2014-01-06 12:14:06-0800' },
    },
    { name: 'visibility', at: '/messages/*/visibility', requirement: 'SECOND-011', wrong: { type: 7 } },
    { name: 'type', at: '/messages/*/type', requirement: 'SECOND-012', wrong: { type: 7 } },
    {
      name: 'timestampSeconds',
      at: '/messages/*/timestampSeconds',
      requirement: 'SECOND-013',
      wrong: { type: '1389039246007', fraction: 0.5 },
    },
    { name: 'uri', at: '/{uri}', requirement: 'SECOND-014', wrong: { type: 7, relative } },
  ],
};

const failure: MessageRows = {
  message: 'failure',
  event: 'consult-failed',
  rows: [
    {
      name: 'notificationType',
      at: '/notificationType',
      requirement: 'FAIL-002',
      wrong: { type: 1, value: 'StatusChange' },
    },
    {
      name: 'messageType',
      at: '/messageType',
      requirement: 'FAIL-003',
      wrong: { type: 1, 'other-channel': otherChannelsType },
    },
    { name: 'errorMessage', at: '/errorMessage', requirement: 'FAIL-004', wrong: { type: 7, empty: '' } },
    {
      name: 'referenceId',
      at: '/referenceId',
      requirement: 'FAIL-005',
      wrong: { type: '36', fraction: 36.5 },
    },
    {
      name: 'session',
      at: '/{session}',
      requirement: 'FAIL-006',
      wrong: { type: (_, { session }) => session.uri },
    },
    ...sessionRows('FAIL', 6),
  ],
};

function faultsOf({ message, event, rows }: MessageRows): Fault[] {
  return rows.flatMap(({ name, at, requirement, wrong, missing = requirement }) => [
    fault(`${message}.${name}.missing`, `The ${message} notification has no ${name}.`, {
      kills: [missing],
      make: changing(event, remove(at)),
    }),
    ...Object.entries(wrong).map(([what, value]) =>
      fault(`${message}.${name}.${what}`, `The ${name} of the ${message} notification is wrong: ${what}.`, {
        kills: [requirement],
        make: changing(event, replace(at, value as Parameters<typeof replace>[1])),
      }),
    ),
  ]);
}

/** One fault for each way in which each member of each notification can be wrong. */
export const memberFaults: readonly Fault[] = [first, second, failure].flatMap(faultsOf);
