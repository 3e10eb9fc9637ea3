import { describe, expect, it } from 'vitest';
import { createSecrets } from './secrets.ts';

function redactor(): <T>(value: T) => T {
  const secrets = createSecrets(['ann', 'ann@example']);
  secrets.add('ann@example');
  secrets.add('x1');
  secrets.add('p+ss/word');
  secrets.add('p+ss/word-longer');
  secrets.add('en', 'learnt');
  secrets.add('cookie-8', 'learnt');
  secrets.add('cookie-with-length', 'learnt');
  return secrets.redact;
}

describe('redact', () => {
  const values: readonly [string, unknown, unknown][] = [
    ['a long secret inside a string', 'say p+ss/word!', 'say (secret)!'],
    ['the longer of two secrets whole', 'p+ss/word-longer', '(secret)'],
    ['a secret in its form inside a URL', '/?q=p%2Bss%2Fword', '/?q=(secret)'],
    ['a short secret as a whole string only', ['x1', 'x12'], ['(secret)', 'x12']],
    ['names of members', { 'p+ss/word': 1 }, { '(secret)': 1 }],
    ['a short cookie as a whole string only', ['cookie-8', 'a cookie-8'], ['(secret)', 'a cookie-8']],
    ['a long cookie inside a string', 'a cookie-with-length', 'a (secret)'],
    ['no word that a server merely uses in a cookie', 'en', 'en'],
    ['no user name, even when it is a password', { userName: 'ann@example' }, { userName: 'ann@example' }],
    ['nothing but strings', [1, null, true, {}], [1, null, true, {}]],
  ];
  it.each(values)('replaces %s', (_, value, expected) => {
    expect(redactor()(value)).toEqual(expected);
  });

  it('gives back the value itself when nothing changes', () => {
    const value = { a: [{ b: 'c' }] };

    expect(redactor()(value)).toBe(value);
  });
});
