/** How many sessions an agent may be in, and which scenarios can be played side by side for it. */
import type { ChannelId } from '../model/channel.ts';
import type { PlayedAgain } from '../model/evidence.ts';
import type { Limits } from '../model/target.ts';
import type { Scenario } from '../scenarios/index.ts';

/** One scenario on one channel. */
export interface Play {
  readonly scenario: Scenario;
  readonly channel: ChannelId;
  /** It was played before, beside others. */
  readonly again?: PlayedAgain;
}

/** What the description of a target says of sessions at once. */
type SessionLimits = Partial<Pick<Limits, 'concurrentSessions' | 'sessionsPerAgent'>>;

/** In how many sessions at once the scenario of many plays: all of them have the same two agents. */
export function sessionsAtOnceOf({ concurrentSessions = 1, sessionsPerAgent }: SessionLimits = {}): number {
  return Math.min(concurrentSessions, sessionsPerAgent ?? Infinity);
}

/** Why the scenario of many sessions at once is not played; `undefined`: it is. */
export function whyNotMany(limits: SessionLimits = {}): string | undefined {
  if (sessionsAtOnceOf(limits) > 1) return undefined;
  return limits.sessionsPerAgent === 1
    ? 'The description of the target says that an agent is in one session at a time (limits.sessionsPerAgent).'
    : 'The description of the target allows one session at a time (limits.concurrentSessions, or --concurrency).';
}

/** How many sessions an agent of a play is in at a time. */
function demandOf({ scenario }: Play, limits: SessionLimits): number {
  return scenario.playTogether === undefined ? 1 : sessionsAtOnceOf(limits);
}

/** The channels that are played side by side: the bystander serves a session of its own on each of them. */
export function channelGroups(
  channels: readonly ChannelId[],
  { sessionsPerAgent = Infinity }: SessionLimits = {},
): readonly (readonly ChannelId[])[] {
  return sessionsPerAgent < channels.length ? channels.map((channel) => [channel]) : [channels];
}

/**
 * The rounds in which plays are played: those of one round side by side, each in the first that has room for its
 * agents. Where an agent may be in any number of sessions, there is one round.
 */
export function roundsOf(plays: readonly Play[], limits: SessionLimits = {}): readonly (readonly Play[])[] {
  const { sessionsPerAgent } = limits;
  if (sessionsPerAgent === undefined) return [plays];
  const rounds: { readonly plays: Play[]; readonly taken: Map<string, number> }[] = [];
  for (const play of plays) {
    const demand = demandOf(play, limits);
    const { seats } = play.scenario;
    const hasRoom = ({ taken }: { readonly taken: Map<string, number> }): boolean =>
      seats.every((agent) => (taken.get(agent) ?? 0) + demand <= sessionsPerAgent);
    let round = rounds.find(hasRoom);
    if (round === undefined) rounds.push((round = { plays: [], taken: new Map() }));
    round.plays.push(play);
    for (const agent of seats) round.taken.set(agent, (round.taken.get(agent) ?? 0) + demand);
  }
  return rounds.map((round) => round.plays);
}
