/** Faults that show only beside the plain consult: in a second one, before a transfer, among many, in what a GET shows. */
import type { Json, JsonObject } from '../json.ts';
import { replace } from '../mutate.ts';
import type { AnswerContext, DeliveryContext, ReferenceEvent, SessionFacts } from '../quirk.ts';
import { changing, delivering, fault, isIn, type Change, type Fault, type MakeQuirk } from './build.ts';
import { elsewhere, idOf, inSession, keeping, nobodyIn } from './changes.ts';

type Where = (at: DeliveryContext) => boolean;

const visibleToAll = replace('/messages/*/visibility', 'All');
const over = replace('/{session}/state', 'Completed');
const withoutCustomer: Change = (data, at) => keeping((id) => id !== idOf(at, 'customer'))(data, at);
const withoutFirst: Change = (data, at) => keeping((id) => id !== idOf(at, 'consultant'))(data, at);

const inCrowd: Where = ({ session }) => isIn(session, 'many-consults');

const consultantsIn = ({ participants }: SessionFacts): number =>
  participants.filter(({ role }) => role === 'consultant').length;

/** The second consultant has left, and the first is there still. */
const isFirstThere: Where = ({ session }) => consultantsIn(session) > 0;

/** Changes what one agent, by its key, is told of an event. */
function told(key: string, events: readonly ReferenceEvent[], change: Change, where: Where): MakeQuirk {
  return () => ({
    deliver: (delivery, at) =>
      at.recipient.key === key && events.includes(at.event) && where(at)
        ? [{ ...delivery, data: change(delivery.data, at) }]
        : [delivery],
  });
}

/** What the originator is told of an event is lost somewhere. */
const lostFor = (event: ReferenceEvent, where: Where): MakeQuirk =>
  delivering(event, 'originator', (delivery, at) => (where(at) ? [] : [delivery]));

/** What the first consultant writes to all agents while a second is there. */
const besideSecond: Where = ({ session }) => isIn(session, 'consult-accepted') && consultantsIn(session) > 1;

const inTransfer: Where = ({ session }) => isIn(session, 'transfer');
const inConference: Where = ({ session }) => isIn(session, 'conference');

const withoutCustomers = (session: JsonObject): JsonObject => ({
  ...session,
  participants: (session['participants'] as readonly JsonObject[]).filter(
    ({ type }) => type !== 'Customer',
  ) as Json,
});

const asOver = (session: JsonObject): JsonObject => ({ ...session, state: 'Completed' });

/** Changes the session that a GET returns to the originator, where something is so. */
function shown(
  change: (session: JsonObject, facts: SessionFacts) => JsonObject,
  where: (facts: SessionFacts) => boolean,
): NonNullable<ReturnType<MakeQuirk>['answer']> {
  return (answer, { operation, role, session }: AnswerContext) =>
    operation === 'get-session' && role === 'originator' && session !== undefined && where(session)
      ? { ...answer, body: inSession((one) => change(one, session))((answer.body ?? {}) as JsonObject) }
      : answer;
}

/** Shows a session otherwise from the consultant's leaving until the next Consult. */
function shownAfterLeaving(change: (session: JsonObject) => JsonObject): MakeQuirk {
  return () => {
    const left = new Map<string, number | undefined>();
    return {
      deliver: (delivery, { event, session }) => {
        if (event === 'left-participants') left.set(session.id, session.referenceId);
        return [delivery];
      },
      answer: shown(change, ({ id, referenceId }) => left.has(id) && left.get(id) === referenceId),
    };
  };
}

/** Lists somebody whom no agent knows, once an absent agent was consulted in vain. */
const withAbsent: MakeQuirk = () => {
  const failures = new Map<string, number>();
  return {
    deliver: (delivery, { event, session }) => {
      if (event === 'consult-failed' && isIn(session, 'consult-failed'))
        failures.set(session.id, (failures.get(session.id) ?? 0) + 1);
      return [delivery];
    },
    answer: shown(
      (session, { id }) => ({
        ...session,
        participants: [
          ...(session['participants'] as readonly JsonObject[]),
          { nickname: 'Absent', type: 'Agent', participantId: `009052CBDEAD${id.slice(-4)}` },
        ],
      }),
      ({ id }) => (failures.get(id) ?? 0) > 1,
    ),
  };
};

