import { describe, expect, it } from 'vitest';
import { percentile } from './latency.ts';

const upTo = (count: number): number[] => Array.from({ length: count }, (_, i) => i + 1);

describe('a percentile by nearest rank', () => {
  it.each([
    { of: upTo(100), percent: 95, is: 95 },
    { of: upTo(20), percent: 50, is: 10 },
    { of: upTo(20), percent: 95, is: 19 },
    { of: upTo(20), percent: 99, is: 20 },
    { of: upTo(19), percent: 95, is: 19 },
    { of: [7], percent: 50, is: 7 },
    { of: [7], percent: 99, is: 7 },
    { of: [], percent: 95, is: 0 },
  ])('of $of.length values is a value among them: p$percent is $is', ({ of, percent, is }) => {
    expect(percentile(of, percent)).toBe(is);
  });
});
