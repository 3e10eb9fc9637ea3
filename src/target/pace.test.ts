import { describe, expect, it } from 'vitest';
import { createPace, openSchedule, takePlace } from './pace.ts';

/** The moments at which requests go that are made at the given moments. */
function moments(asked: readonly number[], perSecond: number): number[] {
  let schedule = openSchedule;
  return asked.map((now) => {
    const taken = takePlace(schedule, now, perSecond);
    schedule = taken.schedule;
    return now + taken.delayMs;
  });
}

describe('a schedule', () => {
  it('lets the first request go at once and spaces the others evenly', () => {
    expect(moments([0, 0, 0, 0], 4)).toEqual([0, 250, 500, 750]);
  });

  it('saves nothing up while nobody asks', () => {
    expect(moments([0, 5_000, 5_000], 2)).toEqual([0, 5_000, 5_500]);
  });

  it('takes rates below one a second', () => {
    expect(moments([10, 10], 0.5)).toEqual([10, 2_010]);
  });
});

describe('a pace', () => {
  it('without a limit makes nobody wait', async () => {
    const pace = createPace(undefined, () => 0);

    await expect(pace.turn(new AbortController().signal)).resolves.toBeUndefined();
  });

  it('makes up for nothing when the process was held up', async () => {
    const pace = createPace(100, () => performance.now());
    const { signal } = new AbortController();
    const gone: number[] = [];
    const turns = Array.from({ length: 6 }, () => pace.turn(signal).then(() => gone.push(performance.now())));
    await turns[0];
    const held = performance.now() + 60;
    while (performance.now() < held); // nothing else can run meanwhile
    await Promise.all(turns);

    const late = gone.slice(1);
    expect((late.at(-1) ?? 0) - (late[0] ?? 0)).toBeGreaterThan(15);
  });

  it('makes nobody wait behind others who has given up', async () => {
    const pace = createPace(0.001, () => 0);
    const { signal } = new AbortController();
    await pace.turn(signal);
    const given = new AbortController();
    const turn = pace.turn(given.signal);
    given.abort();

    await expect(turn).resolves.toBeUndefined();
  });

  it('makes nobody wait who has given up', async () => {
    const pace = createPace(0.001, () => 0);
    await pace.turn(new AbortController().signal);

    await expect(pace.turn(AbortSignal.abort())).resolves.toBeUndefined();
  });
});
