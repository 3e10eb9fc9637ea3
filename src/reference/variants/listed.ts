/** Right servers that list more than the samples do, or tell less where the samples show nothing. */
import { isObject, type Json, type JsonObject } from '../json.ts';
import type { Answer, Quirk, SessionFacts } from '../quirk.ts';
import { replace } from '../mutate.ts';
import type { Variant } from './variant.ts';

type Parts = Variant['quirk'];

function variant(id: string, title: string, quirk: Parts): Variant {
  return { id, title, channels: ['chat', 'sms'], quirk };
}

/** Changes every object in a value, the inner ones first. */
function changedIn(value: Json, change: (object: JsonObject) => JsonObject): Json {
  if (Array.isArray(value)) return (value as readonly Json[]).map((one) => changedIn(one, change));
  if (!isObject(value)) return value;
  const members = Object.entries(value).map(([name, one]) => [name, changedIn(one, change)] as const);
  return change(Object.fromEntries(members));
}

/** Changes every object that an agent is sent, in notifications and in answers. */
function everywhere(change: (object: JsonObject) => JsonObject): Parts {
  const within = (body: Json): Json => changedIn(body, change);
  return {
    deliver: (delivery) => [{ ...delivery, data: within(delivery.data) as JsonObject }],
    answer: (answer) => (answer.body === undefined ? answer : { ...answer, body: within(answer.body) }),
  };
}

/** Changes the session as an agent sees it who is alone with the customer. */
function whileAlone(change: (session: JsonObject) => JsonObject): Parts {
  const isAlone = ({ state, capabilities }: JsonObject): boolean =>
    state === 'Chatting' && Array.isArray(capabilities) && !capabilities.includes('SendToAgents');
  return everywhere((object) => (isAlone(object) ? change(object) : object));
}

const added = (list: Json | undefined, more: Json): Json => [...(list as readonly Json[]), more];

/** The server itself, as a participant of a session. */
const system = ({ id }: JsonObject): JsonObject => ({
  nickname: 'system',
  type: 'External',
  participantId: `system of ${String(id)}`,
});

/** Adds the server itself to a session in which a Consult was asked for, and whoever is consulted is not there. */
const systemOnceAsked = (body: Json, session: SessionFacts | undefined): Json =>
  session?.referenceId === undefined || session.participants.some(({ role }) => role === 'consultant')
    ? body
    : changedIn(body, (object) =>
        Array.isArray(object['capabilities']) && Array.isArray(object['participants'])
          ? { ...object, participants: added(object['participants'], system(object)) }
          : object,
      );

/** What payloads of real servers were seen to carry beyond the samples. */
function asSeen(object: JsonObject): JsonObject {
  const { participantId, nickname, capabilities, messages } = object;
  if (participantId !== undefined)
    return {
      ...object,
      id: participantId,
      visibility: 'All',
      uri: `http://localhost:8080/api/v2/users/${String(nickname)}`,
      path: `/users/${String(nickname)}`,
    };
  if (capabilities !== undefined) return { ...object, path: '/chats/1', userData: { RStrategyName: 'a' } };
  return messages === undefined ? object : { ...object, chatPath: '/chats/1' };
}

/** Sessions with one more capability, of a name that the documents lack. */
const withRecall = (value: Json): Json =>
  changedIn(value, (object) =>
    Array.isArray(object['capabilities'])
      ? { ...object, capabilities: added(object['capabilities'], 'RecallConsult') }
      : object,
  );

/** Whoever leaves is told so as a change of participants too, of whom it sees none any more. */
const tellingWhoLeft: NonNullable<Quirk['deliver']> = (delivery, at) => {
  if (at.event !== 'completed') return [delivery];
  const data: JsonObject = { ...delivery.data, notificationType: 'ParticipantsUpdated' };
  return [{ ...delivery, data: replace('/{session}/participants', [])(data, at) }, delivery];
};

const typing: readonly string[] = ['typing', 'agents-typing'];

const breaking = (answer: Answer): Answer => ({ ...answer, status: 500, body: { statusCode: 4 } });

