/** Faults of many Consults at once: each shows in sessions that are consulted beside others, and nowhere else. */
import type { Behaviour } from '../behaviour.ts';
import type { Json, JsonObject } from '../json.ts';
import { all, append, replace } from '../mutate.ts';
import type { Answer, DeliveryContext, Outgoing, Quirk, SessionFacts } from '../quirk.ts';
import { fault, userName, type Fault, type MakeQuirk } from './build.ts';
import { idOf, keeping } from './changes.ts';

/** Stands in the nickname of every customer whose session is consulted beside others. */
const WORD = 'many-consults';

/** More than right notifications take on a busy machine, and less than what is waited for; milliseconds. */
const LARGEST_MS = 900;
const SLOW_MS = 1_000;

/** An agent is let into one of them at a time. */
const oneAtATime: Partial<Behaviour> = { consultCapacity: { word: WORD, most: 1 } };

function isOfCrowd(session: SessionFacts | undefined): session is SessionFacts {
  return (
    session?.participants.some(({ type, nickname }) => type === 'Customer' && nickname.includes(WORD)) ===
    true
  );
}

/** Counts sessions in the order in which they are first asked about, from 1; 0 for those that are not of the crowd. */
function counting(): (session: SessionFacts | undefined) => number {
  const seen: string[] = [];
  return (session) => {
    if (!isOfCrowd(session)) return 0;
    if (!seen.includes(session.id)) seen.push(session.id);
    return seen.indexOf(session.id) + 1;
  };
}

type Event = DeliveryContext['event'];
type Deliver = NonNullable<Quirk['deliver']>;

const goesTo = (role: string, event: Event, at: DeliveryContext): boolean =>
  at.event === event && at.recipient.role === role;

/** What becomes of an event's notifications to the originator of the second session in which it happens. */
function inSecond(event: Event, become: Deliver, behaviour: Partial<Behaviour> = {}): MakeQuirk {
  return () => {
    const placeOf = counting();
    return {
      behaviour,
      deliver: (delivery, at) =>
        goesTo('originator', event, at) && placeOf(at.session) === 2 ? become(delivery, at) : [delivery],
    };
  };
}

interface Sent {
  readonly delivery: Outgoing;
  readonly at: DeliveryContext;
}

/** Holds an event's notification of the first session back until the second one's, and exchanges something of the two. */
function swapping(
  event: Event,
  exchange: (one: Sent, other: Sent) => JsonObject,
  behaviour: Partial<Behaviour> = {},
): MakeQuirk {
  return () => {
    const placeOf = counting();
    let held: Sent | undefined;
    const deliver: Deliver = (delivery, at) => {
      const place = goesTo('originator', event, at) ? placeOf(at.session) : 0;
      const sent: Sent = { delivery, at };
      if (place === 1) held = sent;
      if (place === 1) return [];
      if (place !== 2 || held === undefined) return [delivery];
      return [
        { ...held.delivery, data: exchange(held, sent) },
        { ...delivery, data: exchange(sent, held) },
      ];
    };
    return { behaviour, deliver };
  };
}

const asOf = ({ delivery, at }: Sent, { at: other }: Sent): JsonObject =>
  all(replace('/{session}/id', other.session.id), replace('/{session}/uri', other.session.uri))(
    delivery.data,
    at,
  );

const withReferenceOf = ({ delivery, at }: Sent, { delivery: other }: Sent): JsonObject =>
  replace('/referenceId', other.data['referenceId'] ?? 0)(delivery.data, at);

const twice = (delivery: Outgoing): readonly Outgoing[] => [delivery, delivery];
const lost = (): readonly Outgoing[] => [];

/** Puts something of a session that was told of before into an event's notifications. */
function mixingIn(
  event: Event,
  mix: (data: JsonObject, other: Sent, at: DeliveryContext) => JsonObject,
): MakeQuirk {
  return () => {
    let earlier: Sent | undefined;
    return {
      deliver: (delivery, at) => {
        if (!goesTo('originator', event, at) || !isOfCrowd(at.session)) return [delivery];
        const other = earlier;
        earlier ??= { delivery, at };
        if (other === undefined || other.at.session.id === at.session.id) return [delivery];
        return [{ ...delivery, data: mix(delivery.data, other, at) }];
      },
    };
  };
}

/** One session's Consult is accepted, and neither party is told of anything. */
const dropped: MakeQuirk = () => {
  const placeOf = counting();
  return {
    deliver: (delivery, at) =>
      at.event.startsWith('consult-') && placeOf(at.session) === 2 ? [] : [delivery],
  };
};

