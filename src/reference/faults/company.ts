/** Faults of what is said and done beside another agent: talking, stepping forward, the log afterwards. */
import type { Json, JsonObject } from '../json.ts';
import { append, replace } from '../mutate.ts';
import type { DeliveryContext, Outgoing } from '../quirk.ts';
import { answering, changing, delivering, fault, isIn, type Fault } from './build.ts';
import { NOBODY, alsoTo, lost } from './changes.ts';
import { customerSees } from './privacy.ts';

/** Loses entries whose text begins in a way, on their way to one role. */
function losingText(beginning: string, role: string) {
  return () => ({
    deliver: (delivery: Outgoing, at: DeliveryContext): readonly Outgoing[] =>
      at.recipient.role === role && JSON.stringify(delivery.data).includes(`"text":"${beginning}`)
        ? []
        : [delivery],
  });
}

/** Marks entries whose text begins in a way as visible to all, on their way to one role. */
function marking(role: string, beginning: string) {
  const mark = replace('/messages/*/visibility', 'All');
  return () => ({
    deliver: (delivery: Outgoing, at: DeliveryContext): readonly Outgoing[] => [
      at.recipient.role === role && JSON.stringify(delivery.data).includes(`"text":"${beginning}`)
        ? { ...delivery, data: mark(delivery.data, at) }
        : delivery,
    ],
  });
}

/** An operation is refused as one that is not possible now. */
const refusing = (operation: string) =>
  answering(operation, (answer) => ({
    ...answer,
    status: 400,
    body: { statusCode: 2, statusMessage: 'not now' },
  }));

/** Adds a failure of the latest request behind the news of an event. */
const failingAfter = (event: 'promoted') => () => ({
  deliver: (delivery: Outgoing, at: DeliveryContext): readonly Outgoing[] =>
    at.event === event
      ? [
          delivery,
          {
            ...delivery,
            recipient: at.agents.find(({ key }) => key === 'originator')?.userName ?? '',
            data: { ...delivery.data, notificationType: 'Error', errorMessage: 'Operation failed' },
          },
        ]
      : [delivery],
});

/** A step of a promotion happens for the scenario of that name only: transfer and conference are told apart. */
function only(scenario: string, make: ReturnType<typeof failingAfter>) {
  return () => {
    const { deliver } = make();
    return {
      deliver: (delivery: Outgoing, at: DeliveryContext): readonly Outgoing[] =>
        at.session.participants.some(({ nickname }) => nickname.includes(scenario))
          ? deliver(delivery, at)
          : [delivery],
    };
  };
}

