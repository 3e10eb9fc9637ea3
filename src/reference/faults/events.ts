/** Faults of whole notifications: each of those that somebody must be told, lost, late, to the wrong agent. */
import type { JsonObject } from '../json.ts';
import type { DeliveryContext, Outgoing, ReferenceEvent, Role } from '../quirk.ts';
import { delivering, fault, userName, type Fault, type MakeQuirk } from './build.ts';
import { idOf, keeping, late, lost } from './changes.ts';

/** What can become of a notification on its way. */
const ways = {
  lost: { words: 'never comes', become: lost },
  late: { words: 'comes too late', become: late },
  'to-bystander': {
    words: 'goes to the bystander instead',
    become: (delivery, at) => [{ ...delivery, recipient: userName(at, 'bystander') }],
  },
  'to-consultant': {
    words: 'goes to the consultant instead',
    become: (delivery, at) => [{ ...delivery, recipient: userName(at, 'consultant') }],
  },
  'to-originator': {
    words: 'goes to the originator instead',
    become: (delivery, at) => [{ ...delivery, recipient: userName(at, 'originator') }],
  },
  'as-text': {
    words: 'is a text instead of an object',
    become: (delivery) => [{ ...delivery, data: JSON.stringify(delivery.data) as unknown as JsonObject }],
  },
} satisfies Record<string, { words: string; become: Parameters<typeof delivering>[2] }>;

/** A notification to one agent, and what falls when it goes wrong on its way. */
interface EventRow {
  readonly name: string;
  readonly event: ReferenceEvent;
  readonly role: Role;
  readonly title: string;
  /**
   * What is no breach is left out: nothing says that a state is told once, which of two comes first, or how soon
   * a message has to be passed on.
   */
  readonly kills: Readonly<Partial<Record<keyof typeof ways, readonly string[]>>>;
}

const rows: readonly EventRow[] = [
  {
    name: 'first',
    event: 'consult-participants',
    role: 'originator',
    title: 'The first notification',
    kills: { 'to-bystander': ['FIRST-001', 'BYST-001'], 'as-text': ['FIRST-001'] },
  },
  {
    name: 'second',
    event: 'consult-joined',
    role: 'originator',
    title: 'The second notification',
    kills: {
      'as-text': ['SECOND-001'],
      'to-consultant': ['SECOND-001'],
      'to-bystander': ['SECOND-001', 'BYST-001'],
    },
  },
  {
    name: 'failure',
    event: 'consult-failed',
    role: 'originator',
    title: 'The failure',
    kills: {
      'as-text': ['FAIL-001'],
      'to-consultant': ['FAIL-001', 'BYST-003', 'SAFE-012'],
      'to-bystander': ['FAIL-001', 'BYST-002'],
    },
  },
  {
    name: 'invitation',
    event: 'consult-invited',
    role: 'consultant',
    title: 'The invitation of the consultant',
    kills: {
      lost: ['FIRST-001', 'SECOND-001'],
      late: ['FIRST-001', 'SECOND-001'],
      'to-originator': ['FIRST-001', 'SECOND-001'],
      'to-bystander': ['FIRST-001', 'SECOND-001', 'BYST-001', 'BYST-002'],
    },
  },
  {
    name: 'agents-message',
    event: 'agents-message',
    role: 'originator',
    title: 'What the consultant writes to the agents',
    kills: { 'to-bystander': ['MSG-001', 'BYST-001'], 'to-consultant': ['MSG-001'] },
  },
  {
    name: 'message',
    event: 'message',
    role: 'consultant',
    title: 'What the originator writes to all',
    kills: { 'to-originator': ['MSG-004'], 'to-bystander': ['MSG-004', 'BYST-001'] },
  },
  {
    name: 'leaving',
    event: 'left-participants',
    role: 'originator',
    title: "The state after the consultant's leaving",
    kills: {
      'to-consultant': ['AFTER-002'],
      'to-bystander': ['AFTER-002', 'BYST-001'],
    },
  },
];

const onTheirWay: readonly Fault[] = rows.flatMap(({ name, event, role, title, kills }) =>
  Object.entries(kills).map(([way, ids]) => {
    const { words, become } = ways[way as keyof typeof ways];
    return fault(`${name}.${way}`, `${title} ${words}.`, {
      kills: ids,
      make: delivering(event, role, become),
    });
  }),
);

/** A notification that comes before what it tells of, in company of an earlier one, and not again afterwards. */
const early = (
  event: ReferenceEvent,
  before: ReferenceEvent,
  make: (delivery: Outgoing, at: DeliveryContext) => Outgoing,
): MakeQuirk => {
  const isToOriginator = (at: DeliveryContext): boolean => at.recipient.role === 'originator';
  return () => ({
    deliver: (delivery, at) => {
      if (at.event === event && isToOriginator(at)) return [];
      return at.event === before && isToOriginator(at) ? [delivery, make(delivery, at)] : [delivery];
    },
  });
};

const tooEarly: readonly Fault[] = [
  fault('failure.early', 'The failure is notified before the Consult that fails, and not after it.', {
    kills: ['FAIL-001'],
    make: early('consult-failed', 'accepted', (delivery) => ({
      ...delivery,
      data: {
        ...delivery.data,
        notificationType: 'Error',
        errorMessage: 'Operation failed',
        referenceId: 9_999_999,
      },
    })),
  }),
  fault('leaving.early', "The consultant's leaving is notified while it joins, and not when it leaves.", {
    kills: ['AFTER-002'],
    make: early('left-participants', 'consult-participants', (delivery, at) => ({
      ...delivery,
      data: keeping((id) => id !== idOf(at, 'consultant'))(delivery.data, at),
    })),
  }),
];

/** One fault for each way in which each notification can go wrong; the other tables have some of them. */
export const eventFaults: readonly Fault[] = [...onTheirWay, ...tooEarly];
