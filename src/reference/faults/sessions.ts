/** Faults of the session: who is in it, what they may do, what is said in it, how it goes on. */
import { channels } from '../../model/channel.ts';
import type { Json, JsonObject } from '../json.ts';
import { all, append, rename, replace } from '../mutate.ts';
import type { DeliveryContext, Outgoing, Quirk } from '../quirk.ts';
import {
  changing,
  delivering,
  fault,
  isIn,
  userName,
  type Change,
  type Fault,
  type MakeQuirk,
} from './build.ts';
import { NOBODY, keeping, idOf, withoutCapability, elsewhere, inSession, renamed, lost } from './changes.ts';

/** Lists somebody whom nobody knows, under an id of the session's own. */
const withStranger = (type: string) =>
  replace('/{session}/participants', (list, { session }) => [
    ...(list as readonly JsonObject[]),
    { nickname: 'Stranger', type, participantId: `0090${session.id}` },
  ]);

/** An address in the spelling of other published pages. */
const withDoubleS = (uri: Json): Json => String(uri).replace('/smsessions/', '/smssessions/');

/** Everywhere in a message, what the samples call a customer under another word. */
const miscalled = (value: Json): Json =>
  JSON.parse(JSON.stringify(value).replaceAll('"type":"Customer"', '"type":"Client"')) as Json;

/** Faults of the participants, one a row. */
export const participantFaults: readonly Fault[] = [
  fault('participants.consultant-missing', 'The consultant is not listed.', {
    kills: ['PART-001'],
    make: changing(
      'consult-participants',
      keeping((id, at) => id !== idOf(at, 'consultant')),
    ),
  }),
  fault('participants.consultant-as-customer', 'The consultant is listed as a customer.', {
    kills: ['PART-001'],
    make: changing(
      'consult-participants',
      replace('/{session}/participants/*', (one, at) =>
        (one as JsonObject)['participantId'] === idOf(at, 'consultant')
          ? { ...(one as JsonObject), type: 'Customer' }
          : one,
      ),
    ),
  }),
  fault('participants.originator-lost', 'The originator is no longer listed.', {
    kills: ['PART-002'],
    make: changing(
      'consult-participants',
      keeping((id, at) => id !== idOf(at, 'originator')),
    ),
  }),
  fault('participants.customer-lost', 'The customer is no longer listed.', {
    kills: ['PART-003'],
    make: changing(
      'consult-participants',
      keeping((id, at) => id !== idOf(at, 'customer')),
    ),
  }),
  fault('participants.customer-miscalled', 'The customer is nowhere listed as a Customer.', {
    kills: ['PART-003'],
    make: () => ({
      deliver: (delivery) => [{ ...delivery, data: miscalled(delivery.data) as JsonObject }],
      answer: (answer, { operation }) =>
        operation === 'get-session' && answer.body !== undefined
          ? { ...answer, body: miscalled(answer.body) }
          : answer,
    }),
  }),
  fault('participants.repeated', 'The customer is listed twice under one participantId.', {
    kills: ['PART-004'],
    make: changing(
      'consult-participants',
      replace('/{session}/participants', (list, at) => [
        ...(list as readonly JsonObject[]),
        ...(list as readonly JsonObject[]).filter((one) => one['participantId'] === idOf(at, 'customer')),
      ]),
    ),
  }),
  fault('participants.stranger', 'Another customer is listed too.', {
    kills: ['PART-005'],
    make: changing('consult-participants', withStranger('Customer')),
  }),
  fault('participants.consultant-renamed', 'The consultant is listed under a nickname that nobody gave.', {
    kills: ['PART-006'],
    make: changing(['consult-participants', 'consult-joined'], (data, at) =>
      renamed(at.event === 'consult-participants' ? '/{session}/participants/*' : '/messages/*/from')(
        data,
        at,
      ),
    ),
  }),
  fault('participants.customer-renamed', 'The customer is listed under another nickname.', {
    kills: ['PART-007'],
    make: changing(
      'consult-participants',
      replace('/{session}/participants/*', (one) =>
        (one as JsonObject)['type'] === 'Customer' ? { ...(one as JsonObject), nickname: 'Somebody' } : one,
      ),
    ),
  }),
  fault('participants.stranger-agent', 'An agent is listed whom nobody consulted.', {
    kills: ['PART-008'],
    make: changing('consult-participants', withStranger('Agent')),
  }),
  fault('participants.of-another-session', 'A participant of another session is listed.', {
    kills: ['CORR-012'],
    with: ['SECOND-019'], // what the other session's agent says seems to be said in this one
    make: mixingSessions,
  }),
];

