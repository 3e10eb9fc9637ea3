import { assert, integer, property } from 'fast-check';
import { describe, expect, it } from 'vitest';
import { loadCatalog } from '../catalog/index.ts';
import { channelIds } from '../model/channel.ts';
import { scenarios } from '../scenarios/index.ts';
import { sharing } from './plan.ts';
import { playsOf, playsOfShard, type Play } from './shards.ts';

const all = playsOf({ scenarios: scenarios.map(({ id }) => id), channels: channelIds, concurrency: 5 });
const most = all.length;

function parts(plays: readonly Play[], of: number): readonly (readonly Play[])[] {
  return Array.from({ length: of }, (_, i) => playsOfShard(plays, { index: i + 1, of }));
}

const sessionsIn = (plays: readonly Play[]): number => plays.reduce((sum, { sessions }) => sum + sessions, 0);

describe('the shards of a run', () => {
  it('have every play once, and none of them is empty, however many they are', () => {
    assert(
      property(integer({ min: 1, max: most }), (of) => {
        const given = parts(all, of);

        expect(given.flat().toSorted(byName)).toEqual(all.toSorted(byName));
        expect(given.every((plays) => plays.length > 0)).toBe(true);
      }),
    );
  });

  it('differ in their sessions by no more than the largest play has', () => {
    assert(
      property(integer({ min: 1, max: most }), integer({ min: 2, max: 50 }), (of, concurrency) => {
        const plays = playsOf({
          scenarios: scenarios.map(({ id }) => id),
          channels: channelIds,
          concurrency,
        });
        const loads = parts(plays, of).map(sessionsIn);
        const largest = Math.max(...plays.map(({ sessions }) => sessions));

        expect(Math.max(...loads) - Math.min(...loads)).toBeLessThanOrEqual(largest);
      }),
    );
  });

  it('are refused when there are more of them than plays, saying how many there may be', () => {
    expect(() => playsOfShard(all, { index: 1, of: most + 1 })).toThrow(`--shard 1/${most} at most`);
  });

  it('count the sessions of a scenario that the target does not allow as none', () => {
    const [many] = playsOf({ scenarios: ['many-consults'], channels: ['chat'], concurrency: 1 });

    expect(many?.sessions).toBe(0);
  });
});

describe('what a shard plays', () => {
  const asked = { target: {}, catalog: loadCatalog(), channels: channelIds, only: [] } as const;

  it('is everything, where a run is not split', () => {
    expect(sharing(asked, undefined)('transfer', 'sms')).toBe(true);
  });

  it('has the bystander’s own session on the channels that it plays on, and on no other', () => {
    const chatOnly = sharing({ ...asked, channels: ['chat'] }, { index: 1, of: 2 });

    expect(chatOnly('bystander-control', 'chat')).toBe(true);
    expect(chatOnly('bystander-control', 'sms')).toBe(false);
  });

  it('is of the scenarios that the chosen requirements need', () => {
    const of = { ...asked, only: ['FAIL-002'] };
    const shards = [1, 2].map((index) => sharing(of, { index, of: 2 }));

    expect(shards.filter((isOurs) => isOurs('consult-failed', 'sms'))).toHaveLength(1);
    expect(shards.some((isOurs) => isOurs('transfer', 'sms'))).toBe(false);
  });
});

function byName(a: Play, b: Play): number {
  return `${a.scenario}/${a.channel}` < `${b.scenario}/${b.channel}` ? -1 : 1;
}