const firstGone = (session: JsonObject, { participants }: SessionFacts): JsonObject => {
  const first = participants.find(({ role }) => role === 'consultant')?.participantId;
  const listed = session['participants'] as readonly JsonObject[];
  return { ...session, participants: listed.filter(({ participantId }) => participantId !== first) };
};

const ofTwo = (facts: SessionFacts): boolean => consultantsIn(facts) > 1;

/** The consultant is told of what is written to the agents under the index of its own joining. */
const reusingIndex: MakeQuirk = () => {
  const joinings = new Map<string, number>();
  return {
    deliver: (delivery, at) => {
      const { event, session, recipient } = at;
      if (event === 'consult-joined') joinings.set(session.id, session.lastIndex);
      const reused = joinings.get(session.id);
      if (event !== 'agents-message' || recipient.role !== 'consultant' || reused === undefined)
        return [delivery];
      return [{ ...delivery, data: replace('/messages/*/index', reused)(delivery.data, at) }];
    },
  };
};

const writings: readonly Fault[] = [
  fault('transfer.agents-message-lost', 'Before a transfer, the consultant is not heard by the originator.', {
    kills: ['MSG-001'],
    make: lostFor('agents-message', inTransfer),
  }),
  fault(
    'second-consult.agents-message-lost',
    'Beside a second consultant, the originator does not hear the first.',
    {
      kills: ['MSG-001'],
      make: lostFor('agents-message', besideSecond),
    },
  ),
  fault(
    'transfer.agents-message-visible',
    'Before a transfer, what the consultant writes is marked as visible to all.',
    {
      kills: ['MSG-002'],
      make: told('originator', ['agents-message'], visibleToAll, inTransfer),
    },
  ),
  fault(
    'second-consult.agents-message-visible',
    'Beside a second consultant, what the first writes is marked as visible to all.',
    {
      kills: ['MSG-002'],
      make: told('originator', ['agents-message'], visibleToAll, besideSecond),
    },
  ),
  fault(
    'crowd.agents-message-visible',
    'Beside other consults, what the consultant writes is marked as visible to all.',
    {
      kills: ['MSG-002'],
      make: told('originator', ['agents-message'], visibleToAll, inCrowd),
    },
  ),
  fault(
    'conference.agents-message-from-other',
    'Before a conference, what the consultant writes is from the customer.',
    {
      kills: ['MSG-003'],
      make: told(
        'originator',
        ['agents-message'],
        (data, at) => replace('/messages/*/from/participantId', idOf(at, 'customer'))(data, at),
        inConference,
      ),
    },
  ),
  fault(
    'second-consult.agents-message-visible-to-second',
    'The second consultant is told that what the first writes is visible to all.',
    {
      kills: ['MSG-010'],
      make: told('second', ['agents-message'], visibleToAll, besideSecond),
    },
  ),
  fault(
    'second-consult.joining-visible-to-first',
    'The first consultant is told that the joining of the second is visible to all.',
    {
      kills: ['MSG-010'],
      make: told('consultant', ['consult-joined'], visibleToAll, besideSecond),
    },
  ),
  fault(
    'second-consult.leaving-visible-to-first',
    'The first consultant is told that the leaving of the second is visible to all.',
    {
      kills: ['MSG-010'],
      make: told('consultant', ['left-message'], visibleToAll, isFirstThere),
    },
  ),
  fault(
    'crowd.message-kept',
    'Beside other consults, what the originator writes to all does not reach the consultant.',
    {
      kills: ['MSG-004'],
      make: delivering('message', 'consultant', (delivery, at) => (inCrowd(at) ? [] : [delivery])),
    },
  ),
  fault(
    'consultant.index-reused',
    'What is told to the consultant of the log has one index for different entries.',
    {
      kills: ['SECOND-019'],
      make: reusingIndex,
    },
  ),
  fault('consultant.other-address', 'The consultant is told of the address of another session.', {
    kills: ['CORR-010'],
    make: changing('consult-accepted', replace('/{session}/uri', elsewhere)),
  }),
];

