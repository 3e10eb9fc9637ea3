/** How many sessions an agent may be in at a time, across channels. */
import type { ChannelId } from '../../model/channel.ts';
import type { World } from '../world.ts';
import { isEngaged, type Guest } from './session.ts';

/** Whether an agent may come into one more session of a channel. */
export function hasSeat(
  world: World,
  channel: ChannelId,
  { agent, standing }: Pick<Guest, 'agent' | 'standing'>,
): boolean {
  const { seats } = world.behaviour[channel];
  if (seats === undefined || (standing !== 'consultant' && seats.holdFor === 'consults')) return true;
  const taken = [...world.sessions.values()].filter((session) => isEngaged(session, agent));
  return taken.length < seats.most;
}
