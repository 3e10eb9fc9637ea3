/** Customers who come by themselves: whoever takes them and is ready always has one waiting, and no more. */
import { channelIds, type ChannelId } from '../../model/channel.ts';
import type { PostOffice } from '../notify/post-office.ts';
import type { Agent, AgentKey } from '../staff.ts';
import type { World } from '../world.ts';
import { openSession } from './enter.ts';
import { customerLeaves } from './exit.ts';
import { partOf, type Notice, type Session } from './session.ts';

/** Sees to it that customers come. */
export interface Incoming {
  /** Looks who is ready, and has customers come or go; to be called when something has happened. */
  readonly look: () => void;
}

/** What customers come to. */
export interface IncomingParts {
  readonly world: World;
  readonly office: Pick<PostOffice, 'post'>;
  /** The agents to whom they come. */
  readonly to: readonly AgentKey[];
}

/** No customer yet. */
export function createIncoming({ world, office, to }: IncomingParts): Incoming {
  const waiting = new Map<string, Session>();
  let count = 0;
  const post = (session: Session, notices: readonly Notice[]): void => office.post(session, notices)();
  const see = (agent: Agent, channel: ChannelId): void => {
    const place = `${agent.key} ${channel}`;
    const last = waiting.get(place);
    const isWaiting = last !== undefined && partOf(last, agent)?.state === 'Invited';
    const isReady = world.isReady(agent, channel);
    if (isReady && !isWaiting) {
      const { session, notices } = openSession(world, { channel, agent, nickname: `Customer ${++count}` });
      waiting.set(place, session);
      post(session, notices);
    }
    if (!isReady && isWaiting) post(last, customerLeaves(world, last));
  };
  const agents = world.agents.filter(({ key }) => to.includes(key));
  return { look: () => agents.forEach((agent) => channelIds.forEach((channel) => see(agent, channel))) };
}