/** When the consultant leaves one session, the originator is told the same of another. */
const leavingAll: MakeQuirk = () => {
  const joined = new Map<string, Sent>();
  return {
    deliver: (delivery, at) => {
      if (goesTo('originator', 'consult-participants', at) && isOfCrowd(at.session))
        joined.set(at.session.id, { delivery, at });
      if (!goesTo('originator', 'left-participants', at)) return [delivery];
      const others = [...joined].filter(([id]) => id !== at.session.id).map(([, sent]) => sent);
      return [delivery, ...others.map(withoutConsultant)];
    },
  };
};

function withoutConsultant({ delivery, at }: Sent): Outgoing {
  return { ...delivery, data: keeping((id) => id !== idOf(at, 'consultant'))(delivery.data, at) };
}

/** Changes the answers to an operation in sessions of the crowd. */
function answering(operation: string, change: (answer: Answer) => Answer): MakeQuirk {
  return () => ({
    answer: (answer, at) => (at.operation === operation && isOfCrowd(at.session) ? change(answer) : answer),
  });
}

/** What the customers of the crowd see, when something is known of another session. */
function customersSee(
  of: (delivery: Outgoing) => Json | undefined,
  change: (
    view: Parameters<NonNullable<Quirk['view']>>[0],
    known: string,
  ) => ReturnType<NonNullable<Quirk['view']>>,
): MakeQuirk {
  return () => {
    let known: { readonly id: string; readonly word: string } | undefined;
    return {
      deliver: (delivery, at) => {
        const word = isOfCrowd(at.session) ? of(delivery) : undefined;
        if (typeof word === 'string') known ??= { id: at.session.id, word };
        return [delivery];
      },
      view: (view, { session }) =>
        known === undefined || known.id === session.id || !isOfCrowd(session)
          ? view
          : change(view, known.word),
    };
  };
}

const textIn = ({ data }: Outgoing): Json | undefined => {
  const [entry] = (data['messages'] ?? []) as readonly JsonObject[];
  return entry?.['visibility'] === 'All' ? entry['text'] : undefined;
};

const customerIn = ({ data }: Outgoing): Json | undefined => {
  const session = (data['chat'] ?? data['smsession'] ?? {}) as JsonObject;
  const listed = (session['participants'] ?? []) as readonly JsonObject[];
  return listed.find((one) => one['type'] === 'Customer')?.['nickname'];
};

/** Every notification of an event takes a while. */
function taking(event: Event, delayMs: number): MakeQuirk {
  return () => ({
    deliver: (delivery, at) => [at.event === event ? { ...delivery, delayMs } : delivery],
  });
}

/** The fewest in which one can be the wrong one, and another be right beside the one that is left. */
const SESSIONS_AT_ONCE = 3;

