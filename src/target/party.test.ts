import { afterEach, describe, expect, it } from 'vitest';
import { createClient } from './client.ts';
import type { Call } from './context.ts';
import { connectParty } from './party.ts';
import {
  account,
  createContext,
  createGws,
  createStage,
  entriesOf,
  json,
  startServer,
  success,
  type GwsOptions,
} from './stage.fixture.ts';

const { play, connect, later, clear } = createStage();

afterEach(clear);

const consult: Call = {
  purpose: 'consult',
  trace: null,
  method: 'POST',
  path: '/api/v2/me/chats/C1',
  body: {},
};
const anything = (): boolean => true;
const soon = { after: -1, deadlineMs: 20_000 };

describe('connectParty', () => {
  it('knows the user that the server describes', async () => {
    const { context } = await play();

    const party = await connect(context);

    expect(party.user).toEqual({
      id: 'u1',
      userName: 'ann',
      uri: 'http://elsewhere:8080/api/v2/users/u1',
      features: ['api-multimedia'],
      nickname: 'Ann',
    });
  });

  it('becomes ready on every driven channel, after the session was started', async () => {
    const source = { kind: 'reference', url: 'http://127.0.0.1:1' } as const;
    const channels = {
      chat: { spelling: undefined, source },
      sms: { spelling: undefined, source: { kind: 'none', reason: 'no gateway' } as const },
    };
    const { context, seen } = await play({}, { channels });

    await connect(context);

    const posts = seen.filter(({ path, method }) => method === 'POST' && !path.endsWith('/notifications'));
    expect(posts.map(({ path }) => path)).toEqual(['/api/v2/me', '/api/v2/me/channels/chat']);
    expect(JSON.parse(posts[0]?.body ?? '')).toEqual({
      operationName: 'StartContactCenterSession',
      channels: ['chat'],
    });
  });

  it('shows credentials, cookies and the CSRF token with every POST, those of CometD included', async () => {
    const { context, seen } = await play();

    await connect(context);

    const posts = seen.filter(({ method }) => method === 'POST');
    expect(posts.length).toBeGreaterThanOrEqual(3);
    for (const { headers } of posts)
      expect(headers).toMatchObject({
        authorization: `Basic ${Buffer.from('ann:pass-word-of-ann').toString('base64')}`,
        cookie: 'JSESSIONID=session-0123456789; short=1',
        'x-csrf-token': 'csrf-token-0123456789',
      });
  });

  it('records no secret anywhere', async () => {
    const leak = { echo: ['pass-word-of-ann', 'x session-0123456789 y'], token: 'csrf-token-0123456789' };
    const { context, gws } = await play({
      paths: { '/api/v2/me/chats/C1': (_, response) => json(response, leak) },
    });
    const party = await connect(context);

    await party.request({
      ...consult,
      body: { password: 'pass-word-of-ann' },
      path: consult.path + '?p=pass-word-of-ann',
    });
    gws.push({ channel: '/v2/me/chats', data: { ...leak, client: 'client-0123456789' } });
    await party.awaitDelivery(anything, soon);
    await party.close();

    const written = JSON.stringify(context.recorder.entries());
    const basic = Buffer.from('ann:pass-word-of-ann').toString('base64');
    for (const secret of ['pass-word', 'session-01', 'csrf-token-01', 'client-01', basic])
      expect(written).not.toContain(secret);
    expect(written).toContain('(secret)');
  });

  const refusals: readonly [string, GwsOptions, RegExp, string][] = [
    [
      'a login with status 403',
      { paths: { '/api/v2/me': (_, r) => json(r, { statusCode: 20 }, { status: 403 }) } },
      /login was refused.*password/,
      'configuration',
    ],
    [
      'a login with statusCode 4',
      { paths: { '/api/v2/me': (_, r) => json(r, { statusCode: 4 }) } },
      /Expected status 200, statusCode 0/,
      'server',
    ],
    [
      'a login answered by HTML',
      { paths: { '/api/v2/me': (_, r) => void r.end('<html>hello') } },
      /text beginning "<html>hello"/,
      'server',
    ],
    [
      'a user without an id',
      { paths: { '/api/v2/me': (_, r) => json(r, { statusCode: 0, user: {} }) } },
      /a user with an id/,
      'server',
    ],
    [
      'a refused handshake',
      {
        meta: {
          '/meta/handshake': (m) => [
            { channel: m['channel'], successful: false, error: '403::denied', advice: { reconnect: 'none' } },
          ],
        },
      },
      /handshake refused: 403::denied/,
      'server',
    ],
    [
      'a CometD endpoint that is not there',
      { paths: { '/api/v2/notifications': (_, r) => json(r, 'no', { status: 404 }) } },
      /gave up after 4 failures.*status 404/,
      'server',
    ],
    [
      'a server that refuses every topic',
      { meta: { '/meta/subscribe': (m) => [success(m, { successful: false, error: '403::no' })] } },
      /every subscription was refused.*\/v2\/me\/chats.*\/v2\/me\/smssessions/,
      'server',
    ],
  ];
  it.each(refusals)(
    'rejects with what happened and whose doing it is: %s',
    async (_, options, message, blame) => {
      const { context } = await play(options);

      const error: unknown = await connectParty(context, 'originator', account).catch((e: unknown) => e);

      expect(error).toMatchObject({ name: 'TargetError', blame });
      expect(String(error)).toMatch(message);
      expect(String(error)).not.toContain('pass-word');
    },
  );

  it('rejects with advice when nothing listens on the port', async () => {
    const server = await startServer(() => undefined);
    await server.close();

    const connecting = connectParty(createContext(server.url), 'originator', account);

    await expect(connecting).rejects.toMatchObject({
      blame: 'network',
      message: /refused.*Is the server running/,
    });
  });

  it('rejects at once when the run is aborted', async () => {
    const abort = new AbortController();
    const { context } = await play({ paths: { '/api/v2/me': () => undefined } }, { signal: abort.signal });
    const connecting = connectParty(context, 'originator', account);

    abort.abort();

    await expect(connecting).rejects.toMatchObject({ blame: 'suite' });
  });

  it('subscribes to the topics that the target names, and to no others', async () => {
    const topics = ['/v2/me/chats', '/v2/me/texts'];
    const { context } = await play({}, { target: { notifications: { topics } } });

    await connect(context);

    const sent = entriesOf(context, 'bayeux').flatMap((entry) => entry.sent);
    expect(sent.flatMap((m) => (m as { subscription?: string }).subscription ?? [])).toEqual(topics);
  });

  it('shows the headers of the target with every request, and writes down those that are not secret', async () => {
    const headers = [
      { name: 'X-Api-Key', value: 'key-of-the-gateway', secret: true },
      { name: 'X-Tenant', value: 'blue', secret: false },
    ];
    const { context, seen } = await play({}, { target: { headers } });

    await connect(context);

    for (const one of seen)
      expect(one.headers).toMatchObject({ 'x-api-key': 'key-of-the-gateway', 'x-tenant': 'blue' });
    const written = JSON.stringify(context.recorder.entries());
    expect(written).not.toContain('key-of-the-gateway');
    expect(written).toContain('"x-tenant":"blue"');
  });

  it('keeps the headers of the target from other servers', async () => {
    const other = await startServer((_, r) => json(r, {}));
    later(other.close);
    const headers = [{ name: 'X-Api-Key', value: 'key-of-the-gateway', secret: true }];
    const context = createContext('http://127.0.0.1:1', { target: { headers } });
    const client = createClient(context, { party: 'customer', credentials: undefined, baseUrl: other.url });
    later(client.close);

    await client.exchange(consult);

    expect(other.seen[0]?.headers['x-api-key']).toBeUndefined();
  });

  it('falls back to the topics of the channels when the wildcard is refused', async () => {
    const { context } = await play({
      meta: {
        '/meta/subscribe': (m) => [
          success(m, m['subscription'] === '/v2/me/*' ? { successful: false, error: '403::no' } : {}),
        ],
      },
    });

    await connect(context);

    const sent = entriesOf(context, 'bayeux').flatMap((entry) => entry.sent);
    const topics = sent.flatMap((m) => (m as { subscription?: string }).subscription ?? []);
    expect(topics).toEqual(['/v2/me/*', '/v2/me/chats', '/v2/me/smsessions', '/v2/me/smssessions']);
  });
});

