import { describe, expect, it } from 'vitest';
import { channelIds } from '../model/channel.ts';
import { allScenarios } from '../scenarios/index.ts';
import { channelGroups, roundsOf, sessionsAtOnceOf, whyNotMany, type Play } from './seats.ts';

const plays: readonly Play[] = channelIds.flatMap((channel) =>
  allScenarios.map((scenario) => ({ scenario, channel })),
);

/** The most sessions that any agent is in during a round. */
function mostIn(round: readonly Play[], atOnce: number): number {
  const taken = new Map<string, number>();
  for (const { scenario } of round)
    for (const agent of scenario.seats)
      taken.set(agent, (taken.get(agent) ?? 0) + (scenario.playTogether === undefined ? 1 : atOnce));
  return Math.max(...taken.values());
}

describe('the rounds of a run', () => {
  it('are one, where an agent may be in any number of sessions', () => {
    expect(roundsOf(plays, { concurrentSessions: 20 })).toEqual([plays]);
    expect(channelGroups(channelIds, {})).toEqual([channelIds]);
  });

  it.each([1, 2, 3, 7, 100])(
    'hold everything once, and no agent in more than %i sessions',
    (sessionsPerAgent) => {
      const limits = { concurrentSessions: 5, sessionsPerAgent };
      const rounds = roundsOf(plays, limits);

      expect(new Set(rounds.flat())).toEqual(new Set(plays));
      expect(rounds.flat()).toHaveLength(plays.length);
      for (const round of rounds)
        expect(mostIn(round, sessionsAtOnceOf(limits))).toBeLessThanOrEqual(sessionsPerAgent);
    },
  );

  it('are of one channel at a time where the bystander can not serve a session on each', () => {
    expect(channelGroups(channelIds, { sessionsPerAgent: 1 })).toEqual([['chat'], ['sms']]);
    expect(channelGroups(channelIds, { sessionsPerAgent: 2 })).toEqual([channelIds]);
  });
});

describe('every scenario', () => {
  it('counts its owner, and everybody whom it needs', () => {
    for (const { owner, needs, seats } of allScenarios)
      expect(seats).toEqual(expect.arrayContaining([owner, ...needs]));
  });
});

describe('sessions that consult at once', () => {
  it.each([
    [{}, 1, 'limits.concurrentSessions'],
    [{ concurrentSessions: 5, sessionsPerAgent: 1 }, 1, 'limits.sessionsPerAgent'],
    [{ concurrentSessions: 5, sessionsPerAgent: 3 }, 3, undefined],
    [{ concurrentSessions: 2, sessionsPerAgent: 3 }, 2, undefined],
  ])('by %j are %i, or it is told why not', (limits, count, why) => {
    expect(sessionsAtOnceOf(limits)).toBe(count);
    if (why === undefined) expect(whyNotMany(limits)).toBeUndefined();
    else expect(whyNotMany(limits)).toContain(why);
  });
});
