import { expect, it } from 'vitest';
import { referenceIn } from './answer.ts';

it.each([
  [35, 35],
  [Number.MAX_SAFE_INTEGER, Number.MAX_SAFE_INTEGER],
  [Number.MAX_SAFE_INTEGER + 1, undefined],
  [1.5, undefined],
  ['35', undefined],
  [null, undefined],
])('of the referenceId %j, %j tells a request from others', (referenceId, told) => {
  expect(referenceIn({ statusCode: 0, referenceId })).toBe(told);
});

it('an answer that is no object has no referenceId', () => {
  expect(referenceIn('35')).toBeUndefined();
  expect(referenceIn(undefined)).toBeUndefined();
});
