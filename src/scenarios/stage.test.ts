import { describe, expect, it } from 'vitest';
import { userPath } from './stage.ts';

describe('the path of a user', () => {
  it('is the one that the server shows', () => {
    expect(userPath({ user: { id: 'u1', path: '/api/v2/users/u1' } })).toBe('/api/v2/users/u1');
  });

  it.each([undefined, '', 'users/u1', '/users/u 1'])(
    'is made of the id where the server shows %j',
    (path) => {
      expect(userPath({ user: { id: 'u1', ...(path === undefined ? {} : { path }) } })).toBe('/users/u1');
    },
  );
});
