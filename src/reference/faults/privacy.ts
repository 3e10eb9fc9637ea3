/** Faults of privacy: what the customer and other agents are shown that they must not see. */
import type { JsonObject } from '../json.ts';
import type { CustomerView, DeliveryContext, Outgoing, ViewContext } from '../quirk.ts';
import { delivering, fault, isIn, userName, type Fault } from './build.ts';
import { alsoTo } from './changes.ts';

/** Changes what the customers of one kind of scenario see, once a Consult was posted there. */
export function customerSees(of: string, change: (view: CustomerView) => CustomerView) {
  return () => ({
    view: (view: CustomerView, { session }: ViewContext): CustomerView => {
      const concerned =
        session.referenceId !== undefined &&
        session.participants.some(({ type, nickname }) => type === 'Customer' && nickname.includes(of));
      return concerned ? change(view) : view;
    },
  });
}

/** A notice of the server in the customer's log. */
export const notice = (view: CustomerView): CustomerView => ({
  ...view,
  messages: [
    ...view.messages,
    {
      index: 900,
      from: { nickname: 'System', type: 'External' },
      type: 'Notice',
      text: 'A colleague is helping',
      timestampSeconds: 0,
    },
  ],
});

/** Tells the bystander the text alone, as well. */
function bareToBystander(delivery: Outgoing, at: DeliveryContext): readonly Outgoing[] {
  const { notificationType = null, messageType = null, messages = [] } = delivery.data;
  const texts = (messages as readonly JsonObject[]).map(({ type = null, text = null }) => ({ type, text }));
  const data = { notificationType, messageType, messages: texts };
  return [delivery, { ...delivery, recipient: userName(at, 'bystander'), data }];
}

/** Faults of privacy, one a row. */
export const privacyFaults: readonly Fault[] = [
  fault('customer.sees-consultant', 'The customer sees the consultant among the participants.', {
    kills: ['CUST-002'],
    make: () => ({ behaviour: { customerSeesConsultant: true } }),
  }),
  fault('customer.sees-joining', 'The customer sees the consultant come and go.', {
    kills: ['CUST-003'],
    make: () => ({ behaviour: { customerSeesConsultJoin: true } }),
  }),
  fault('customer.sees-agents-texts', 'The customer sees what is written to the agents.', {
    kills: ['CUST-004'],
    make: () => ({ behaviour: { customerSeesAgentsTexts: true } }),
  }),
  fault('customer.sees-notice', 'The customer is told that somebody is helping.', {
    kills: ['CUST-005'],
    make: customerSees('consult-accepted', notice),
  }),
  fault('customer.sees-state', "The customer's session changes its state by a consult.", {
    kills: ['CUST-005'],
    make: customerSees('consult-accepted', (view) => ({ ...view, state: 'OnHold' })),
  }),
  fault('customer.loses-originator', 'The customer no longer sees the originator during a consult.', {
    kills: ['CUST-005'],
    make: customerSees('consult-accepted', (view) => ({
      ...view,
      participants: view.participants.slice(0, 1),
    })),
  }),
  fault(
    'customer.hears-twice',
    'During a consult the customer gets what the originator says once for each agent.',
    {
      kills: ['CUST-005'],
      make: customerSees('consult-accepted', (view) => ({
        ...view,
        messages: view.messages.flatMap((one) =>
          one.text?.startsWith('For all') === true ? [one, one] : [one],
        ),
      })),
    },
  ),
  fault(
    'customer.sees-originator-come-again',
    "The customer sees the consultant's coming as the originator's.",
    {
      kills: ['CUST-005'],
      make: customerSees('consult-accepted', (view) => ({
        ...view,
        messages: view.messages.flatMap((one) =>
          one.type === 'ParticipantJoined' && one.from.type === 'Agent' ? [one, one] : [one],
        ),
      })),
    },
  ),
  fault(
    'customer.hears-twice-after-failure',
    'After a Consult that failed the customer gets twice what is said.',
    {
      kills: ['CUST-006'],
      make: customerSees('consult-failed', (view) => ({
        ...view,
        messages: view.messages.flatMap((one) =>
          one.text?.startsWith('For all') === true ? [one, one] : [one],
        ),
      })),
    },
  ),
  fault('customer.muted', 'The customer does not get what the originator says during a consult.', {
    kills: ['CUST-001'],
    make: () => ({ behaviour: { consultMutesOriginator: true } }),
  }),
  fault('customer.told-of-failure', 'The customer is told that a Consult failed.', {
    kills: ['CUST-006'],
    make: () => ({ behaviour: { customerToldOnFailure: true } }),
  }),
  fault(
    'customer.muted-by-failure',
    'The customer no longer gets what the originator says after a Consult that failed.',
    {
      kills: ['FAIL-022'],
      make: customerSees('consult-failed', (view) => ({
        ...view,
        messages: view.messages.filter(({ text }) => text === undefined),
      })),
    },
  ),
  fault('bystander.told-of-state', 'The bystander is told who takes part in a consult.', {
    kills: ['BYST-001'],
    make: delivering('consult-participants', 'originator', alsoTo('bystander')),
  }),
  fault('bystander.told-of-joining', 'The bystander is told that the consultant joined.', {
    kills: ['BYST-001'],
    make: delivering('consult-joined', 'originator', alsoTo('bystander')),
  }),
  fault('bystander.told-of-texts', 'The bystander is told what the consultant writes.', {
    kills: ['BYST-001'],
    make: delivering('agents-message', 'originator', alsoTo('bystander')),
  }),
  fault(
    'bystander.told-bare-texts',
    'The bystander is told what the consultant writes, and not where or by whom.',
    {
      kills: ['BYST-001'],
      make: delivering('agents-message', 'originator', bareToBystander),
    },
  ),
  fault(
    'bystander.told-bare-words',
    'The bystander is told what the originator says, and not where or by whom.',
    {
      kills: ['BYST-001'],
      make: delivering('message', 'consultant', bareToBystander),
    },
  ),
  fault(
    'bystander.others-told-of-state',
    'Another agent who has no part in it is told who takes part in a consult.',
    {
      kills: ['BYST-001'],
      make: delivering('consult-participants', 'originator', (delivery, at) =>
        isIn(at.session, 'transfer') ? alsoTo('second')(delivery, at) : [delivery],
      ),
    },
  ),
  fault(
    'bystander.others-told-of-failure',
    'Another agent who has no part in it is told that a Consult failed.',
    {
      kills: ['BYST-002'],
      make: delivering('consult-failed', 'originator', (delivery, at) =>
        isIn(at.session, 'consult-failed') ? alsoTo('second')(delivery, at) : [delivery],
      ),
    },
  ),
  fault('bystander.told-of-failure', 'The bystander is told that a Consult failed.', {
    kills: ['BYST-002'],
    make: delivering('consult-failed', 'originator', alsoTo('bystander')),
  }),
  fault('consultant.told-of-failure', 'An agent who was not asked is told that a Consult failed.', {
    kills: ['BYST-003'],
    make: delivering('consult-failed', 'originator', alsoTo('consultant')),
  }),
];