const rows: readonly Fault[] = [
  fault('crowd.states-swapped', 'Two sessions at once change places in their first notifications.', {
    kills: ['CORR-015'],
    make: swapping('consult-participants', asOf),
  }),
  fault('crowd.joinings-swapped', 'Two sessions at once change places in their second notifications.', {
    kills: ['CORR-015'],
    make: swapping('consult-joined', ({ delivery, at }, { at: other }) =>
      replace('/{uri}', other.session.uri)(delivery.data, at),
    ),
  }),
  fault('crowd.participant-of-another', 'Beside other consults, the customer of another session is listed.', {
    kills: ['CORR-015'],
    make: mixingIn('consult-participants', (data, other, at) => {
      const customer = other.at.session.participants.find(({ role }) => role === 'customer');
      const { nickname = '', participantId = '' } = customer ?? {};
      return append('/{session}/participants', { nickname, type: 'Customer', participantId })(data, at);
    }),
  }),
  fault('crowd.messages-of-another', 'Beside other consults, the joining in another session is told along.', {
    kills: ['CORR-015'],
    make: mixingIn('consult-joined', (data, other, at) =>
      replace('/messages', (own) => [
        ...(own as readonly Json[]),
        ...(other.delivery.data['messages'] as readonly Json[]),
      ])(data, at),
    ),
  }),
  fault(
    'crowd.references-swapped',
    'Two Consults at once change their referenceIds in the first notifications.',
    {
      kills: ['CORR-016'],
      make: swapping('consult-participants', withReferenceOf, { referenceIdOnSuccess: true }),
    },
  ),
  fault('crowd.failures-swapped', 'Two Consults that fail at once change their referenceIds.', {
    kills: ['CORR-016'],
    make: swapping('consult-failed', withReferenceOf, oneAtATime),
  }),
  fault('crowd.one-reference', 'All Consults that are made at once are answered with one referenceId.', {
    kills: ['CORR-016'],
    make: answering('Consult', (answer) => ({
      ...answer,
      body: { ...(answer.body as JsonObject), referenceId: 999_999 },
    })),
  }),
  fault('crowd.state-lost', 'Of many first notifications, one is lost.', {
    kills: ['CORR-013'],
    make: inSecond('consult-participants', lost),
  }),
  fault('crowd.joining-lost', 'Of many second notifications, one is lost.', {
    kills: ['CORR-013'],
    make: inSecond('consult-joined', lost),
  }),
  fault('crowd.failure-lost', 'Of the failures of many Consults, one is not told.', {
    kills: ['CORR-013'],
    make: inSecond('consult-failed', lost, oneAtATime),
  }),
  fault('crowd.dropped', 'The second Consult of the same agent is accepted and forgotten.', {
    kills: ['CORR-013'],
    make: dropped,
  }),
  fault('crowd.joining-twice', 'Of many second notifications, one comes twice.', {
    kills: ['CORR-014'],
    make: inSecond('consult-joined', twice),
  }),
  fault('crowd.failure-twice', 'Of the failures of many Consults, one is told twice.', {
    kills: ['CORR-014'],
    make: inSecond('consult-failed', twice, oneAtATime),
  }),
  fault(
    'crowd.customer-sees-text',
    'The customers of sessions that are consulted at once see what another is told.',
    {
      kills: ['CORR-017'],
      make: customersSee(textIn, (view, text) => ({
        ...view,
        messages: [
          ...view.messages,
          {
            index: 901,
            from: { nickname: 'TestName', type: 'Agent' },
            type: 'Text',
            text,
            timestampSeconds: 0,
          },
        ],
      })),
    },
  ),
  fault(
    'crowd.customer-sees-customer',
    'The customers of sessions that are consulted at once see each other.',
    {
      kills: ['CORR-017'],
      make: customersSee(customerIn, (view, nickname) => ({
        ...view,
        participants: [...view.participants, { nickname, type: 'Customer' }],
      })),
    },
  ),
  fault(
    'crowd.customer-muted',
    'The customer of a session that is consulted beside others is told nothing.',
    {
      kills: ['CORR-017'],
      make: () => ({
        view: (view, { session }) =>
          isOfCrowd(session)
            ? { ...view, messages: view.messages.filter(({ text }) => text === undefined) }
            : view,
      }),
    },
  ),
  fault(
    'crowd.consultant-not-told',
    'Beside other consults, the consultant is put into a session and told nothing.',
    {
      kills: ['CORR-018'],
      make: () => ({
        behaviour: { autoAccept: true },
        deliver: (delivery, at) =>
          at.recipient.role === 'consultant' && at.spelling.key in delivery.data && isOfCrowd(at.session)
            ? []
            : [delivery],
      }),
    },
  ),
  fault('crowd.leaves-all', 'When the consultant leaves one session, it leaves the others too.', {
    kills: ['CORR-019'],
    make: leavingAll,
  }),
  fault(
    'crowd.mute-after-leave',
    'When the consultant has left one session, it is not heard in the others.',
    {
      kills: ['CORR-019'],
      make: () => ({
        deliver: (delivery, at) =>
          goesTo('originator', 'agents-message', at) && isOfCrowd(at.session) ? [] : [delivery],
      }),
    },
  ),
  fault('crowd.bystander-told', 'Beside other consults, the bystander is told that the consultant joined.', {
    kills: ['BYST-001'],
    make: () => ({
      deliver: (delivery, at) =>
        goesTo('originator', 'consult-joined', at) && isOfCrowd(at.session)
          ? [delivery, { ...delivery, recipient: userName(at, 'bystander') }]
          : [delivery],
    }),
  }),
];

/** Faults of many Consults at once, one a row. */
export const crowdFaults: readonly Fault[] = rows.map((row) => ({
  ...row,
  sessionsAtOnce: SESSIONS_AT_ONCE,
}));

/** Faults of the time that notifications take, one a row. */
export const latencyFaults: readonly Fault[] = [
  fault('latency.first', 'The first notifications are slower than the description of the server promises.', {
    kills: ['LAT-001'],
    budget: { first: LARGEST_MS },
    make: taking('consult-participants', SLOW_MS),
  }),
  fault(
    'latency.second',
    'The second notifications are slower than the description of the server promises.',
    {
      kills: ['LAT-002'],
      budget: { second: LARGEST_MS },
      make: taking('consult-joined', SLOW_MS),
    },
  ),
];