/** Adds an agent's participant of another session to the first notification. */
function mixingSessions() {
  const seen = new Map<string, Json>();
  return {
    deliver: (delivery: Outgoing, at: DeliveryContext): readonly Outgoing[] => {
      const own = at.session.participants.find((one) => one.role === 'originator');
      const other = [...seen].find(([id]) => id !== at.session.id)?.[1];
      if (at.event === 'accepted' && own !== undefined && own.userName === userName(at, 'originator')) {
        seen.set(at.session.id, { nickname: own.nickname, type: own.type, participantId: own.participantId });
      }
      if (at.event !== 'consult-participants' || other === undefined) return [delivery];
      return [{ ...delivery, data: append('/{session}/participants', other)(delivery.data, at) }];
    },
  };
}

const states = [
  'accepted',
  'invited',
  'consult-participants',
  'consult-failed',
  'left-participants',
] as const;

/** Faults of the capabilities. */
export const capabilityFaults: readonly Fault[] = [
  fault('capabilities.no-transfer', 'The originator can no longer transfer.', {
    kills: ['CAP-001'],
    make: changing('consult-participants', withoutCapability('Transfer')),
  }),
  fault('capabilities.no-conference', 'The originator can no longer hold a conference.', {
    kills: ['CAP-002'],
    make: changing('consult-participants', withoutCapability('Invite', 'Conference')),
  }),
  fault('capabilities.no-agents-message', 'The originator can not write to the consultant.', {
    kills: ['CAP-003'],
    make: changing('consult-participants', withoutCapability('SendToAgents')),
  }),
  fault('capabilities.no-agents-typing', 'The originator can not show the consultant that it types.', {
    kills: ['CAP-004'],
    make: changing('consult-participants', withoutCapability('SendStopTypingToAgentsNotification')),
  }),
  fault('capabilities.lost', 'The originator can no longer complete.', {
    kills: ['CAP-005'],
    make: changing('consult-participants', withoutCapability('Complete')),
  }),
  fault('capabilities.never', 'The originator never can set a disposition.', {
    kills: ['CAP-006', 'CAP-008'],
    make: () => ({
      deliver: (delivery, at) => [
        (states as readonly string[]).includes(at.event)
          ? { ...delivery, data: withoutCapability('SetDisposition')(delivery.data, at) }
          : delivery,
      ],
      answer: (answer, at) =>
        at.operation === 'get-session'
          ? {
              ...answer,
              body: JSON.parse(JSON.stringify(answer.body).replace('"SetDisposition",', '')) as Json,
            }
          : answer,
    }),
  }),
  fault('capabilities.repeated', 'A capability is listed twice.', {
    kills: ['CAP-012'],
    make: changing('consult-participants', append('/{session}/capabilities', 'Transfer')),
  }),
  fault('capabilities.repeated-by-failure', 'The failure lists a capability twice.', {
    kills: ['CAP-012'],
    make: changing('consult-failed', append('/{session}/capabilities', 'Transfer')),
  }),
  fault('capabilities.gained-by-failure', 'A Consult that fails gives capabilities.', {
    kills: ['CAP-007'],
    make: changing('consult-failed', append('/{session}/capabilities', 'SendToAgents')),
  }),
  fault('capabilities.lost-by-failure', 'A Consult that fails takes a capability.', {
    kills: ['CAP-009'],
    make: changing('consult-failed', withoutCapability('Complete')),
  }),
  fault('capabilities.consultant-captive', 'The consultant is not offered to leave.', {
    kills: ['CAP-010'],
    make: () => ({
      deliver: (delivery, at) => [
        at.recipient.role === 'consultant' && at.spelling.key in delivery.data
          ? { ...delivery, data: withoutCapability('Leave')(delivery.data, at) }
          : delivery,
      ],
      answer: (answer, at) =>
        at.operation === 'get-session' && at.role === 'consultant'
          ? { ...answer, body: JSON.parse(JSON.stringify(answer.body).replace('"Leave",', '')) as Json }
          : answer,
    }),
  }),
  fault('capabilities.stay', 'The capabilities beside another agent stay when it has left.', {
    kills: ['CAP-011'],
    make: () => ({ behaviour: { capabilitiesStayAfterLeave: true } }),
  }),
];

