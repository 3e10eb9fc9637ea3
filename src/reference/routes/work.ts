/** Routes by which an agent learns who it is and begins and ends its work (GWS, "Login"). */
import { channelIds } from '../../model/channel.ts';
import type { JsonObject } from '../json.ts';
import { hasMultimedia } from '../operations/target.ts';
import { refuse } from '../status.ts';
import type { Agent } from '../staff.ts';
import { uriOf, type World } from '../world.ts';
import { ok, refused, type Reply, type Route, type RouteRequest } from './route.ts';

const CONTACT_CENTER = '8f0c7a3de5b14d6f9c2e61b0a7d4f835';

/** The id of the one contact centre. */
export const contactCenterId: string = CONTACT_CENTER;

function me({ world, agent, query }: RouteRequest): Reply {
  if (agent === undefined) return refused(refuse(20));
  const wanted = new Set((query.get('subresources') ?? '').split(','));
  const parts = Object.entries(subresources).filter(([name]) => wanted.has(name) || wanted.has('*'));
  return ok({
    user: {
      ...resourceOf(world, agent),
      contactCenterId: CONTACT_CENTER,
      ...Object.fromEntries(parts.map(([name, make]) => [name, make(world, agent)])),
    },
  });
}

const subresources: Readonly<Record<string, (world: World, agent: Agent) => readonly JsonObject[]>> = {
  features: (world, { features }) =>
    features.map((id) => ({ id, uri: uriOf(world, `/features/${id}`), path: `/features/${id}` })),
  devices: () => [],
  channels: () => channelIds.map((id) => ({ id, channel: id })),
};

/** An agent as a resource. */
export function resourceOf(world: World, agent: Agent): JsonObject {
  const { userId: id, userName, firstName, lastName } = agent;
  return { id, userName, firstName, lastName, uri: uriOf(world, `/users/${id}`), path: `/users/${id}` };
}

type WorkOperation = (request: RouteRequest) => Reply;

const workOperations: Readonly<Record<string, WorkOperation>> = {
  StartContactCenterSession: ({ login }) => {
    if (login !== undefined) login.isWorking = true;
    return ok();
  },
  EndContactCenterSession: ({ login, logins }) => {
    if (login !== undefined) logins.end(login);
    return ok();
  },
};

const readiness: Readonly<Record<string, WorkOperation>> = {
  Ready: ({ login, logins, params, world }) => {
    const channel = channelIds.find((id) => id === params[0]);
    if (channel === undefined) return refused(refuse(6, 'no such channel'));
    if (login === undefined || !logins.isWorking(login.agent))
      return refused(refuse(2, 'no contact-centre session'));
    if (!world.behaviour[channel].readyWithoutFeature && !hasMultimedia(login.agent))
      return refused(refuse(5, 'the feature api-multimedia is missing'));
    login.ready.add(channel);
    return ok();
  },
  NotReady: ({ login, logins, params }) => {
    const channel = channelIds.find((id) => id === params[0]);
    if (channel === undefined) return refused(refuse(6, 'no such channel'));
    if (login !== undefined) logins.rest(login.agent, channel);
    return ok();
  },
};

function choose(table: Readonly<Record<string, WorkOperation>>): WorkOperation {
  return (request) => {
    const { operationName: name } = request.body;
    if (name === undefined) return refused(refuse(1, 'operationName'));
    const operation = typeof name === 'string' && Object.hasOwn(table, name) ? table[name] : undefined;
    return operation === undefined ? refused(refuse(10, 'operationName is unknown')) : operation(request);
  };
}

/** The routes of login and work. */
export const workRoutes: readonly Route[] = [
  {
    name: 'version',
    method: 'GET',
    path: '/api/v2/diagnostics/version',
    access: 'anybody',
    run: () => ok({ version: '8.5.202.00-reference' }),
  },
  { name: 'me', method: 'GET', path: '/api/v2/me', access: 'agents', run: me },
  { name: 'work', method: 'POST', path: '/api/v2/me', access: 'agents', run: choose(workOperations) },
  {
    name: 'readiness',
    method: 'POST',
    path: '/api/v2/me/channels/:channel',
    access: 'agents',
    run: choose(readiness),
  },
];
