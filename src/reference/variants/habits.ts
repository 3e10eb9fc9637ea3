/** Right servers whose messages have habits that the documents neither have nor rule out. */
import type { Json, JsonObject } from '../json.ts';
import type { Answer, DeliveryContext, Outgoing, ReferenceEvent } from '../quirk.ts';
import { everywhere, mapObjects, remembering, variant, type Parts } from './changing.ts';
import type { Variant } from './variant.ts';

/** Members that a server may write as `null` where it has nothing to say, by a member that objects of their kind have. */
const nothings: readonly { readonly beside: string; readonly members: readonly string[] }[] = [
  { beside: 'notificationType', members: ['referenceId', 'errorMessage', 'phone'] },
  { beside: 'statusCode', members: ['statusMessage', 'errors'] },
  { beside: 'participantId', members: ['visibility', 'uri', 'path'] },
  { beside: 'index', members: ['text', 'metrics'] },
  { beside: 'capabilities', members: ['userData', 'path', 'queue'] },
];

const withNothings = (one: JsonObject): JsonObject => {
  const members = nothings.flatMap(({ beside, members: names }) => (Object.hasOwn(one, beside) ? names : []));
  return { ...Object.fromEntries(members.map((name) => [name, null])), ...one };
};

/** Puts a participant into every list, whatever session it is of. */
function withParticipant(participant: JsonObject): Parts {
  return everywhere((one) =>
    Array.isArray(one['participants'])
      ? { ...one, participants: [participant, ...(one['participants'] as readonly Json[])] }
      : one,
  );
}

/** An agent has one participantId in every session, by its user. */
function participantsByUser(): Parts {
  const users = new Map<string, string>();
  return everywhere((one, { participants }) => {
    for (const { participantId, userName } of participants)
      if (userName !== undefined) users.set(participantId, userName);
    const user = users.get(String(one['participantId']));
    return user === undefined ? one : { ...one, participantId: `0090-${user}` };
  });
}

/** Lists a participant only by what identifies it, in the answer to a GET. */
const briefly = (answer: Answer): Answer =>
  answer.body === undefined
    ? answer
    : {
        ...answer,
        body: mapObjects(answer.body, (one) => {
          const { nickname, ...rest } = one;
          return Object.hasOwn(one, 'participantId') && nickname !== undefined ? rest : one;
        }),
      };

/** Tells an event in another way as well, before or after its own. */
function alsoAs(event: ReferenceEvent, types: readonly string[], order: 'before' | 'around'): Parts {
  return {
    deliver: (delivery, at) => {
      if (at.event !== event) return [delivery];
      const others = types.map((notificationType) => ({
        ...delivery,
        data: { ...delivery.data, notificationType },
      }));
      return [...others, delivery, ...(order === 'around' ? others : [])];
    },
  };
}

/** Brings the entries of the log that an agent was told of before along, at most so many in all. */
function bringingAlong(most: number): Parts {
  const told = new Map<string, readonly Json[]>();
  return {
    deliver: (delivery: Outgoing, { session }: DeliveryContext) => {
      const { messages } = delivery.data;
      if (!Array.isArray(messages)) return [delivery];
      const key = `${session.id} ${delivery.recipient}`;
      const log = [...(told.get(key) ?? []), ...(messages as readonly Json[])].slice(-most);
      told.set(key, log);
      return [{ ...delivery, data: { ...delivery.data, messages: log } }];
    },
  };
}

/** Offers a session to all agents, and takes it back from the others when one has it. */
const offeringToAll: NonNullable<Parts['deliver']> = (delivery, at) => {
  const isNew = at.session.participants.length <= 2 && at.session.referenceId === undefined;
  if (!isNew || (at.event !== 'invited' && at.event !== 'accepted')) return [delivery];
  const { key } = at.spelling;
  const session = {
    ...(delivery.data[key] as JsonObject),
    state: at.event === 'invited' ? 'Invited' : 'Revoked',
  };
  const data = {
    ...delivery.data,
    notificationType: 'StatusChange',
    [key]: { ...session, capabilities: [] },
  };
  const others = at.agents.filter(({ userName }) => userName !== delivery.recipient);
  return [delivery, ...others.map(({ userName }) => ({ ...delivery, recipient: userName, data }))];
};

const bot: JsonObject = { nickname: 'Helper', type: 'Bot', participantId: '009052CB00000001' };

/** The rows. */
export const habitVariants: readonly Variant[] = [
  variant('nulls', 'Members of which there is nothing to say are null.', everywhere(withNothings)),
  variant(
    'bot-everywhere',
    'One bot takes part in every session, under one participantId.',
    withParticipant(bot),
  ),
  remembering(
    'participants-by-user',
    'An agent has the same participantId in every session.',
    participantsByUser,
  ),
  variant('brief-session', 'A GET of a session lists participants without their nicknames.', {
    answer: (answer, { operation }) => (operation === 'get-session' ? briefly(answer) : answer),
  }),
  remembering('whole-log-along', 'Each notification of the log brings the whole log along.', () =>
    bringingAlong(1_000),
  ),
  remembering('entry-before-along', 'Each notification of the log brings the entry before along.', () =>
    bringingAlong(2),
  ),
  variant('offered-to-all', 'A session of a customer is offered to all agents, of whom one takes it.', {
    deliver: offeringToAll,
  }),
  variant('paged-log', 'A GET of the log shows the last five entries, and how many there are.', {
    answer: (answer, { operation }) => {
      const { messages, ...rest } = (answer.body ?? {}) as JsonObject;
      if (operation !== 'get-messages' || !Array.isArray(messages)) return answer;
      const body = {
        ...rest,
        messages: (messages as readonly Json[]).slice(-5),
        totalCount: messages.length,
      };
      return { ...answer, body };
    },
  }),
  variant('two-topics', 'Everything is told on two topics.', {
    deliver: (delivery) => [delivery, { ...delivery, topic: '/v2/me/interactions' }],
  }),
  variant('participants-told-twice', 'The change of participants is told twice.', {
    deliver: (delivery, { event }) => (event === 'consult-participants' ? [delivery, delivery] : [delivery]),
  }),
  variant(
    'state-told-besides',
    'That the participants changed is also told as changes of state and of properties.',
    alsoAs('consult-participants', ['StatusChange', 'PropertiesUpdated'], 'around'),
  ),
  variant('history-to-consultant', 'The consultant is told with its joining what was said before.', {
    deliver: (delivery, at) => {
      const { messages } = delivery.data;
      if (at.event !== 'consult-joined' || at.recipient.role !== 'consultant' || !Array.isArray(messages))
        return [delivery];
      const [join] = messages as readonly JsonObject[];
      const customer = at.session.participants.find(({ type }) => type === 'Customer');
      const from = {
        nickname: customer?.nickname ?? '',
        type: 'Customer',
        participantId: customer?.participantId ?? '',
      };
      const older = { ...join, index: 0, from, visibility: 'All', type: 'Text', text: 'Good day' };
      return [
        { ...delivery, data: { ...delivery.data, messages: [older, ...(messages as readonly Json[])] } },
      ];
    },
  }),
  variant('status-201', 'Accepted operations are answered with 201.', {
    answer: (answer, { method }) =>
      method === 'POST' && answer.status === 200 ? { ...answer, status: 201 } : answer,
  }),
];
