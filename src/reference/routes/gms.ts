/** The chat of Genesys Mobile Services (GMS, "Chat API"): other addresses and words for what a customer does. */
import type { JsonObject } from '../json.ts';
import type { CustomerMessage } from '../quirk.ts';
import { openSession } from '../session/enter.ts';
import type { CustomerKeys, Session } from '../session/session.ts';
import { isRefusal, refuse, type Refusal } from '../status.ts';
import { agentFor, deeds, inSession, look, nicknameIn, type Customer } from './customer-side.ts';
import type { Reply, Route, RouteRequest } from './route.ts';

/** The one chat service, and the path below which it answers. */
const GMS_SERVICE = 'consult-test';

/** Where the chat service is, below the base path. */
export const GMS_PATH = `/genesys/2/chat/${GMS_SERVICE}`;

/** GMS says 2 of everything that it refuses, and the reasons in a list. */
function refusedByGms({ statusCode, statusMessage, httpStatus }: Refusal): Reply {
  const errors = [{ code: 200 + statusCode, advice: statusMessage }];
  return { status: httpStatus, body: { statusCode: 2, errors } };
}

/** GMS's words for the kinds of messages; the others are the same. */
const types: Readonly<Record<string, string>> = { Text: 'Message' };

/** GMS's words for those who take part; the others are the same. */
const people: Readonly<Record<string, string>> = { Customer: 'Client' };

function gmsMessage(message: CustomerMessage, all: readonly CustomerMessage[]): JsonObject {
  const { index, from, type, text, timestampSeconds } = message;
  const nameOf = ({ from: { nickname, type: kind } }: CustomerMessage): string => `${kind} ${nickname}`;
  const names = [...new Set(all.map(nameOf))];
  return {
    index,
    type: types[type] ?? type,
    ...(text === undefined ? {} : { text }),
    from: {
      nickname: from.nickname,
      participantId: 1 + names.indexOf(nameOf(message)),
      type: people[from.type] ?? from.type,
    },
    utcTime: timestampSeconds,
  };
}

/** The state of a chat as every answer of GMS tells it, with the messages from a position on. */
function transcript(request: RouteRequest, session: Session, position: number): JsonObject {
  const { state, messages } = look(request, session);
  const { userId = '', secureKey = '', alias = '' } = session.keys ?? {};
  const shown = messages.filter(({ index }) => index >= position);
  return {
    chatId: session.customerId,
    userId,
    secureKey,
    alias,
    chatEnded: state === 'Completed',
    messages: shown.map((message) => gmsMessage(message, messages)),
    nextPosition: 1 + Math.max(position - 1, ...messages.map(({ index }) => index)),
    statusCode: 0,
  };
}

/** Begins a chat: `POST /genesys/2/chat/{service}`. */
function begin(request: RouteRequest): Reply {
  const { world, params, body } = request;
  if (params[0] !== GMS_SERVICE) return refusedByGms(refuse(6, 'no such service'));
  const nickname = nicknameIn(body);
  if (typeof nickname !== 'string') return refusedByGms(nickname);
  const agent = agentFor(world, 'chat', body['userData[agent]']);
  if (isRefusal(agent)) return refusedByGms(agent);
  const { session, notices } = openSession(world, { channel: 'chat', agent, nickname });
  session.keys = { userId: world.ids.secret(), secureKey: world.ids.secret(), alias: '117' };
  const about = { channel: 'chat', session, role: 'customer', notices } as const;
  return { status: 200, body: transcript(request, session, 1), ...about };
}

const keyNames: readonly (keyof CustomerKeys)[] = ['userId', 'secureKey', 'alias'];

/** Runs what a customer asks for who shows the keys of the chat. */
function withKeys(run: Customer): Route['run'] {
  return (request) => {
    const [service = '', ...params] = request.params;
    if (service !== GMS_SERVICE) return refusedByGms(refuse(6, 'no such service'));
    const found = inSession(
      (inner, session) => {
        const { body } = inner;
        const missing = keyNames.find((name) => body[name] === undefined);
        if (missing !== undefined) return refusedByGms(refuse(1, missing));
        const wrong = keyNames.find((name) => session.keys?.[name] !== body[name]);
        return wrong === undefined ? run(inner, session) : refusedByGms(refuse(3, `${wrong} is wrong`));
      },
      ['chat'],
    );
    return found({ ...request, params });
  };
}

const refresh: Customer = (request, session) => {
  const { transcriptPosition: position = '1' } = request.body;
  if (typeof position !== 'string' || !/^\d{1,9}$/.test(position))
    return refusedByGms(refuse(10, 'transcriptPosition is no number'));
  return { status: 200, body: transcript(request, session, Number(position)) };
};

/** Has the customer do what the same deed does in GWS, with the words of GMS. */
function does(deed: 'SendMessage' | 'Leave', membersOf: (body: JsonObject) => JsonObject): Customer {
  return (request, session) => {
    const done = deeds[deed]?.(request.world, session, membersOf(request.body)) ?? [];
    if (isRefusal(done)) return refusedByGms(done);
    const operation = `customer-${deed}`;
    return { status: 200, body: transcript(request, session, 1), operation, notices: done };
  };
}

const send = does('SendMessage', ({ message }) => (message === undefined ? {} : { text: message }));
const form = { access: 'anybody', method: 'POST', takes: 'form' } as const;
const CHATS = '/genesys/2/chat/:service';

/** The routes of GMS. */
export const gmsRoutes: readonly Route[] = [
  { ...form, name: 'gms-begin', path: CHATS, run: begin },
  { ...form, name: 'gms-send', path: `${CHATS}/:id/send`, run: withKeys(send) },
  { ...form, name: 'gms-refresh', path: `${CHATS}/:id/refresh`, run: withKeys(refresh) },
  {
    ...form,
    name: 'gms-disconnect',
    path: `${CHATS}/:id/disconnect`,
    run: withKeys(does('Leave', () => ({}))),
  },
];