/** The log without the entries about agents who left. */
function withoutLeaving(answer: Answer): Answer {
  const { messages, ...rest } = (answer.body ?? {}) as JsonObject;
  if (!Array.isArray(messages)) return answer;
  const kept = (messages as readonly JsonObject[]).filter(
    ({ type, visibility }) => type !== 'ParticipantLeft' || visibility !== 'Agents',
  );
  return { ...answer, body: { ...rest, messages: kept } };
}

/** The rows. */
export const listedVariants: readonly Variant[] = [
  variant('log-first', 'The entry of the log is told before the participants.', {
    behaviour: { consultOrder: 'log-first' },
  }),
  variant('conference-name', 'A conference is offered as Conference alone.', {
    behaviour: { conferenceName: 'conference' },
  }),
  variant('originator-joins-twice', 'The originator is listed again, and the log tells of that first.', {
    behaviour: { originatorTwice: true, originatorJoinsTwice: true },
  }),
  variant(
    'originator-stays-twice',
    'The originator stays listed twice, in each consult under another second id.',
    {
      behaviour: { originatorTwice: true, secondIdStays: true },
    },
  ),
  variant('routing-joins', 'What routes the consults of a queue is listed, and the log tells of it.', {
    behaviour: { routingJoins: true },
  }),
  variant(
    'capability-while-alone',
    'A capability that the documents do not have is offered to who is alone with the customer.',
    whileAlone((session) => ({
      ...session,
      capabilities: added(session['capabilities'], 'LeaveAndComplete'),
    })),
  ),
  variant(
    'capability-until-failure',
    'A Consult that fails takes a capability that the documents do not have.',
    {
      deliver: (delivery, { event }) => [
        event === 'consult-failed'
          ? delivery
          : { ...delivery, data: withRecall(delivery.data) as JsonObject },
      ],
      answer: (answer, { operation }) =>
        operation === 'get-session' && answer.body !== undefined
          ? { ...answer, body: withRecall(answer.body) }
          : answer,
    },
  ),
  variant(
    'system-while-alone',
    'The server itself is listed until a consultant joins.',
    whileAlone((session) => ({ ...session, participants: added(session['participants'], system(session)) })),
  ),
  variant(
    'system-once-asked',
    'The server itself is listed from a Consult on until somebody comes, if anybody does.',
    {
      deliver: (delivery, { session }) => [
        { ...delivery, data: systemOnceAsked(delivery.data, session) as JsonObject },
      ],
      answer: (answer, { session }) =>
        answer.body === undefined ? answer : { ...answer, body: systemOnceAsked(answer.body, session) },
    },
  ),
  variant('payload-as-seen', 'Payloads carry what those of real servers do.', everywhere(asSeen)),
  variant('leaver-told', 'Who leaves is told that the list of participants is empty.', {
    deliver: tellingWhoLeft,
  }),
  variant('last-entry-along', 'The notification of the joining brings what was said last along.', {
    behaviour: { lastEntryAlong: true },
  }),
  variant('leaving-unlogged', "The log has no entry about a consultant's leaving.", {
    deliver: (delivery, { event }) => (event === 'left-message' ? [] : [delivery]),
    answer: (answer, { operation }) => (operation === 'get-messages' ? withoutLeaving(answer) : answer),
  }),
  variant('typing-unnumbered', 'That somebody types has the number of the last entry of the log.', {
    deliver: (delivery, at) =>
      typing.includes(at.event)
        ? [{ ...delivery, data: replace('/messages/*/index', at.session.lastIndex - 1)(delivery.data, at) }]
        : [delivery],
  }),
  variant('no-session-get', 'The session is not served to a GET.', {
    answer: (answer, { operation }) =>
      operation === 'get-session' ? { ...answer, status: 404, body: { statusCode: 6 } } : answer,
  }),
  variant('other-interface-breaks', 'What is posted without /me breaks the interface that is there.', {
    answers: 'every',
    answer: (answer, { operation, method }) =>
      method === 'POST' && ['customer', 'unknown'].includes(operation) && answer.status >= 400
        ? breaking(answer)
        : answer,
  }),
];