const leavings: readonly Fault[] = [
  fault(
    'second-consult.unlists-first',
    'When a second consultant joins, the originator is told of no first one.',
    {
      kills: ['AFTER-009'],
      with: ['STATE-001'], // the GET lists it
      make: told('originator', ['consult-participants'], withoutFirst, besideSecond),
    },
  ),
  fault(
    'second-consult.leaving-takes-first',
    'When the second consultant leaves, the first is no longer listed.',
    {
      kills: ['AFTER-003'],
      make: told('originator', ['left-participants'], withoutFirst, isFirstThere),
    },
  ),
  fault('second-consult.leaving-visible', 'The leaving of a second consultant is marked as visible to all.', {
    kills: ['AFTER-004'],
    make: told('originator', ['left-message'], visibleToAll, isFirstThere),
  }),
  fault(
    'second-consult.leaving-ends-session',
    'The session is over for the originator when a second consultant has left.',
    {
      kills: ['AFTER-005'],
      make: told('originator', ['left-participants'], over, isFirstThere),
    },
  ),
  fault(
    'crowd.leaving-untold',
    'Beside other consults, the originator is not told that the consultant left.',
    {
      kills: ['AFTER-002'],
      make: lostFor('left-participants', inCrowd),
    },
  ),
  fault('crowd.leaving-takes-customer', 'Beside other consults, the customer leaves with the consultant.', {
    kills: ['AFTER-003'],
    make: told('originator', ['left-participants'], withoutCustomer, inCrowd),
  }),
  fault(
    'leave.shown-without-customer',
    'Once the consultant has left, a GET of the session does not list the customer.',
    {
      kills: ['AFTER-003'],
      make: shownAfterLeaving(withoutCustomers),
    },
  ),
  fault('leave.shown-as-over', 'Once the consultant has left, a GET of the session says that it is over.', {
    kills: ['AFTER-005'],
    make: shownAfterLeaving(asOver),
  }),
  fault('transfer.loses-customer', 'The one to whom a session is transferred is told of no customer.', {
    kills: ['AFTER-006'],
    make: told('consultant', ['promoted', 'departed-participants'], withoutCustomer, inTransfer),
  }),
  fault('conference.loses-customer', 'When a conference begins, the originator is told of no customer.', {
    kills: ['AFTER-007'],
    make: told('originator', ['joined-participants'], withoutCustomer, inConference),
  }),
];

/** Tells behind a failure that somebody joined, in the log alone; without an index, which a later entry would have too. */
const andJoining = (scenario: string): MakeQuirk =>
  delivering('consult-failed', 'originator', (delivery, at) => {
    if (!isIn(at.session, scenario)) return [delivery];
    const entry = {
      from: { nickname: 'Nobody', type: 'Agent', participantId: nobodyIn(at) },
      timestamp: '2014-01-06 12:14:06.007-0800',
      visibility: 'Agents',
      type: 'ParticipantJoined',
      timestampSeconds: 1389039246007,
    };
    const data = {
      messages: [entry],
      notificationType: 'NewMessages',
      messageType: 'MessageLogUpdated',
      [at.spelling.uriKey]: at.session.uri,
    };
    return [delivery, { ...delivery, data }];
  });

const joinings: readonly Fault[] = [
  fault('failure.and-joining', 'The log tells of somebody who joins by a Consult that failed.', {
    kills: ['FAIL-019'],
    make: andJoining('consult-failed'),
  }),
  fault('rejection.and-joining', 'The log tells of somebody who joins by a Consult that was rejected.', {
    kills: ['FAIL-024'],
    make: andJoining('consult-rejected'),
  }),
];

const gets: readonly Fault[] = [
  fault('absent.shown', 'After the Consult of an agent who is not logged in, a GET lists one agent more.', {
    kills: ['STATE-002'],
    make: withAbsent,
  }),
  fault(
    'second-consult.shown-without-first',
    'While two are consulted, a GET of the session does not list the first.',
    {
      kills: ['STATE-001'],
      make: () => ({ answer: shown(firstGone, ofTwo) }),
    },
  ),
  fault(
    'second-consult.shown-as-over',
    'While two are consulted, a GET of the session says that it is over.',
    {
      kills: ['STATE-004'],
      make: () => ({ answer: shown(asOver, ofTwo) }),
    },
  ),
];

/** Faults beside the plain consult, one a row. */
export const besideFaults: readonly Fault[] = [...writings, ...leavings, ...joinings, ...gets];
