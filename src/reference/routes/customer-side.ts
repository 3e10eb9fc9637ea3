/** What the routes of customers have in common: finding their session, looking at it, saying something, leaving. */
import { channelIds, type ChannelId } from '../../model/channel.ts';
import type { Json, JsonObject } from '../json.ts';
import { applyView, type CustomerView } from '../quirk.ts';
import { customerView } from '../session/customer-view.ts';
import { customerLeaves } from '../session/exit.ts';
import { factsOf } from '../session/facts.ts';
import { append } from '../session/log.ts';
import { logNotices } from '../session/render.ts';
import { isConsultOn, presentAgents, type Notice, type Session } from '../session/session.ts';
import { refuse, type Refusal } from '../status.ts';
import { agentNamed, type Agent } from '../staff.ts';
import type { World } from '../world.ts';
import { ok, refused, type Reply, type Route, type RouteRequest } from './route.ts';

/** What is done for a customer in a session of its own. */
export type Customer = (request: RouteRequest, session: Session) => Reply;

/** Runs what a customer asks for in a session that it knows the id of. */
export function inSession(run: Customer, channels: readonly string[] = channelIds): Route['run'] {
  return (request) => {
    const session = request.world.sessionsByCustomer.get(request.params[0] ?? '');
    if (session === undefined || !channels.includes(session.channel))
      return refused(refuse(6, 'no such session'));
    const { channel } = session;
    return { channel, session, role: 'customer', ...run(request, session) };
  };
}

/** What the customer sees, with the last word of the quirks. */
export function look({ world, quirks }: RouteRequest, session: Session): CustomerView {
  const { channel } = session;
  return applyView(quirks, customerView(world, session), { channel, session: factsOf(world, session) });
}

/** A value that is JSON by construction, as such. */
export function asJson(value: unknown): Json {
  return value as Json;
}

/** Something that a customer does in a session. */
export type Deed = (world: World, session: Session, body: JsonObject) => readonly Notice[] | Refusal;

const leaving: Deed = (world, session) => customerLeaves(world, session);

/** What customers can do, by the name of the operation. */
export const deeds: Readonly<Record<string, Deed>> = {
  SendMessage: (world, session, { text }) => {
    if (text === undefined) return refuse(1, 'text');
    if (typeof text !== 'string' || text === '') return refuse(10, 'text is no text');
    if (session.customer.state !== 'Chatting') return refuse(2, 'nobody is there');
    if (world.behaviour[session.channel].consultMutesCustomer && isConsultOn(session))
      return refuse(2, 'not now');
    const entry = append(world, session, { from: session.customer, type: 'Text', visibility: 'All', text });
    return logNotices(world, session, { event: 'message', entries: [entry], to: presentAgents(session) });
  },
  Leave: leaving,
  Complete: leaving,
};

/** Does what the body names. */
export const act: Customer = ({ world, body }, session) => {
  const { operationName: name } = body;
  if (name === undefined) return refused(refuse(1, 'operationName'));
  const deed = typeof name === 'string' && Object.hasOwn(deeds, name) ? deeds[name] : undefined;
  if (deed === undefined) return refused(refuse(10, 'operationName is unknown'));
  const notices = deed(world, session, body);
  const operation = `customer-${String(name)}`;
  return 'statusCode' in notices ? { ...refused(notices), operation } : { ...ok(), operation, notices };
};

/** The nickname that a body gives, or why it gives none. */
export function nicknameIn({ nickname }: JsonObject): string | Refusal {
  if (nickname === undefined) return refuse(1, 'nickname');
  return typeof nickname === 'string' && nickname.trim() !== ''
    ? nickname
    : refuse(10, 'nickname is no name');
}

/** The agent whom a customer names; when it names none, whoever takes customers and is ready. */
export function agentFor(world: World, channel: ChannelId, name: Json | undefined): Agent | Refusal {
  if (name === undefined) {
    const ready = world.agents.find((one) => one.takesCustomers && world.isReady(one, channel));
    return ready ?? refuse(2, 'no agent is ready');
  }
  const agent = typeof name === 'string' ? agentNamed(name) : undefined;
  return agent ?? refuse(6, 'agent is no user name');
}
