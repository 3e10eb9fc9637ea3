/** Whom a request names: parameters of Consult, Invite and Transfer (both documents, "Parameters"). */
import type { TargetKind } from '../behaviour.ts';
import { isObject, type Json, type JsonObject } from '../json.ts';
import type { TargetFacts } from '../quirk.ts';
import { isEngaged } from '../session/session.ts';
import { refuse, type Refusal } from '../status.ts';
import type { Agent } from '../staff.ts';
import type { World } from '../world.ts';
import type { Call } from './operation.ts';

type Member = 'targetUri' | 'targetPath';

const PATH = /^\/(users|contacts|queues)\/([^/?#\s]+)$/;

/** The target that a body names, or why it names none. */
export function targetOf({
  world,
  session,
  body,
}: Pick<Call, 'world' | 'session' | 'body'>): TargetFacts | Refusal {
  const { targetMembers, bothTargets, unreadTargets, hosts } = world.behaviour[session.channel];
  const given = targetMembers.filter((member) => Object.hasOwn(body, member));
  if (given.length === 2 && bothTargets === 'refused')
    return refuse(10, 'targetUri and targetPath exclude each other');
  const chosen = given.length === 2 ? preferred[bothTargets] : given[0];
  if (chosen === undefined) return refuse(1, targetMembers.join(' or '));
  if (hosts === 'own' && !isOwnHost(world, body[chosen])) return refuse(10, `${chosen} is on another host`);
  const target = readers[chosen](world, body[chosen]);
  if (isTarget(target) && unreadTargets.includes(`${chosen} ${target.kind}`))
    return refuse(10, `${chosen} names nothing that can be consulted`);
  return target;
}

const preferred: Readonly<Record<'uri' | 'path' | 'refused', Member>> = {
  uri: 'targetUri',
  path: 'targetPath',
  refused: 'targetUri',
};

const readers: Readonly<Record<Member, (world: World, value: Json | undefined) => TargetFacts | Refusal>> = {
  targetUri: (world, value) => {
    const path = typeof value === 'string' ? ownPath(world, value) : undefined;
    return read(path) ?? refuse(10, 'targetUri is no address of a user, contact or queue');
  },
  targetPath: (_, value) =>
    read(typeof value === 'string' ? value : undefined) ??
    refuse(10, 'targetPath is no path of a user, contact or queue'),
};

/** Whether the host of an address, where it has one, is the one in payloads or the one that was dialled. */
function isOwnHost({ base }: World, value: Json | undefined): boolean {
  if (typeof value !== 'string' || !URL.canParse(value)) return true;
  const { host, hostname } = new URL(value);
  return host === new URL(base).host || hostname === '127.0.0.1';
}

/** The path below `/api/v2` of an absolute address; any host will do, since a server has several names. */
function ownPath({ prefixes }: World, text: string): string | undefined {
  if (!/^https?:\/\/[^\s\\]+$/i.test(text) || !URL.canParse(text)) return undefined;
  const { pathname, search, hash } = new URL(text);
  const prefix = prefixes.find((one) => pathname.startsWith(`${one}/api/v2/`));
  return prefix === undefined ? undefined : pathname.slice(`${prefix}/api/v2`.length) + search + hash;
}

function read(path: string | undefined): TargetFacts | undefined {
  const [, kind, id] = PATH.exec(path ?? '') ?? [];
  return kind === undefined || id === undefined ? undefined : { kind: kind as TargetKind, id };
}

/** The queue with a name, for Transfer. */
export function queueNamed(world: World, body: JsonObject): TargetFacts | Refusal {
  const name = body['queueName'];
  if (typeof name !== 'string' || name === '') return refuse(10, 'queueName is no name');
  return { kind: 'queues', id: world.queues.find((queue) => queue.name === name)?.id ?? name };
}

/** Whether a target is a refusal. */
export function isTarget(value: TargetFacts | Refusal): value is TargetFacts {
  return isObject(value) && Object.hasOwn(value, 'kind');
}

/** The agent whom a target stands for, whether reachable or not; for a queue, the first who could be reached. */
export function agentBehind(
  { world, session }: Pick<Call, 'world' | 'session'>,
  { kind, id }: TargetFacts,
): Agent | undefined {
  if (kind !== 'queues') return world.agents.find(({ userId }) => userId === id);
  return world.agents.find(
    (agent) => agent.serves.includes(id) && isReachable(world, session, agent) && !isEngaged(session, agent),
  );
}

/** Whether an agent can take part in a session of a channel now. */
export function isReachable(
  world: World,
  { channel }: Pick<Call['session'], 'channel'>,
  agent: Agent,
): boolean {
  return hasMultimedia(agent) && world.isReady(agent, channel);
}

/** Whether an agent has the feature of both documents, or its chat part as some servers give it. */
export function hasMultimedia({ features }: Agent): boolean {
  return features.some((feature) => feature === 'api-multimedia' || feature === 'api-multimedia-chat');
}