/** Faults of talking during a consult, one a row. */
export const talkingFaults: readonly Fault[] = [
  fault(
    'message.between-agents-lost',
    'What the originator writes to the agents does not reach the consultant.',
    {
      kills: ['MSG-005'],
      make: losingText('Between us', 'consultant'),
    },
  ),
  fault('message.between-agents-shown', 'What the originator writes to the agents reaches the customer.', {
    kills: ['MSG-005'],
    make: () => ({
      view: (view, { session }) => {
        const customer = session.participants.find(({ type }) => type === 'Customer')?.nickname ?? '';
        const from = { nickname: 'TestName', type: 'Agent' };
        const text = customer.replace('Customer', 'Between us');
        const leak = { index: 901, from, type: 'Text', text, timestampSeconds: 0 };
        const isConcerned = session.referenceId !== undefined && customer.includes('consult-accepted');
        return !isConcerned ? view : { ...view, messages: [...view.messages, leak] };
      },
    }),
  }),
  fault('typing.consultant-lost', 'That the consultant types is shown to nobody.', {
    kills: ['MSG-006'],
    make: delivering('agents-typing', 'originator', lost),
  }),
  fault('typing.consultant-shown', "The consultant's typing is shown to the customer.", {
    kills: ['MSG-006'],
    make: () => ({ behaviour: { consultantTypesForAll: true } }),
  }),
  fault('typing.to-agents-shown', 'Typing for the agents is shown to the customer.', {
    kills: ['MSG-006'],
    make: () => ({ behaviour: { customerSeesAgentsTyping: true } }),
  }),
  fault('typing.marked-for-all', "The consultant's typing is told as visible to all.", {
    kills: ['MSG-010'],
    make: changing('agents-typing', replace('/messages/*/visibility', 'All')),
  }),
  fault(
    'message.marked-for-all',
    'What the consultant writes for all is told as visible to all, and is not.',
    {
      kills: ['MSG-010'],
      with: ['STATE-003'],
      make: marking('originator', 'Not for the customer'),
    },
  ),
  fault(
    'message.between-agents-marked-for-all',
    'The consultant is told that what is between agents is visible to all.',
    {
      kills: ['MSG-010'],
      make: marking('consultant', 'Between us'),
    },
  ),
  fault('second.marked-for-all-to-consultant', 'The consultant is told that its joining is visible to all.', {
    kills: ['MSG-010'],
    make: delivering('consult-joined', 'consultant', (delivery, at) => [
      { ...delivery, data: replace('/messages/*/visibility', 'All')(delivery.data, at) },
    ]),
  }),
  fault('typing.originator-lost', 'That the originator types for the agents is shown to nobody.', {
    kills: ['MSG-008'],
    make: delivering('agents-typing', 'consultant', lost),
  }),
  fault('message.of-customer-lost', 'What the customer writes does not reach the originator.', {
    kills: ['MSG-007'],
    make: losingText('From the customer', 'originator'),
  }),
  fault('message.of-customer-refused', 'What the customer writes is refused while a consult runs.', {
    kills: ['MSG-007'],
    make: () => ({ behaviour: { consultMutesCustomer: true } }),
  }),
  fault('message.of-customer-kept', 'What the customer writes does not reach the consultant.', {
    kills: ['MSG-009'],
    make: losingText('From the customer', 'consultant'),
  }),
  fault('customer.sees-consultants-texts', 'What the consultant writes for all reaches the customer.', {
    kills: ['CUST-008'],
    make: () => ({ behaviour: { consultantSpeaksToAll: true } }),
  }),
  fault('leave.hears-on', 'The consultant is told what is said after it has left.', {
    kills: ['AFTER-011'],
    with: ['FAIL-027', 'AFTER-012'],
    make: () => ({ behaviour: { leftAgentsHear: true } }),
  }),
];

/** Faults of stepping forward, one a row. */
export const steppingForwardFaults: readonly Fault[] = [
  fault('transfer.refused', 'A transfer to the consultant is refused.', {
    kills: ['AFTER-006'],
    make: refusing('Transfer'),
  }),
  fault('conference.refused', 'A conference with the consultant is refused.', {
    kills: ['AFTER-007'],
    make: refusing('Invite'),
  }),
  fault('stepping-forward.ignored', 'Transfer and conference are accepted and nothing comes of them.', {
    kills: ['AFTER-006', 'AFTER-007'],
    make: () => ({ behaviour: { steppingForwardIgnored: true } }),
  }),
  fault('transfer.fails', 'A transfer is accepted and told to have failed.', {
    kills: ['AFTER-006'],
    make: only('transfer', failingAfter('promoted')),
  }),
  fault('conference.fails', 'A conference is accepted and told to have failed.', {
    kills: ['AFTER-007'],
    make: only('conference', failingAfter('promoted')),
  }),
  fault('transfer.originator-stays', 'A transfer leaves the originator in the session.', {
    kills: ['AFTER-006'],
    make: () => ({ behaviour: { transferKeepsOriginator: true } }),
  }),
  fault('conference.originator-goes', "A conference ends the originator's part.", {
    kills: ['AFTER-007'],
    make: () => ({ behaviour: { conferenceDropsOriginator: true } }),
  }),
  fault('transfer.originator-hears', 'The originator is told what the heir says after a transfer.', {
    kills: ['AFTER-012'],
    make: () => ({
      deliver: (delivery, at) =>
        JSON.stringify(delivery.data).includes('"text":"I take part') && isIn(at.session, 'transfer')
          ? alsoTo('originator')(delivery, at)
          : [delivery],
    }),
  }),
  fault('conference.unheard', 'The customer is not shown what the other agent of a conference says.', {
    kills: ['CUST-009'],
    make: customerSees('conference', (view) => ({
      ...view,
      messages: view.messages.filter(({ text }) => text?.startsWith('I take part') !== true),
    })),
  }),
  fault(
    'conference.history-shown',
    'After a conference the customer sees what was said to the agents before.',
    {
      kills: ['CUST-004'],
      make: () => ({ behaviour: { conferenceShowsHistory: true } }),
    },
  ),
  fault('conference.unseen', 'The customer is not shown the other agent of a conference.', {
    kills: ['CUST-007'],
    make: () => ({ behaviour: { conferenceHidden: true } }),
  }),
];

