import { describe, expect, it } from 'vitest';
import { formatDuration, parseDuration } from './duration.ts';

describe('a duration', () => {
  it.each([
    [500, 500],
    ['500', 500],
    ['500ms', 500],
    ['10s', 10_000],
    ['1.5s', 1500],
    ['2m', 120_000],
    [0, 0],
    ['1440m', 86_400_000],
    ['1441m', undefined],
    ['1h', undefined],
    ['-1s', undefined],
    ['10 s', undefined],
    ['', undefined],
    [-1, undefined],
    [Number.NaN, undefined],
  ])('written %j has %j milliseconds', (written, ms) => {
    expect(parseDuration(written)).toBe(ms);
  });

  it.each([
    [500, '500ms'],
    [1000, '1s'],
    [1500, '1.5s'],
    [1234, '1234ms'],
    [120_000, '120s'],
  ])('of %i milliseconds is shown as %s', (ms, shown) => {
    expect(formatDuration(ms)).toBe(shown);
  });
});
