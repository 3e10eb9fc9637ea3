/** Routes by which agents look at sessions and operate on them (both documents, "Request URL"). */
import { channelIds, type ChannelId } from '../../model/channel.ts';
import type { Json } from '../json.ts';
import { operationIn, perform, type NamedOperation } from '../operations/index.ts';
import { userDataOf } from '../operations/properties.ts';
import { hasMultimedia } from '../operations/target.ts';
import { extrasFor, pathOf, renderEntry, renderSession } from '../session/render.ts';
import { partOf, roleOf, type AgentParty, type Session } from '../session/session.ts';
import { isRefusal, refuse, type Refusal } from '../status.ts';
import type { World } from '../world.ts';
import { ok, refused, type Reply, type Route, type RouteRequest } from './route.ts';

function channelOf({ spelling }: World, [collection]: readonly string[]): ChannelId | null {
  return channelIds.find((id) => spelling[id].collection === collection) ?? null;
}

interface Found {
  readonly session: Session;
  readonly party: AgentParty;
}

/** A request with its channel known. */
interface ChannelRequest extends RouteRequest {
  readonly channel: ChannelId;
}

/** The session that the address names, and the caller's part in it. */
function find({ world, agent, params: [, id = ''], channel }: ChannelRequest): Found | Refusal {
  const { authNotChecked, membershipNotChecked } = world.behaviour[channel];
  const session = world.sessions.get(id);
  if (session?.channel !== channel) return refuse(6, 'no such session');
  const owner = session.agents.find(({ standing }) => standing === 'owner');
  const own = agent === undefined ? undefined : partOf(session, agent);
  const mayBorrow = agent === undefined ? authNotChecked : membershipNotChecked;
  const party = own ?? (mayBorrow ? owner : undefined);
  return party === undefined ? refuse(6, 'no such session') : { session, party };
}

function isKnown({ world, params: [, id = ''] }: ChannelRequest): boolean {
  return world.sessions.has(id);
}

function isFound(value: Found | Refusal): value is Found {
  return 'session' in value;
}

function list({ world, agent, channel }: ChannelRequest): Reply {
  const views = [...world.sessions.values()].flatMap((session) => {
    const party = agent === undefined ? undefined : partOf(session, agent);
    const isListed = party !== undefined && party.state !== 'Completed' && party.state !== 'Revoked';
    return session.channel === channel && isListed ? [renderSession(world, session, party)] : [];
  });
  return ok({ [world.spelling[channel].collection]: views });
}

function show(request: ChannelRequest): Reply {
  const { world, channel } = request;
  const found = find(request);
  if (!isFound(found)) return refused(found, world.behaviour[channel]);
  const { session, party } = found;
  const view = {
    ...renderSession(world, session, party),
    path: pathOf(world, session),
    userData: userDataOf(session),
  };
  return { ...ok({ [world.spelling[channel].key]: view }), session, role: roleOf(party) };
}

function log(request: ChannelRequest): Reply {
  const { world, channel, query } = request;
  const found = find(request);
  if (!isFound(found)) return refused(found, world.behaviour[channel]);
  const start = numberIn(query, 'startIndex', 0);
  const count = numberIn(query, 'count', Infinity);
  if (start === undefined || count === undefined)
    return refused(refuse(10, 'startIndex and count are numbers'));
  const { session, party } = found;
  const entries = session.log.filter(({ index }) => index >= start).slice(0, count);
  const messages: Json = entries.map((entry) => renderEntry(world, session, entry));
  return { ...ok({ messages }), session, role: roleOf(party) };
}

function numberIn(query: URLSearchParams, name: string, otherwise: number): number | undefined {
  const text = query.get(name);
  if (text === null) return otherwise;
  return /^\d{1,9}$/.test(text) ? Number(text) : undefined;
}

function operate(request: ChannelRequest): Reply {
  const { world, channel, body } = request;
  const behaviour = world.behaviour[channel];
  const named = operationIn(body, behaviour);
  if (isRefusal(named)) return refused(named, behaviour);
  return { operation: named.name, ...operateNamed(request, named) };
}

/** What tells apart the requests that are counted by themselves. */
function countedWith({ world, channel, agent, params: [, id = ''] }: ChannelRequest): string {
  const { referencesOf } = world.behaviour[channel];
  const words = { server: '', agent: agent?.userId ?? '', channel, session: id };
  return `${referencesOf} ${words[referencesOf]}`;
}

function operateNamed(request: ChannelRequest, named: NamedOperation): Reply {
  const { world, channel, agent, body } = request;
  const behaviour = world.behaviour[channel];
  const { demandsFeature = false } = named.operation;
  if (demandsFeature && !behaviour.featureNotChecked && agent !== undefined && !hasMultimedia(agent))
    return refused(refuse(5, 'the feature api-multimedia is missing'), behaviour);
  const found = find(request);
  const referenceId = world.ids.reference(countedWith(request));
  const more = {
    ...(behaviour.statusMessageOnSuccess ? { statusMessage: 'ok' } : {}),
    ...extrasFor(world, { channel }, 'response'),
  };
  const accepted = ok({ referenceId, ...more });
  if (!isFound(found))
    return demandsFeature && behaviour.sessionNotChecked && !isKnown(request)
      ? accepted
      : refused(found, behaviour);
  const { session, party } = found;
  const role = roleOf(party);
  const done = perform(named, { world, session, party, body, referenceId });
  if (isRefusal(done)) return { ...refused(done, behaviour), session, role };
  const { notices, target } = done;
  return { ...accepted, session, role, notices, ...(target === undefined ? {} : { target }) };
}

/** Gives a route's function the channel that its address names. */
function onChannel(run: (request: ChannelRequest) => Reply): Route['run'] {
  return (request) => {
    const channel = channelOf(request.world, request.params);
    return channel === null ? refused(refuse(6)) : { channel, ...run({ ...request, channel }) };
  };
}

/** Operations without /me, where the server serves them. */
function channelWithoutMe(world: World, params: readonly string[]): ChannelId | null {
  const channel = channelOf(world, params);
  return channel !== null && world.behaviour[channel].servedWithoutMe ? channel : null;
}

const shared = { access: 'agents', channelOf } as const;
const COLLECTION = '/api/v2/me/:collection';

/** The routes of sessions. */
export const sessionRoutes: readonly Route[] = [
  { ...shared, name: 'list-sessions', method: 'GET', path: COLLECTION, run: onChannel(list) },
  { ...shared, name: 'get-session', method: 'GET', path: `${COLLECTION}/:id`, run: onChannel(show) },
  { ...shared, name: 'get-messages', method: 'GET', path: `${COLLECTION}/:id/messages`, run: onChannel(log) },
  { ...shared, name: 'operate', method: 'POST', path: `${COLLECTION}/:id`, run: onChannel(operate) },
  {
    ...shared,
    channelOf: channelWithoutMe,
    name: 'operate',
    method: 'POST',
    path: '/api/v2/:collection/:id',
    run: onChannel(operate),
  },
];
