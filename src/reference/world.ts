/** The server's world: who works there, how it behaves, and which sessions there are. */
import { channelIds, type ChannelId, type Spelling } from '../model/channel.ts';
import { behaviourAfter, spellingFor, type Behaviour, type BehaviourChange } from './behaviour.ts';
import type { Ids } from './ids.ts';
import type { Session } from './session/session.ts';
import { accounts, theQueue, type Agent, type Queue } from './staff.ts';

/** The world of one running server. */
export interface World {
  readonly agents: readonly Agent[];
  readonly queues: readonly Queue[];
  readonly behaviour: Readonly<Record<ChannelId, Behaviour>>;
  readonly spelling: Readonly<Record<ChannelId, Spelling>>;
  readonly ids: Ids;
  /** Milliseconds since 1970. */
  readonly clock: () => number;
  /** Milliseconds after which no client waits any longer. */
  readonly tooLateMs: number;
  /** Base of addresses in payloads, without a slash at the end. */
  readonly base: string;
  /** Path prefixes under which an address is the server's own. */
  readonly prefixes: readonly string[];
  readonly sessions: Map<string, Session>;
  readonly sessionsByCustomer: Map<string, Session>;
  /** Whether an agent is logged in and ready on a channel. */
  readonly isReady: (agent: Agent, channel: ChannelId) => boolean;
}

/** What a world is made of. */
export interface WorldParts extends Pick<
  World,
  'ids' | 'clock' | 'tooLateMs' | 'base' | 'prefixes' | 'isReady'
> {
  readonly changes: readonly BehaviourChange[];
}

/** A world without sessions. */
export function createWorld({ changes, ...parts }: WorldParts): World {
  const behaviour = behaviourAfter(changes);
  const spellings = channelIds.map((id) => [id, spellingFor(id, behaviour[id])]);
  return {
    ...parts,
    agents: accounts,
    queues: [theQueue],
    behaviour,
    spelling: Object.fromEntries(spellings) as Record<ChannelId, Spelling>,
    sessions: new Map(),
    sessionsByCustomer: new Map(),
  };
}

/** The address of a resource, from its path below `/api/v2`. */
export function uriOf(world: Pick<World, 'base'>, path: string): string {
  return `${world.base}/api/v2${path}`;
}
