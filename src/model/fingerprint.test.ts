import { describe, expect, it } from 'vitest';
import { fingerprintOf, pointerOf } from './fingerprint.ts';

const at = (where: string) => ({ kind: 'wrong-type', where }) as const;

describe('the fingerprint of a problem', () => {
  it('does not depend on the words around its place, nor on places in arrays', () => {
    const one = fingerprintOf('FIRST-001', 'chat', at('the first notification, /chat/participants/2/type'));
    const other = fingerprintOf('FIRST-001', 'chat', at('the copy of it, /chat/participants/0/type'));

    expect(one).toBe(other);
    expect(one).toMatch(/^[0-9a-f]{16}$/);
  });

  it.each([
    ['requirement', fingerprintOf('FIRST-002', 'chat', at('x, /a'))],
    ['channel', fingerprintOf('FIRST-001', 'sms', at('x, /a'))],
    ['place', fingerprintOf('FIRST-001', 'chat', at('x, /b'))],
    ['kind', fingerprintOf('FIRST-001', 'chat', { kind: 'wrong-value', where: 'x, /a' })],
  ])('is another for another %s', (_what, other) => {
    expect(other).not.toBe(fingerprintOf('FIRST-001', 'chat', at('x, /a')));
  });

  it('is another for each request that a rule is about', () => {
    const of = (name: string) =>
      fingerprintOf('SAFE-013', 'chat', at(`the answer to the request "SAFE-001/${name}"`));

    expect(of('no body')).not.toBe(of('a list'));
    expect(of('no body')).toBe(of('no body'));
  });

  it('knows the pointer at the end of a place', () => {
    expect(pointerOf({ where: 'the answer, /a/0/b' })).toBe('/a/0/b');
    expect(pointerOf({ where: 'the session, /' })).toBe('/');
    expect(pointerOf({ where: 'a notification to the bystander' })).toBeUndefined();
  });
});
