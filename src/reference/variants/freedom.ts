/** Right servers that take liberties where the documents say nothing. */
import { isObject, type Json, type JsonObject } from '../json.ts';
import { all, remove, replace, type Mutation } from '../mutate.ts';
import type { AnswerContext, DeliveryContext, Outgoing, ReferenceEvent } from '../quirk.ts';
import { everywhere, remembering, variant, type Parts } from './changing.ts';
import type { Variant } from './variant.ts';

const entriesOf = ({ data: { messages } }: Outgoing): readonly JsonObject[] =>
  Array.isArray(messages) ? (messages as readonly JsonObject[]) : [];

/** Whether a delivery tells somebody of nothing but what it said itself. */
function isEcho(delivery: Outgoing, { session, event }: DeliveryContext): boolean {
  const own = session.participants
    .filter(({ userName }) => userName === delivery.recipient)
    .map(({ participantId }) => participantId);
  const isOwn = ({ from = null }: JsonObject): boolean =>
    isObject(from) && own.includes(String(from['participantId']));
  return (event === 'message' || event === 'agents-message') && entriesOf(delivery).every(isOwn);
}

/** Changes what is told of some events. */
function changing(events: readonly ReferenceEvent[], change: Mutation): Parts {
  return {
    deliver: (delivery, at) => [
      events.includes(at.event) ? { ...delivery, data: change(delivery.data, at) } : delivery,
    ],
  };
}

/** Tells a failure, and before or after it the session as it is. */
function withUpdate(order: 'before' | 'after'): Parts {
  const unchanged = all(
    replace('/notificationType', 'ParticipantsUpdated'),
    remove('/errorMessage'),
    remove('/referenceId'),
  );
  return {
    deliver: (delivery, at) => {
      if (at.event !== 'consult-failed') return [delivery];
      const update = { ...delivery, data: unchanged(delivery.data, at) };
      return order === 'before' ? [update, delivery] : [delivery, update];
    },
  };
}

/** Keeps one event back until another was told. */
function swapped(first: ReferenceEvent, second: ReferenceEvent): Parts {
  return {
    deliver: (delivery, { event }) => [event === first ? { ...delivery, holdUntil: second } : delivery],
  };
}

/** Notifications of which the documents know nothing, about a session and about none. */
const unknownOnes = ({ session: { id, uri }, spelling: { key, uriKey } }: DeliveryContext): JsonObject[] => [
  {
    messageType: 'InteractionMetrics',
    notificationType: 'MetricsUpdated',
    [uriKey]: uri,
    metrics: { wait: 3 },
  },
  { messageType: 'PresenceMessage', notificationType: 'PresenceUpdated', session: { id } },
  { messageType: 'ChannelStateChanged', [key]: id },
  {},
];

/** Numbers the participants of each session from 1, in the order in which they are told of. */
function numberingParticipants(): Parts {
  const sessions = new Map<string, Map<string, string>>();
  return everywhere((one, { id }) => {
    const { participantId } = one;
    if (typeof participantId !== 'string') return one;
    const known = sessions.get(id) ?? new Map<string, string>();
    const number = known.get(participantId) ?? String(known.size + 1);
    sessions.set(id, known.set(participantId, number));
    return { ...one, participantId: number };
  });
}

/** Answers a GET with a part of what it is otherwise answered with. */
function answering(operation: string, change: (body: JsonObject) => Json | undefined): Parts {
  return {
    answer: (answer, at: AnswerContext) => {
      const { body = null } = answer;
      const changed = at.operation === operation && isObject(body) ? change(body) : undefined;
      return changed === undefined ? answer : { ...answer, body: changed };
    },
  };
}

const withLog =
  (change: (log: readonly Json[]) => Json) =>
  (body: JsonObject): Json | undefined =>
    Array.isArray(body['messages']) ? { ...body, messages: change(body['messages'] as Json[]) } : undefined;

