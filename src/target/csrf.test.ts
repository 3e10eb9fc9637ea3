import { describe, expect, it } from 'vitest';
import type { Body } from '../model/evidence.ts';
import { createCsrfKeeper, mayBeStale } from './csrf.ts';

describe('a CSRF keeper', () => {
  const answers: readonly [string, Record<string, string>, unknown][] = [
    [
      'learns the token under the name that is given',
      { 'x-csrf-header': 'X-Token', 'x-token': 't' },
      { header: 'x-token', value: 't' },
    ],
    ['learns nothing without a name', { 'x-token': 't' }, undefined],
    ['learns nothing without a token', { 'x-csrf-header': 'X-Token' }, undefined],
    [
      'lets no server overwrite credentials',
      { 'x-csrf-header': 'Authorization', authorization: 't' },
      undefined,
    ],
    ['learns no name that is not a header', { 'x-csrf-header': 'a b', 'a b': 't' }, undefined],
  ];
  it.each(answers)('%s', (_, headers, token) => {
    const keeper = createCsrfKeeper(() => undefined);

    keeper.learn(headers);

    expect(keeper.token()).toEqual(token);
  });
});

describe('a refusal', () => {
  const html: Body = { form: 'text', text: '<h1>Forbidden</h1>', why: 'invalid-json' };
  const named: Body = { form: 'text', text: 'Expected CSRF token not found', why: 'invalid-json' };
  const gws: Body = { form: 'json', json: { statusCode: 3, statusMessage: 'Forbidden' } };
  const gwsNamed: Body = { form: 'json', json: { statusCode: 3, statusMessage: 'CSRF token invalid' } };
  const none: Body = { form: 'none' };
  const table: readonly [string, string, number, Body, boolean, boolean][] = [
    ['names the token', 'POST', 403, named, false, true],
    ['names the token in JSON', 'DELETE', 403, gwsNamed, true, true],
    ['comes from a filter where tokens are in use', 'POST', 403, html, true, true],
    ['is empty where tokens are in use', 'PUT', 403, none, true, true],
    ['comes from a filter where tokens are not in use', 'POST', 403, html, false, false],
    ["is GWS's own", 'POST', 403, gws, true, false],
    ['has another status', 'POST', 500, named, true, false],
    ['answers a GET', 'GET', 403, named, true, false],
  ];
  it.each(table)('that %s (%s, %i) may be about the token', (_, method, status, body, inUse, expected) => {
    expect(mayBeStale({ method, status, body, inUse })).toBe(expected);
  });
});
