import { afterEach, describe, expect, it } from 'vitest';
import type { Call } from './context.ts';
import { createContext, createGws, createStage, entriesOf, json, startServer } from './stage.fixture.ts';

const { play, connect, later, clear } = createStage();

afterEach(clear);

const consult: Call = {
  purpose: 'consult',
  trace: null,
  method: 'POST',
  path: '/api/v2/me/chats/C1',
  body: {},
};

describe('the CSRF token', () => {
  const stale = { statusCode: 3, statusMessage: 'Invalid CSRF token' };

  it('is renewed once, by a GET, when the server says that it is stale', async () => {
    let current = 'token-number-000001';
    const give = {
      'x-csrf-header': 'X-Token',
      get 'x-token'() {
        return current;
      },
    };
    const gws = createGws({
      paths: {
        '/api/v2/me': ({ method }, r) =>
          json(r, { statusCode: 0, user: { id: 'u1' } }, { headers: method === 'GET' ? { ...give } : {} }),
        '/api/v2/me/chats/C1': ({ headers }, r) =>
          headers['x-token'] === current ? json(r, { statusCode: 0 }) : json(r, stale, { status: 403 }),
      },
    });
    const server = await startServer(gws.handle);
    later(server.close);
    const context = createContext(server.url);
    const party = await connect(context);

    current = 'token-number-000002';
    const exchange = await party.request(consult);

    expect(exchange.response?.status).toBe(200);
    const exchanges = entriesOf(context, 'exchange').slice(-3);
    expect(exchanges.map(({ purpose, response }) => [purpose, response?.status])).toEqual([
      ['consult', 403],
      ['login', 200],
      ['consult', 200],
    ]);
  });

  const answers: readonly [string, unknown, number][] = [
    ['the token is the same afterwards', stale, 1],
    ['GWS itself forbids the operation', { statusCode: 3, statusMessage: 'Forbidden' }, 1],
  ];
  it.each(answers)('does not make a request twice when %s', async (_, body, times) => {
    const { context, seen } = await play({
      paths: { '/api/v2/me/chats/C1': (__, r) => json(r, body, { status: 403 }) },
    });
    const party = await connect(context);

    await party.request(consult);

    expect(seen.filter(({ path }) => path === consult.path)).toHaveLength(times);
  });
});