/** JSON with line ends, in which everything beyond ASCII is escaped. */
function spacious(body: Json): string {
  const escaped = (unit: string): string => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`;
  return JSON.stringify(body, undefined, 2).replaceAll(/[^ -~\n]/g, escaped);
}

/** That somebody types, as a message that is not of the log. */
const typingApart: Mutation = (data, { session, spelling }) => {
  const [entry] = (data['messages'] ?? []) as readonly JsonObject[];
  const { from = null, visibility = null, type = null } = entry ?? {};
  return {
    messageType: 'TypingNotification',
    notificationType: type,
    from,
    visibility,
    [spelling.uriKey]: session.uri,
  };
};

/** The failure of a Consult that was rejected, as a message of its own. */
const errorApart: Mutation = (data, at) => {
  const { [at.spelling.key]: _, ...rest } = data;
  const isRejected = at.session.participants.some(({ nickname }) => nickname.includes('consult-rejected'));
  return isRejected ? { ...rest, messageType: 'ErrorMessage', [at.spelling.uriKey]: at.session.uri } : data;
};

/** Everything that an agent who is only consulted is told of its own state. */
const consulting: Mutation = (data, at) =>
  at.recipient.role === 'consultant'
    ? replace('/{session}/state', (state) => (state === 'Chatting' ? 'Consulting' : state))(data, at)
    : data;

/** Differences in what is told, to whom, and in which order. */
const telling: readonly Variant[] = [
  variant('no-echo', 'Who says something is not told of it itself.', {
    deliver: (delivery, at) => (isEcho(delivery, at) ? [] : [delivery]),
  }),
  variant('unknown-types', 'Between the notifications are others of types that nobody knows.', {
    deliver: (delivery, at) => {
      const others = unknownOnes(at).map((data) => ({ ...delivery, data }));
      return [...others, delivery, ...others];
    },
  }),
  variant('update-before-failure', 'Before a failure the session is told unchanged.', withUpdate('before')),
  variant('update-after-failure', 'After a failure the session is told unchanged.', withUpdate('after')),
  variant(
    'rejection-by-other-error',
    'That the consultant rejects is told as an error of another message type, without the session.',
    changing(['consult-failed'], errorApart),
  ),
  variant('consulting-state', "A consultant's own state is Consulting.", {
    deliver: (delivery, at) => [{ ...delivery, data: consulting(delivery.data, at) }],
  }),
  variant(
    'offered-state',
    'Whoever is invited to a consult is told that it is Offered.',
    changing(['consult-invited'], replace('/{session}/state', 'Offered')),
  ),
  variant(
    'bare-invitation',
    'An invitation to a consult lists neither participants nor capabilities.',
    changing(['consult-invited'], all(remove('/{session}/participants'), remove('/{session}/capabilities'))),
  ),
  variant('consultant-topic', 'A consultant is told on a topic of its own.', {
    deliver: (delivery, { recipient: { role } }) => [
      role === 'consultant' ? { ...delivery, topic: '/v2/me/consultations' } : delivery,
    ],
  }),
  variant(
    'left-log-first',
    'That a consultant left is told by the log first.',
    swapped('left-participants', 'left-message'),
  ),
  variant(
    'joined-log-first',
    'That an agent came whom the customer sees is told by the log first.',
    swapped('joined-participants', 'joined-message'),
  ),
  variant(
    'typing-apart',
    'That somebody types is a message of its own, not of the log.',
    changing(['typing', 'agents-typing'], typingApart),
  ),
];

/** Differences in how it is written. */
const writing: readonly Variant[] = [
  remembering(
    'participants-numbered',
    'Participants are numbered from 1 in each session.',
    numberingParticipants,
  ),
  variant(
    'visibility-for-agents-only',
    'Only entries for agents have a visibility.',
    everywhere(({ visibility, ...one }) =>
      visibility === undefined || visibility === 'All' ? one : { ...one, visibility },
    ),
  ),
  variant(
    'zulu-timestamps',
    'Timestamps are in UTC and end in Z.',
    everywhere((one) =>
      typeof one['timestampSeconds'] === 'number'
        ? { ...one, timestamp: new Date(one['timestampSeconds']).toISOString() }
        : one,
    ),
  ),
  variant(
    'colon-offset',
    'The offset of timestamps from UTC has a colon.',
    everywhere((one) =>
      typeof one['timestamp'] === 'string'
        ? { ...one, timestamp: one['timestamp'].replace(/(\d\d)(\d\d)$/, '$1:$2') }
        : one,
    ),
  ),
  variant(
    'log-in-session',
    'A session has a list of messages, which is empty.',
    everywhere((one) => (one['capabilities'] === undefined ? one : { ...one, messages: [] })),
  ),
  variant('session-in-log', 'Notifications of the log bring the session along, with its id and address.', {
    deliver: (delivery, { session: { id, uri }, spelling: { key } }) => [
      entriesOf(delivery).length === 0
        ? delivery
        : { ...delivery, data: { ...delivery.data, [key]: { id, uri } } },
    ],
  }),
  variant('spacious-json', 'Answers have line ends, and everything beyond ASCII is escaped.', {
    answers: 'every',
    answer: (answer) => (answer.body === undefined ? answer : { ...answer, raw: spacious(answer.body) }),
  }),
  variant('vendor-json', 'Answers are declared as the JSON of a vendor.', {
    answers: 'every',
    answer: (answer) => ({
      ...answer,
      headers: { ...answer.headers, 'content-type': 'application/vnd.example.v2+json; charset=utf-8' },
    }),
  }),
];

/** Differences in what a GET shows. */
const showing: readonly Variant[] = [
  variant(
    'bare-session',
    'A GET of a session is answered with the session itself.',
    answering('get-session', (body) => Object.values(body).find((one) => isObject(one))),
  ),
  variant(
    'bare-log',
    'A GET of the log is answered with the list itself.',
    answering('get-messages', (body) => body['messages']),
  ),
  variant(
    'newest-first',
    'A GET of the log shows the newest entry first.',
    answering(
      'get-messages',
      withLog((log) => log.toReversed()),
    ),
  ),
  variant(
    'tail-of-log',
    'A GET of the log shows the last five entries, and does not say so.',
    answering(
      'get-messages',
      withLog((log) => log.slice(-5)),
    ),
  ),
];

/** Differences in which requests are counted together. */
const counting: readonly Variant[] = [
  variant('references-by-agent', 'The requests of each agent are counted by themselves.', {
    behaviour: { referencesOf: 'agent' },
  }),
  variant('references-by-channel', 'The requests of each channel are counted by themselves.', {
    behaviour: { referencesOf: 'channel' },
  }),
  variant('references-by-session', 'The requests of each session are counted by themselves.', {
    behaviour: { referencesOf: 'session' },
  }),
  variant('references-by-session-told', 'They are, and notifications of success carry them.', {
    behaviour: { referencesOf: 'session', referenceIdOnSuccess: true },
  }),
  variant('references-by-session-failing', 'They are, and of many consults at a time all fail but one.', {
    behaviour: { referencesOf: 'session', consultCapacity: { word: 'many-consults', most: 1 } },
  }),
];

/** The rows. */
export const freedomVariants: readonly Variant[] = [...telling, ...writing, ...showing, ...counting];