/** Faults of what happens during a consult. */
export const consultFaults: readonly Fault[] = [
  fault('consult.once', 'A session can be consulted about once.', {
    kills: ['AFTER-008'],
    make: () => ({ behaviour: { consultOnce: true } }),
  }),
  fault('message.to-agents-lost', 'What the consultant writes does not reach the originator.', {
    kills: ['MSG-001'],
    make: delivering('agents-message', 'originator', lost),
  }),
  fault('message.to-agents-changed', 'What the consultant writes reaches the originator in other words.', {
    kills: ['MSG-001'],
    make: changing(
      'agents-message',
      replace('/messages/*/text', (text) => String(text).toUpperCase()),
    ),
  }),
  fault('message.to-agents-visible', 'What the consultant writes is marked as visible to all.', {
    kills: ['MSG-002'],
    make: changing('agents-message', replace('/messages/*/visibility', 'All')),
  }),
  fault('typing.fails-later', 'That the originator types is accepted, and told to have failed.', {
    kills: ['MSG-008'],
    make: failingTyping,
  }),
  fault('message.to-agents-from-other', 'What the consultant writes is from somebody else.', {
    kills: ['MSG-003'],
    make: changing('agents-message', replace('/messages/*/from/participantId', NOBODY)),
  }),
  fault('message.to-all-lost', 'What the originator writes does not reach the consultant.', {
    kills: ['MSG-004'],
    make: delivering('message', 'consultant', lost),
  }),
  fault('consultant.not-told', 'The consultant is put into the session and told nothing.', {
    kills: ['TARG-001'],
    make: () => ({
      behaviour: { autoAccept: true },
      deliver: (delivery, at) =>
        at.recipient.role === 'consultant' && at.spelling.key in delivery.data ? [] : [delivery],
    }),
  }),
  fault('consultant.elsewhere', 'The consultant is told of a session with another id.', {
    kills: ['CORR-010'],
    make: changing(
      'consult-accepted',
      all(replace('/{session}/id', '0000Na9B26EFDEAD'), replace('/{session}/uri', elsewhere)),
    ),
  }),
  fault('consult.ignored', 'A Consult is accepted and nothing comes of it.', {
    kills: ['FIRST-001', 'SECOND-001'],
    with: ['FAIL-001'],
    make: () => ({ behaviour: { consultIgnored: true } }),
  }),
  fault('spelling.mixed', 'Notifications spell the channel in another way than addresses do.', {
    kills: ['CORR-011'],
    channels: ['sms'],
    make: changing(
      ['consult-participants', 'consult-joined'],
      all(rename('/{session}', 'smssession'), rename('/{uri}', 'smssessionUri')),
    ),
  }),
  fault(
    'spelling.mixed-in-addresses',
    'Addresses in notifications are spelt in another way than those served.',
    {
      kills: ['CORR-011'],
      channels: ['sms'],
      make: changing(
        ['consult-participants', 'consult-joined', 'consult-failed'],
        all(replace('/{session}/uri', withDoubleS), replace('/{uri}', withDoubleS)),
      ),
    },
  ),
  fault('state.consultant-missing', 'A GET of the session does not list the consultant.', {
    kills: ['STATE-001'],
    make: () => ({
      answer: (answer, at) => {
        const consultant = at.session?.participants.find(({ role }) => role === 'consultant');
        return at.operation === 'get-session' && at.role === 'originator' && consultant !== undefined
          ? { ...answer, body: dropping(answer.body ?? null, consultant.participantId) }
          : answer;
      },
    }),
  }),
  fault('state.other-state', 'While a consult runs, a GET of the session says that it is over.', {
    kills: ['STATE-004'],
    make: shownDuringConsult((session) => ({ ...session, state: 'Completed' })),
  }),
  fault('state.other-id', 'While a consult runs, a GET of the session has the id of another.', {
    kills: ['STATE-004'],
    make: shownDuringConsult((session) => ({ ...session, id: '0000Na9B26EFDEAD' })),
  }),
  fault('state.other-name', 'While a consult runs, a GET lists the consultant under another nickname.', {
    kills: ['STATE-004'],
    make: shownDuringConsult((session, consultant) => ({
      ...session,
      participants: (session['participants'] as readonly JsonObject[]).map((one) =>
        one['participantId'] === consultant ? { ...one, nickname: 'Somebody' } : one,
      ) as Json,
    })),
  }),
  fault(
    'state.customer-missing',
    'After a Consult that failed, a GET of the session does not list the customer.',
    {
      kills: ['STATE-002'],
      make: () => ({
        answer: (answer, at) => {
          const customer = at.session?.participants.find(({ role }) => role === 'customer');
          const concerned =
            at.session?.referenceId !== undefined && customer?.nickname.includes('consult-failed') === true;
          return at.operation === 'get-session' && concerned
            ? { ...answer, body: dropping(answer.body ?? null, customer.participantId) }
            : answer;
        },
      }),
    },
  ),
];

