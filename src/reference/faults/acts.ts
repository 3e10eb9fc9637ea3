/** Faults of single kinds of Consult: by other targets, in vain, rejected, beside another. */
import type { Json, JsonObject } from '../json.ts';
import { remove, replace } from '../mutate.ts';
import type { CustomerView, DeliveryContext, Outgoing, SessionFacts, ViewContext } from '../quirk.ts';
import { fault, type Change, type Fault, type MakeQuirk } from './build.ts';
import { alsoTo, inSession, lost } from './changes.ts';
import { customerSees, notice } from './privacy.ts';

/** Whether a session is one of a scenario, once a Consult was posted there. */
function isOf(scenario: string, { participants, referenceId }: SessionFacts): boolean {
  const isCustomer = ({ type, nickname }: { readonly type: string; readonly nickname: string }): boolean =>
    type === 'Customer' && nickname.includes(scenario);
  return referenceId !== undefined && participants.some(isCustomer);
}

const hasTwoConsultants = ({ participants }: SessionFacts): boolean =>
  participants.filter(({ role }) => role === 'consultant').length > 1;

/** Decides what becomes of the notifications of an event in some sessions. */
function delivered(
  event: DeliveryContext['event'],
  is: (at: DeliveryContext) => boolean,
  become: (delivery: Outgoing, at: DeliveryContext) => readonly Outgoing[],
): MakeQuirk {
  return () => ({
    deliver: (delivery, at) => (at.event === event && is(at) ? become(delivery, at) : [delivery]),
  });
}

const changed =
  (change: Change) =>
  (delivery: Outgoing, at: DeliveryContext): readonly Outgoing[] => [
    { ...delivery, data: change(delivery.data, at) },
  ];

const withConsultant = (view: CustomerView): CustomerView => ({
  ...view,
  participants: [...view.participants, { nickname: 'BFriend', type: 'Agent' }],
});

/** Faults of the ways to name a target. */
export const targetFaults: readonly Fault[] = [
  fault('contact.unreachable', 'A Consult by the address of a contact fails.', {
    kills: ['TARG-002'],
    make: () => ({ behaviour: { unreachableKinds: ['contacts'] } }),
  }),
  fault('contact.unread', 'The address of a contact is refused as a target.', {
    kills: ['TARG-002'],
    make: () => ({ behaviour: { unreadTargets: ['targetUri contacts'] } }),
  }),
  fault('contact.other-agent', 'By the address of a contact another agent is consulted.', {
    kills: ['TARG-002'],
    make: () => ({ behaviour: { contactsReachOther: true } }),
  }),
  fault('contact.unannounced', 'That the consultant joined is not told when it was named as a contact.', {
    kills: ['TARG-002'],
    make: delivered('consult-joined', ({ session }) => isOf('consult-targets', session), lost),
  }),
  fault('queue.unreachable', 'A Consult through a queue fails.', {
    kills: ['TARG-003', 'TARG-005'],
    make: () => ({ behaviour: { unreachableKinds: ['queues'] } }),
  }),
  fault('queue.uri-unread', 'The address of a queue is refused as a target.', {
    kills: ['TARG-003'],
    make: () => ({ behaviour: { unreadTargets: ['targetUri queues'] } }),
  }),
  fault('path.user-unread', 'The path of a user is refused as a target.', {
    kills: ['TARG-004'],
    channels: ['sms'],
    make: () => ({ behaviour: { unreadTargets: ['targetPath users'] } }),
  }),
  fault('path.queue-unread', 'The path of a queue is refused as a target.', {
    kills: ['TARG-005'],
    channels: ['sms'],
    make: () => ({ behaviour: { unreadTargets: ['targetPath queues'] } }),
  }),
  fault('path.unknown', 'targetPath is not known.', {
    kills: ['TARG-004', 'TARG-005'],
    channels: ['sms'],
    make: () => ({ behaviour: { targetMembers: ['targetUri'] } }),
  }),
  fault('target.customer-sees-consultant', 'The customer sees a consultant who was named as a contact.', {
    kills: ['CUST-002'],
    make: customerSees('consult-targets', withConsultant),
  }),
  fault(
    'target.bystander-told',
    'The bystander is told who takes part, in a consult by a contact or queue.',
    {
      kills: ['BYST-001'],
      make: delivered(
        'consult-participants',
        ({ session, recipient }) => isOf('consult-targets', session) && recipient.role === 'originator',
        alsoTo('bystander'),
      ),
    },
  ),
];

/** Changes what is told of the second Consult of a session that fails. */
function secondFailure(change: Change): MakeQuirk {
  return () => {
    const failures = new Map<string, number>();
    return {
      deliver: (delivery, at) => {
        if (at.event !== 'consult-failed') return [delivery];
        const count = (failures.get(at.session.id) ?? 0) + 1;
        failures.set(at.session.id, count);
        return [count === 2 ? { ...delivery, data: change(delivery.data, at) } : delivery];
      },
    };
  };
}

/** Faults of the Consult of an agent who is not there. */
export const absenceFaults: readonly Fault[] = [
  fault('absent.joins', 'An agent who is not logged in is put into the session.', {
    kills: ['FAIL-019'],
    make: () => ({ behaviour: { absentJoins: true } }),
  }),
  fault('absent.referenceId.missing', 'The failure has no referenceId when an agent is not logged in.', {
    kills: ['FAIL-005'],
    make: secondFailure(remove('/referenceId')),
  }),
  fault('absent.state.value', 'The session is over when an agent was consulted who is not logged in.', {
    kills: ['FAIL-015'],
    make: secondFailure(replace('/{session}/state', 'Completed')),
  }),
];