describe('close', () => {
  it('is prompt while a connect is held, disconnects, and ends the session last', async () => {
    const { context, gws, seen } = await play();
    const party = await connect(context);
    await expect.poll(() => gws.isHolding()).toBe(true);

    const began = performance.now();
    await party.close();

    expect(performance.now() - began).toBeLessThan(5_000);
    expect(seen.slice(-2).map(({ body }) => body)).toEqual([
      expect.stringContaining('/meta/disconnect'),
      '{"operationName":"EndContactCenterSession"}',
    ]);
    expect(entriesOf(context, 'watch').at(-1)).toMatchObject({
      state: 'closed',
      reason: 'closed by the suite',
    });
  });

  it('gives up a server that no longer answers', async () => {
    let silent = false;
    const gws = createGws();
    const server = await startServer((seen, response) => (silent ? undefined : gws.handle(seen, response)));
    later(server.close);
    const party = await connect(createContext(server.url, { answerMs: 60_000 }));

    silent = true;
    const began = performance.now();
    await party.close();

    expect(performance.now() - began).toBeLessThan(10_000);
  });

  it('resolves waits and makes later requests fail as cancelled', async () => {
    const { context } = await play();
    const party = await connect(context);
    const waiting = party.awaitDelivery(anything, { after: -1, deadlineMs: 60_000 });

    await party.close();

    expect(await waiting).toBeUndefined();
    expect((await party.request(consult)).failure?.kind).toBe('cancelled');
  });
});