/** Tells the consultant nothing of the originator's typing, and the originator that it failed, with the next message. */
function failingTyping(): Omit<Quirk, 'id' | 'channels'> {
  const references = new Map<string, Json>();
  const errorOf = ({ channel, spelling, session }: DeliveryContext): JsonObject => ({
    notificationType: 'Error',
    messageType: channels[channel].stateMessageType,
    errorMessage: 'Operation failed',
    referenceId: references.get(session.id) ?? null,
    [spelling.key]: {
      id: session.id,
      state: 'Chatting',
      uri: session.uri,
      participants: [],
      capabilities: [],
    },
  });
  return {
    answer: (answer, { operation, role, session }) => {
      const isTyping = operation === 'SendStartTypingToAgentsNotification' && role === 'originator';
      const reference = (answer.body as JsonObject | undefined)?.['referenceId'];
      if (isTyping && session !== undefined && reference !== undefined) references.set(session.id, reference);
      return answer;
    },
    deliver: (delivery, at) => {
      const { event, recipient, session } = at;
      if (event === 'agents-typing' && recipient.role === 'consultant') return [];
      const isDue = event === 'message' && recipient.role === 'originator' && references.has(session.id);
      if (!isDue) return [delivery];
      const data = errorOf(at);
      references.delete(session.id);
      return [{ ...delivery, data }, delivery];
    },
  };
}

/** Changes the session that a GET returns to the originator while a consultant is in it. */
function shownDuringConsult(change: (session: JsonObject, consultant: string) => JsonObject): MakeQuirk {
  return () => ({
    answer: (answer, { operation, role, session }) => {
      const consultant = session?.participants.find((one) => one.role === 'consultant')?.participantId;
      if (operation !== 'get-session' || role !== 'originator' || consultant === undefined) return answer;
      const body = (answer.body ?? {}) as JsonObject;
      return { ...answer, body: inSession((one) => change(one, consultant))(body) };
    },
  });
}

/** A body without the participants of an id, wherever they stand. */
function dropping(body: Json, participantId: string): Json {
  return JSON.parse(
    JSON.stringify(body, (_, value: unknown) =>
      Array.isArray(value)
        ? value.filter((one) => (one as JsonObject | null)?.['participantId'] !== participantId)
        : value,
    ),
  ) as Json;
}

/** Changes what is told of the leaving of one who was consulted by a contact or through a queue. */
const leavingOfOthers = (event: 'left-message' | 'left-participants', change: Change): MakeQuirk =>
  delivering(event, 'originator', (delivery, at) => [
    isIn(at.session, 'consult-targets') ? { ...delivery, data: change(delivery.data, at) } : delivery,
  ]);

/** Faults of what follows. */
export const leaveFaults: readonly Fault[] = [
  fault(
    'leave.visible-through-queue',
    'The leaving of one who was not named as a user is marked as visible to all.',
    {
      kills: ['AFTER-004'],
      make: leavingOfOthers('left-message', replace('/messages/*/visibility', 'All')),
    },
  ),
  fault(
    'leave.ends-session-through-queue',
    'The leaving of one who was not named as a user ends the session.',
    {
      kills: ['AFTER-005'],
      make: leavingOfOthers('left-participants', replace('/{session}/state', 'Completed')),
    },
  ),
  fault('leave.untold', "The originator is not told of the consultant's leaving.", {
    kills: ['AFTER-002'],
    make: delivering('left-participants', 'originator', lost),
  }),
  fault('leave.ignored', 'The consultant leaves and stays.', {
    kills: ['AFTER-002'],
    make: () => ({ behaviour: { leaveIgnored: true } }),
  }),
  fault('leave.takes-customer', 'The customer leaves with the consultant.', {
    kills: ['AFTER-003'],
    make: changing(
      'left-participants',
      keeping((id, at) => id !== idOf(at, 'customer')),
    ),
  }),
  fault('leave.visible', "The entry of the consultant's leaving is visible to all.", {
    kills: ['AFTER-004'],
    make: changing('left-message', replace('/messages/*/visibility', 'All')),
  }),
  fault('leave.ends-session', 'The session is over for the originator when the consultant has left.', {
    kills: ['AFTER-005'],
    make: changing('left-participants', replace('/{session}/state', 'Completed')),
  }),
];
