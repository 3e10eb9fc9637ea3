import { expect, test } from 'vitest';

test('is trivial', () => {
  expect(1).toBe(1);
});
