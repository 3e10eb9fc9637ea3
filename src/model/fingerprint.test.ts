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

  it.each([
    ['what the customer sees, the log', 'what the customer sees, the participants'],
    ['a notification to the bystander', 'the session that a GET returns'],
    ['the answer to the request "SAFE-001/a list"', 'the answer to the request "SAFE-001/a list", its body'],
  ])('is another for another place that no pointer names: %s, %s', (one, other) => {
    expect(fingerprintOf('SAFE-014', 'chat', at(one))).not.toBe(fingerprintOf('SAFE-014', 'chat', at(other)));
  });

  it.each([
    ['session of many', 'the Consult in session 2 of 3 at once', 'the Consult in session 19 of 20 at once'],
    ['act that shows a pinned reading', 'consult-accepted, reading X', 'consult-again, reading X'],
  ])('is the same for each %s', (_what, one, other) => {
    expect(fingerprintOf('CORR-013', 'sms', at(one))).toBe(fingerprintOf('CORR-013', 'sms', at(other)));
  });

  it('of a place with a pointer, and of a request as a whole, is what it was in earlier versions', () => {
    const request = { kind: 'missing-event', where: 'the answer to the request "SAFE-001/a list"' } as const;

    expect(fingerprintOf('FIRST-001', 'chat', at('x, /a/0/b'))).toBe('a9f05fdfd77ddce8');
    expect(fingerprintOf('SAFE-001', 'sms', request)).toBe('21fa3e0db69bf1fa');
  });

  it('knows the pointer at the end of a place', () => {
    expect(pointerOf({ where: 'the answer, /a/0/b' })).toBe('/a/0/b');
    expect(pointerOf({ where: 'the session, /' })).toBe('/');
    expect(pointerOf({ where: 'a notification to the bystander' })).toBeUndefined();
  });
});
