import { afterEach, describe, expect, it } from 'vitest';
import type { Call } from './context.ts';
import { createStage, json, type Handler } from './stage.fixture.ts';

const { play, connect, clear } = createStage();

afterEach(clear);

const consult: Call = {
  purpose: 'consult',
  trace: null,
  method: 'POST',
  path: '/api/v2/me/chats/C1',
  body: {},
};

describe('a request in disguise', () => {
  const ann = `Basic ${Buffer.from('ann:pass-word-of-ann').toString('base64')}`;

  it('without credentials shows neither login, cookie nor token, and keeps nothing of the answer', async () => {
    const { context, seen } = await play({
      paths: {
        '/api/v2/me/chats/C1': (_, r) =>
          json(
            r,
            { statusCode: 20 },
            { status: 403, headers: { 'set-cookie': 'JSESSIONID=stranger-01234' } },
          ),
      },
    });
    const party = await connect(context);

    const exchange = await party.request({ ...consult, identity: 'none' });
    await party.request({ ...consult, path: '/api/v2/me/chats/C2' });

    expect(exchange.response?.status).toBe(403);
    const [refused, next] = seen.filter(({ path }) => path.includes('/chats/'));
    for (const name of ['authorization', 'cookie', 'x-csrf-token'])
      expect(refused?.headers[name]).toBeUndefined();
    expect(next?.headers['cookie']).toContain('JSESSIONID=session-0123456789');
  });

  it('with a wrong password shows no cookie, and the right user name', async () => {
    const { context, seen } = await play();
    const party = await connect(context);

    await party.request({ ...consult, identity: 'wrong-password' });

    const { headers } = seen.find(({ path }) => path === consult.path) ?? {};
    const shown = String(headers?.authorization).replace('Basic ', '');
    expect(Buffer.from(shown, 'base64').toString()).toMatch(/^ann:wrong-on-purpose/);
    expect(headers?.cookie).toBeUndefined();
  });

  it('shows the cookies that are set for whoever did not log in', async () => {
    const set =
      (cookie: string): Handler =>
      (_, r) =>
        json(r, { statusCode: 0 }, { headers: { 'set-cookie': cookie } });
    const { context, seen } = await play({
      paths: { '/api/v2/diagnostics/version': set('ROUTE=node-1; Path=/') },
    });
    const party = await connect(context);

    await party.request({ ...consult, identity: 'wrong-password' });
    await party.request({ ...consult, identity: 'none' });

    const shown = seen.filter(({ path }) => path === consult.path).map(({ headers }) => headers.cookie);
    expect(shown).toEqual(['ROUTE=node-1', 'ROUTE=node-1']);
    const asked = seen.filter(({ path }) => path.endsWith('/version')).map(({ headers }) => headers);
    expect(asked).toHaveLength(1);
    expect(asked[0]?.authorization).toBeUndefined();
  });

  it('without the CSRF token shows all the rest', async () => {
    const { context, seen } = await play();
    const party = await connect(context);

    await party.request({ ...consult, identity: 'no-csrf' });

    const { headers } = seen.find(({ path }) => path === consult.path) ?? {};
    expect(headers).toMatchObject({ authorization: ann, cookie: expect.any(String) as string });
    expect(headers?.['x-csrf-token']).toBeUndefined();
  });

  const answers: readonly [string, Handler][] = [
    ['names the CSRF token', (_, r) => json(r, { statusMessage: 'CSRF' }, { status: 403 })],
    ['leads elsewhere', (_, r) => void r.writeHead(307, { location: '/goal' }).end()],
  ];
  it.each(answers)('is made once, as it is, when its answer %s', async (_, handle) => {
    const { context, seen } = await play({ paths: { '/api/v2/me/chats/C1': handle } });
    const party = await connect(context);
    const before = seen.length;

    const exchange = await party.request({ ...consult, asIs: true });

    expect(exchange.failure).toBeUndefined();
    expect(
      seen
        .slice(before)
        .map(({ path }) => path)
        .filter((path) => !path.endsWith('/notifications')),
    ).toEqual([consult.path]);
  });

  it('is made again as it is where a redirect asks for the same', async () => {
    let isLed = false;
    const again: Handler = (_, r) => {
      if (isLed) return json(r, { statusCode: 20 }, { status: 403 });
      isLed = true;
      r.writeHead(307, { location: consult.path }).end();
    };
    const { context, seen } = await play({ paths: { [consult.path]: again } });
    const party = await connect(context);

    const exchange = await party.request({ ...consult, identity: 'none' });

    expect(exchange.response?.status).toBe(403);
    const made = seen.filter(({ path }) => path === consult.path);
    expect(made.map(({ method, headers }) => [method, headers.authorization])).toEqual([
      [consult.method, undefined],
      [consult.method, undefined],
    ]);
  });
});
