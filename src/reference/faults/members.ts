/** Faults of single members: each member of each notification missing, of a wrong type, of a wrong value. */
import { channelIds, channels } from '../../model/channel.ts';
import type { Json } from '../json.ts';
import { remove, replace, type NewValue } from '../mutate.ts';
import type { DeliveryContext, ReferenceEvent } from '../quirk.ts';
import { changing, fault, type Fault } from './build.ts';

/** What a member has to be, as far as its shape says. */
type Form = 'constant' | 'text' | 'name' | 'integer' | 'list' | 'object' | 'address' | 'moment';

/** Wrong values by what is wrong with them; a function sees the right one. */
type Wrong = Readonly<Record<string, NewValue>>;

/** A member of a message, the requirement that owns its shape, and what would be wrong in its place. */
export interface MemberRow {
  readonly name: string;
  /** JSON pointer with `*`, `{session}` and `{uri}`. */
  readonly at: string;
  readonly form: Form;
  readonly requirement: string;
  /** Wrong values besides those that its form gives. */
  readonly wrong?: Wrong;
  /** The requirement that falls instead of its own, by what is wrong: where the message is not recognised then. */
  readonly instead?: Readonly<Record<string, string>>;
}

const relative = (uri: Json): Json => String(uri).replace(/^https?:\/\/[^/]+/, '');