/** Consults are refused in a session once one has failed there. */
const blockedByFailure: MakeQuirk = () => {
  const blocked = new Set<string>();
  return {
    deliver: (delivery, { event, session }) => {
      if (event === 'consult-failed') blocked.add(session.id);
      return [delivery];
    },
    answer: (answer, { operation, session }) =>
      operation === 'Consult' &&
      session !== undefined &&
      isOf('consult-failed', session) &&
      blocked.has(session.id)
        ? { ...answer, status: 400, body: { statusCode: 2, statusMessage: 'A consult is running' } }
        : answer,
  };
};

/** Faults of the Consult of somebody who is there, after one that failed. */
export const afterFailureFaults: readonly Fault[] = [
  fault('after-failure.refused', 'Once a Consult has failed, every other is refused.', {
    kills: ['FAIL-030'],
    make: blockedByFailure,
  }),
  fault('after-failure.unannounced', 'Once a Consult has failed, nobody is told that a consultant joins.', {
    kills: ['FAIL-030'],
    make: delivered('consult-joined', ({ session }) => isOf('consult-failed', session), lost),
  }),
];

const inRejected = ({ session }: DeliveryContext): boolean => isOf('consult-rejected', session);

/** Changes the session that a GET returns to the originator after a rejection. */
function shownAfterRejection(change: (body: JsonObject) => JsonObject): MakeQuirk {
  return () => ({
    answer: (answer, { operation, role, session }) => {
      const isConcerned =
        operation === 'get-session' &&
        role === 'originator' &&
        session !== undefined &&
        isOf('consult-rejected', session);
      return isConcerned ? { ...answer, body: change((answer.body ?? {}) as JsonObject) } : answer;
    },
  });
}

const withoutCustomers = (session: JsonObject): JsonObject => ({
  ...session,
  participants: (session['participants'] as readonly JsonObject[]).filter(
    ({ type }) => type === 'Agent',
  ) as Json,
});

/** Faults of the Consult that is rejected. */
export const rejectionFaults: readonly Fault[] = [
  fault('rejection.joins', 'An agent who rejects is put into the session.', {
    kills: ['FAIL-024'],
    make: () => ({ behaviour: { rejectionJoins: true } }),
  }),
  fault('rejection.loses-customer', 'After a rejection a GET of the session does not list the customer.', {
    kills: ['FAIL-025'],
    make: shownAfterRejection(inSession(withoutCustomers)),
  }),
  fault('rejection.ends-session', 'After a rejection a GET of the session says that it is over.', {
    kills: ['FAIL-025'],
    make: shownAfterRejection(inSession((session) => ({ ...session, state: 'Completed' }))),
  }),
  fault('rejection.mutes-originator', 'After a rejection the customer no longer gets what is said.', {
    kills: ['FAIL-026'],
    make: customerSees('consult-rejected', (view) => ({
      ...view,
      messages: view.messages.filter(({ text }) => text === undefined),
    })),
  }),
  fault('rejection.customer-told', 'The customer is told that somebody was consulted who rejected.', {
    kills: ['CUST-006'],
    make: customerSees('consult-rejected', notice),
  }),
  fault('rejection.still-hears', 'An agent who rejected is told what is said afterwards.', {
    kills: ['FAIL-027'],
    make: delivered('message', inRejected, alsoTo('consultant')),
  }),
  fault('rejection.still-invited', 'An agent who rejected stays invited.', {
    kills: ['FAIL-028'],
    make: () => ({ behaviour: { rejectionIgnored: true } }),
  }),
  fault('rejection.referenceId.missing', 'The failure has no referenceId when the consultant rejects.', {
    kills: ['FAIL-005'],
    make: delivered('consult-failed', inRejected, changed(remove('/referenceId'))),
  }),
  fault('rejection.bystander-told', 'The bystander is told that the consultant rejects.', {
    kills: ['BYST-002'],
    make: delivered('consult-failed', inRejected, alsoTo('bystander')),
  }),
];

/** Shows the customer something while two are consulted. */
function seenBesideTwo(change: (view: CustomerView) => CustomerView): MakeQuirk {
  return () => ({
    view: (view, { session }: ViewContext) => (hasTwoConsultants(session) ? change(view) : view),
  });
}

/** Faults of the Consult while another runs. */
export const secondConsultFaults: readonly Fault[] = [
  fault('second-consult.ends-first', 'The first consultant is out of the session when a second joins.', {
    kills: ['AFTER-009'],
    make: () => ({ behaviour: { secondConsultEndsFirst: true } }),
  }),
  fault('second-consult.mutes-first', 'The first consultant is told nothing more when a second joined.', {
    kills: ['AFTER-009'],
    make: delivered(
      'message',
      ({ session, recipient }) => recipient.key === 'consultant' && hasTwoConsultants(session),
      lost,
    ),
  }),
  fault('second-consult.deaf', 'A second consultant is not told what the first writes to the agents.', {
    kills: ['MSG-011'],
    make: () => ({
      deliver: (delivery, { event, recipient }) =>
        event === 'agents-message' && recipient.key === 'second' ? [] : [delivery],
    }),
  }),
  fault('second-consult.visible', 'That a second consultant joins is marked as visible to all.', {
    kills: ['SECOND-016'],
    make: delivered(
      'consult-joined',
      ({ session }) => hasTwoConsultants(session),
      changed(replace('/messages/*/visibility', 'All')),
    ),
  }),
  fault('second-consult.customer-sees', 'The customer sees that two are consulted.', {
    kills: ['CUST-002'],
    make: seenBesideTwo(withConsultant),
  }),
];
