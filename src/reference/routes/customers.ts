/** Routes of the customer: the chat API of GWS, and the server's own control address for both channels. */
import { channelIds } from '../../model/channel.ts';
import { isObject } from '../json.ts';
import { openSession } from '../session/enter.ts';
import { customerLeaves } from '../session/exit.ts';
import { isRefusal, refuse } from '../status.ts';
import { uriOf } from '../world.ts';
import { act, agentFor, asJson, inSession, look, nicknameIn, type Customer } from './customer-side.ts';
import { ok, refused, type Reply, type Route, type RouteRequest } from './route.ts';
import { contactCenterId } from './work.ts';

/** Opens a session with the agent that the request names, or with one who is ready: `POST /reference/sessions`. */
function open({ world, body }: RouteRequest): Reply {
  const channel = channelIds.find((id) => id === body['channel']);
  if (channel === undefined) return refused(refuse(10, `channel is one of ${channelIds.join(', ')}`));
  const agent = agentFor(world, channel, body['agent']);
  if (isRefusal(agent)) return refused(agent);
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
  const { userData = null } = body;
  const agent = agentFor(world, 'chat', isObject(userData) ? userData['agent'] : undefined);
  if (isRefusal(agent)) return refused(agent);
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
