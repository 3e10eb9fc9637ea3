import { describe, expect, it } from 'vitest';
import { keptMs, tidyingMs } from './tidying.ts';

describe('the time that is kept of a run', () => {
  it.each([1_000, 5_000, 20_000, 120_000, 3_600_000])('of %i ms is enough for every step', (overall) => {
    const kept = keptMs({ overall });

    expect(kept).toBeLessThanOrEqual(overall / 4);
    expect(8 * tidyingMs({ overall, answer: 10_000 })).toBeLessThanOrEqual(kept);
  });

  it('gives a step no longer than any answer has', () => {
    expect(tidyingMs({ overall: 120_000, answer: 300 })).toBe(300);
  });
});