/** An address that looks like one and is none: of the form of the schemas, it lacks that of an address only. */
const malformed = (uri: Json): Json => String(uri).replace(/\/api\//, '/a p i/');

const otherScheme = (uri: Json): Json => String(uri).replace(/^https?:/, 'ftp:');

/** What is wrong in the place of every member of a form. */
const wrongByForm: Readonly<Record<Form, Wrong>> = {
  constant: { type: 1, null: null, empty: '', value: 'StatusChange' },
  text: { type: 7, null: null },
  name: { type: 7, null: null, empty: '' },
  integer: { type: '36', null: null, fraction: 36.5 },
  list: { type: {}, null: null, element: [7] },
  object: { type: 'BFriend', null: null, list: [] },
  address: { type: 7, null: null, empty: '', relative, malformed, scheme: otherScheme },
  moment: { type: 7, null: null, empty: '', words: 'just now' },
};

const otherChannelsType = (_: Json, at: DeliveryContext): Json =>
  channels[channelIds.find((id) => id !== at.channel) ?? at.channel].stateMessageType;

/** The members of the session object, with the first requirement number of each message. */
function sessionRows(prefix: string, first: number): MemberRow[] {
  const id = (offset: number): string => `${prefix}-${String(first + offset).padStart(3, '0')}`;
  const of = (name: string): string => `/{session}/${name}`;
  const ofParticipant = (name: string): string => `/{session}/participants/*/${name}`;
  return [
    {
      name: 'participants',
      at: of('participants'),
      form: 'list',
      requirement: id(1),
      wrong: { empty: [], element: ['somebody'] },
    },
    { name: 'nickname', at: ofParticipant('nickname'), form: 'text', requirement: id(2) },
    { name: 'type', at: ofParticipant('type'), form: 'text', requirement: id(3) },
    { name: 'participantId', at: ofParticipant('participantId'), form: 'name', requirement: id(4) },
    { name: 'state', at: of('state'), form: 'text', requirement: id(5) },
    { name: 'id', at: of('id'), form: 'name', requirement: id(6) },
    { name: 'capabilities', at: of('capabilities'), form: 'list', requirement: id(7) },
    { name: 'uri', at: of('uri'), form: 'address', requirement: id(8) },
  ];
}

/** A notification whose members have rows. */
export interface MessageRows {
  readonly message: 'first' | 'second' | 'failure';
  readonly event: ReferenceEvent;
  readonly rows: readonly MemberRow[];
}

const first: MessageRows = {
  message: 'first',
  event: 'consult-participants',
  rows: [
    { name: 'notificationType', at: '/notificationType', form: 'constant', requirement: 'FIRST-002' },
    {
      name: 'messageType',
      at: '/messageType',
      form: 'constant',
      requirement: 'FIRST-003',
      wrong: { 'other-channel': otherChannelsType },
    },
    {
      name: 'session',
      at: '/{session}',
      form: 'object',
      requirement: 'FIRST-004',
      instead: { missing: 'FIRST-001', null: 'FIRST-001', list: 'FIRST-001' },
      wrong: { type: (_, { session }) => session.uri },
    },
    ...sessionRows('FIRST', 4),
  ],
};

const second: MessageRows = {
  message: 'second',
  event: 'consult-joined',
  rows: [
    { name: 'notificationType', at: '/notificationType', form: 'constant', requirement: 'SECOND-002' },
    {
      name: 'messageType',
      at: '/messageType',
      form: 'constant',
      requirement: 'SECOND-003',
      wrong: { value: 'ChatMessageLogUpdated', 'other-channel': otherChannelsType },
    },
    {
      name: 'messages',
      at: '/messages',
      form: 'list',
      requirement: 'SECOND-004',
      wrong: { empty: [], element: ['joined'] },
    },
    {
      name: 'index',
      at: '/messages/*/index',
      form: 'integer',
      requirement: 'SECOND-005',
      wrong: { negative: -1 },
    },
    { name: 'from', at: '/messages/*/from', form: 'object', requirement: 'SECOND-006' },
    { name: 'from-nickname', at: '/messages/*/from/nickname', form: 'text', requirement: 'SECOND-007' },
    { name: 'from-type', at: '/messages/*/from/type', form: 'text', requirement: 'SECOND-008' },
    {
      name: 'from-participantId',
      at: '/messages/*/from/participantId',
      form: 'name',
      requirement: 'SECOND-009',
    },
    {
      name: 'timestamp',
      at: '/messages/*/timestamp',
      form: 'moment',
      requirement: 'SECOND-010',
      wrong: { 'without-milliseconds': '2014-01-06 12:14:06-0800' },
    },
    { name: 'visibility', at: '/messages/*/visibility', form: 'text', requirement: 'SECOND-011' },
    { name: 'type', at: '/messages/*/type', form: 'text', requirement: 'SECOND-012' },
    {
      name: 'timestampSeconds',
      at: '/messages/*/timestampSeconds',
      form: 'integer',
      requirement: 'SECOND-013',
      wrong: { type: '1389039246007', fraction: 0.5, negative: -1 },
    },
    { name: 'uri', at: '/{uri}', form: 'address', requirement: 'SECOND-014' },
  ],
};

const failure: MessageRows = {
  message: 'failure',
  event: 'consult-failed',
  rows: [
    { name: 'notificationType', at: '/notificationType', form: 'constant', requirement: 'FAIL-002' },
    {
      name: 'messageType',
      at: '/messageType',
      form: 'constant',
      requirement: 'FAIL-003',
      wrong: { 'other-channel': otherChannelsType },
    },
    { name: 'errorMessage', at: '/errorMessage', form: 'name', requirement: 'FAIL-004' },
    { name: 'referenceId', at: '/referenceId', form: 'integer', requirement: 'FAIL-005' },
    {
      name: 'session',
      at: '/{session}',
      form: 'object',
      requirement: 'FAIL-006',
      wrong: { type: (_, { session }) => session.uri },
    },
    ...sessionRows('FAIL', 6),
  ],
};

/** The members of each notification: where they stand, which form they have, which requirement owns it. */
export const memberRows: readonly MessageRows[] = [first, second, failure];

function faultsOf({ message, event, rows }: MessageRows): Fault[] {
  return rows.flatMap(({ name, at, form, requirement, wrong, instead = {} }) => [
    fault(`${message}.${name}.missing`, `The ${message} notification has no ${name}.`, {
      kills: [instead['missing'] ?? requirement],
      make: changing(event, remove(at)),
    }),
    ...Object.entries({ ...wrongByForm[form], ...wrong }).map(([what, value]) =>
      fault(`${message}.${name}.${what}`, `The ${name} of the ${message} notification is wrong: ${what}.`, {
        kills: [instead[what] ?? requirement],
        make: changing(event, replace(at, value)),
      }),
    ),
  ]);
}

/** One fault for each way in which each member of each notification can be wrong. */
export const memberFaults: readonly Fault[] = memberRows.flatMap(faultsOf);
