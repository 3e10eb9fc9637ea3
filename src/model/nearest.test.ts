import { describe, expect, it } from 'vitest';
import { editDistance, nearest } from './nearest.ts';

describe('the edit distance', () => {
  it.each([
    ['', '', 0],
    ['abc', '', 3],
    ['kitten', 'sitting', 3],
    ['pasword', 'password', 1],
    ['cosnultant', 'consultant', 1],
  ])('of %j and %j is %i', (a, b, distance) => {
    expect(editDistance(a, b)).toBe(distance);
    expect(editDistance(b, a)).toBe(distance);
  });
});

describe('the nearest word', () => {
  const words = ['originator', 'consultant', 'bystander', 'RESP-001'];

  it.each([
    ['orginator', 'originator'],
    ['Consultant', 'consultant'],
    ['resp-01', 'RESP-001'],
    ['customer', undefined],
    ['', undefined],
    ['x'.repeat(100_000), undefined],
  ])('to %.20j is %j', (written, word) => {
    expect(nearest(written, words)).toBe(word);
  });
});
