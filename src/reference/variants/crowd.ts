/** Right servers that differ where many sessions consult at once. */
import type { Behaviour, ConsultCapacity, Seats } from '../behaviour.ts';
import type { Variant } from './variant.ts';

/** An agent is let into so many consults at a time, among those that are made at once. */
const most = (count: number): ConsultCapacity => ({ word: 'many-consults', most: count });

function variant(id: string, title: string, quirk: Variant['quirk']): Variant {
  return { id, title, channels: ['chat', 'sms'], quirk };
}

function limited(id: string, title: string, behaviour: Partial<Behaviour>): Variant {
  return variant(id, title, { behaviour });
}

/** An agent is in so many sessions at a time, those of both channels counted. */
const seats = (count: number, more: Partial<Seats> = {}): Seats => ({
  most: count,
  holdFor: 'consults',
  whenFull: 'fails',
  ...more,
});

/** The description of the target says in how many sessions an agent is. */
const told = (sessionsPerAgent: number, ...row: Parameters<typeof limited>): Variant => ({
  ...limited(...row),
  sessionsPerAgent,
});

/** Sessions are told of in another order than that of what happened: the later ones sooner, each in its own order. */
const overtaking: Variant['quirk'] = {
  deliver: (delivery, { session }) => [
    { ...delivery, delayMs: 10 * (3 - (Number.parseInt(session.id.slice(-1), 16) % 4)) },
  ],
};

/** The rows. */
export const crowdVariants: readonly Variant[] = [
  limited('capacity', 'An agent takes one of many consults at a time; the others fail, and are told of.', {
    consultCapacity: most(1),
  }),
  limited(
    'capacity-two',
    'An agent takes two of many consults at a time; the others fail, and are told of.',
    {
      consultCapacity: most(2),
    },
  ),
  limited(
    'capacity-refused',
    'An agent takes one of many consults at a time; the others are refused at once.',
    {
      consultCapacity: most(1),
      failure: 'synchronous',
    },
  ),
  limited('capacity-refused-200', 'They are refused at once, with HTTP status 200.', {
    consultCapacity: most(1),
    failure: 'synchronous',
    refusalStatus: 'success',
  }),
  limited('capacity-early', 'The failures of the others are received before the response.', {
    consultCapacity: most(2),
    notifyBeforeResponse: true,
  }),
  limited('one-seat', 'An agent who is in a session is not let into a consult; it fails, and is told of.', {
    seats: seats(1),
  }),
  limited('one-seat-refused', 'A Consult of an agent who is in a session is refused at once.', {
    seats: seats(1),
    failure: 'synchronous',
  }),
  told(1, 'one-seat-waits', 'A Consult of an agent who is in a session waits until it is out of it.', {
    seats: seats(1, { whenFull: 'waits' }),
  }),
  told(1, 'one-seat-each', 'An agent is in one session at a time: Consults fail, and customers wait.', {
    seats: seats(1, { holdFor: 'all' }),
  }),
  told(
    2,
    'two-seats-each',
    'An agent is in two sessions at a time at most; then customers and Consults wait.',
    {
      seats: seats(2, { holdFor: 'all', whenFull: 'waits' }),
    },
  ),
  variant(
    'overtaking-sessions',
    'Some sessions are told of later than others, each in its own order.',
    overtaking,
  ),
];
