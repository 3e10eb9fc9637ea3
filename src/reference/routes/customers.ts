/** Routes of the customer: the chat API of GWS, and the server's own control address for both channels. */
import { channelIds } from '../../model/channel.ts';
import type { Json, JsonObject } from '../json.ts';
import { applyView, type CustomerView } from '../quirk.ts';
import { customerView } from '../session/customer-view.ts';
import { openSession } from '../session/enter.ts';
import { customerLeaves } from '../session/exit.ts';
import { factsOf } from '../session/facts.ts';
import { append } from '../session/log.ts';
import { logNotices } from '../session/render.ts';
import { presentAgents, type Notice, type Session } from '../session/session.ts';
import { refuse, type Refusal } from '../status.ts';
import { agentNamed, uriOf, type World } from '../world.ts';
import { ok, refused, type Reply, type Route, type RouteRequest } from './route.ts';
import { contactCenterId } from './work.ts';

type Customer = (request: RouteRequest, session: Session) => Reply;

/** Runs what a customer asks for in a session that it knows the id of. */
function inSession(run: Customer, channels: readonly string[] = channelIds): Route['run'] {
  return (request) => {
    const session = request.world.sessionsByCustomer.get(request.params[0] ?? '');
    if (session === undefined || !channels.includes(session.channel))
      return refused(refuse(6, 'no such session'));
    const { channel } = session;
    return { channel, session, role: 'customer', ...run(request, session) };
  };
}

function look({ world, quirks }: RouteRequest, session: Session): CustomerView {
  const { channel } = session;
  return applyView(quirks, customerView(world, session), { channel, session: factsOf(world, session) });
}

function asJson(value: unknown): Json {
  return value as Json;
}

type Deed = (world: World, session: Session, body: JsonObject) => readonly Notice[] | Refusal;

const leaving: Deed = (world, session) => customerLeaves(world, session);

const deeds: Readonly<Record<string, Deed>> = {
  SendMessage: (world, session, { text }) => {
    if (text === undefined) return refuse(1, 'text');
    if (typeof text !== 'string' || text === '') return refuse(10, 'text is no text');
    if (session.customer.state !== 'Chatting') return refuse(2, 'nobody is there');
    const entry = append(world, session, { from: session.customer, type: 'Text', visibility: 'All', text });
    return logNotices(world, session, { event: 'message', entries: [entry], to: presentAgents(session) });
  },
  Leave: leaving,
  Complete: leaving,
};

const act: Customer = ({ world, body }, session) => {
  const { operationName: name } = body;
  if (name === undefined) return refused(refuse(1, 'operationName'));
  const deed = typeof name === 'string' && Object.hasOwn(deeds, name) ? deeds[name] : undefined;
  if (deed === undefined) return refused(refuse(10, 'operationName is unknown'));
  const notices = deed(world, session, body);
  const operation = `customer-${String(name)}`;
  return 'statusCode' in notices ? { ...refused(notices), operation } : { ...ok(), operation, notices };
};

function nicknameIn({ nickname }: JsonObject): string | Refusal {
  if (nickname === undefined) return refuse(1, 'nickname');
  return typeof nickname === 'string' && nickname.trim() !== ''
    ? nickname
    : refuse(10, 'nickname is no name');
}

/** Opens a session with the agent that the request names: `POST /reference/sessions`. */
function open({ world, body }: RouteRequest): Reply {
  const channel = channelIds.find((id) => id === body['channel']);
  if (channel === undefined) return refused(refuse(10, `channel is one of ${channelIds.join(', ')}`));
  const agent = typeof body['agent'] === 'string' ? agentNamed(body['agent']) : undefined;
  if (agent === undefined) return refused(refuse(6, 'agent is no user name'));
  const nickname = nicknameIn(body);
  if (typeof nickname !== 'string') return refused(nickname);
  const { session, notices } = openSession(world, { channel, agent, nickname });
  const { id: sessionId, customerId } = session;
  return {
    status: 201,
    body: { statusCode: 0, sessionId, customerId },
    channel,
    session,
    role: 'customer',
    notices,
  };
}

/** Opens a chat with whoever takes customers: `POST /chats` (GWS, "RequestChat"). */
function requestChat({ world, body, headers }: RouteRequest): Reply {
  if (headers['contactcenterid'] !== contactCenterId)
    return refused(refuse(3, 'the header ContactCenterId is wrong'));
  if (body['operationName'] !== 'RequestChat') return refused(refuse(10, 'operationName is unknown'));
  const nickname = nicknameIn(body);
  if (typeof nickname !== 'string') return refused(nickname);
  const agent = world.agents.find((one) => one.takesCustomers && world.isReady(one, 'chat'));
  if (agent === undefined) return refused(refuse(2, 'no agent is ready'));
  const { session, notices } = openSession(world, { channel: 'chat', agent, nickname });
  const { customerId: id } = session;
  const address = { id, uri: uriOf(world, `/chats/${id}`), path: `/chats/${id}` };
  return { ...ok(address), channel: 'chat', session, role: 'customer', notices };
}

const showChat: Customer = (request, session) => {
  const { state, participants } = look(request, session);
  const { customerId: id } = session;
  const path = `/chats/${id}`;
  return ok({
    chat: { id, state, participants: asJson(participants), uri: uriOf(request.world, path), path },
  });
};

const byAnybody = { access: 'anybody' } as const;
const CONTROL = '/reference/sessions';
const CHATS = '/api/v2/chats';

/** The routes of customers. */
export const customerRoutes: readonly Route[] = [
  { ...byAnybody, name: 'open-session', method: 'POST', path: CONTROL, run: open },
  {
    ...byAnybody,
    name: 'customer-view',
    method: 'GET',
    path: `${CONTROL}/:id`,
    run: inSession((request, session) => ({ status: 200, body: asJson(look(request, session)) })),
  },
  { ...byAnybody, name: 'customer', method: 'POST', path: `${CONTROL}/:id`, run: inSession(act) },
  {
    ...byAnybody,
    name: 'customer-Leave',
    method: 'DELETE',
    path: `${CONTROL}/:id`,
    run: inSession(({ world }, session) => ({ ...ok(), notices: customerLeaves(world, session) })),
  },
  { ...byAnybody, name: 'RequestChat', method: 'POST', path: CHATS, run: requestChat },
  {
    ...byAnybody,
    name: 'customer-chat',
    method: 'GET',
    path: `${CHATS}/:id`,
    run: inSession(showChat, ['chat']),
  },
  {
    ...byAnybody,
    name: 'customer-messages',
    method: 'GET',
    path: `${CHATS}/:id/messages`,
    run: inSession((request, session) => ok({ messages: asJson(look(request, session).messages) }), ['chat']),
  },
  { ...byAnybody, name: 'customer', method: 'POST', path: `${CHATS}/:id`, run: inSession(act, ['chat']) },
];