/** An entry of a log that nobody was told of in that way. */
const otherwise = (entry: JsonObject): JsonObject =>
  entry['type'] === 'ParticipantJoined' && entry['visibility'] === 'Agents'
    ? { ...entry, visibility: 'All' }
    : entry;

const withMessages = (change: (list: readonly JsonObject[]) => readonly JsonObject[]) =>
  answering('get-messages', (answer) => {
    const body = (answer.body ?? {}) as JsonObject;
    return { ...answer, body: { ...body, messages: change(body['messages'] as JsonObject[]) as Json } };
  });

/** Changes what the consultant wrote to the agents. */
const ofText =
  (change: (entry: JsonObject) => JsonObject) =>
  (list: readonly JsonObject[]): readonly JsonObject[] =>
    list.map((entry) => (String(entry['text']).startsWith('For the agents') ? change(entry) : entry));

/** Faults of the log, one a row. */
export const logFaults: readonly Fault[] = [
  fault('log.without-joining', 'The log that a GET returns lacks the joining of the consultant.', {
    kills: ['STATE-003'],
    make: withMessages((list) => list.filter((entry) => otherwise(entry) === entry)),
  }),
  fault('log.other-visibility', 'The log that a GET returns says otherwise who may see the joining.', {
    kills: ['STATE-003'],
    make: withMessages((list) => list.map(otherwise)),
  }),
  fault('log.other-words', 'The log that a GET returns has other words than were told.', {
    kills: ['STATE-003'],
    make: withMessages(ofText((entry) => ({ ...entry, text: String(entry['text']).toUpperCase() }))),
  }),
  fault('log.other-index', 'The log that a GET returns has another index for an entry than was told.', {
    kills: ['STATE-003'],
    make: withMessages(ofText((entry) => ({ ...entry, index: Number(entry['index']) + 100 }))),
  }),
  fault('log.other-type', 'The log that a GET returns has an entry of another type than was told.', {
    kills: ['STATE-003'],
    make: withMessages(ofText((entry) => ({ ...entry, type: 'Notice' }))),
  }),
  fault('log.other-author', 'The log that a GET returns has an entry from somebody else than was told.', {
    kills: ['STATE-003'],
    make: withMessages(
      ofText((entry) => ({ ...entry, from: { ...(entry['from'] as JsonObject), participantId: NOBODY } })),
    ),
  }),
  fault('log.index-begins-anew', 'The index of the log begins anew with each consult.', {
    kills: ['SECOND-019'],
    make: changing(
      'consult-joined',
      replace('/messages/*/index', (index, at) => (at.session.lastIndex > 10 ? 3 : index)),
    ),
  }),
  fault('capabilities.repeated-later', 'A second consult lists a capability twice.', {
    kills: ['CAP-012'],
    make: changing('consult-participants', (data, at) =>
      at.session.lastIndex > 10 ? append('/{session}/capabilities', 'Transfer')(data, at) : data,
    ),
  }),
];
