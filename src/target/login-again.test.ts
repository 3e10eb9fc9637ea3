import { afterEach, describe, expect, it } from 'vitest';
import type { Target } from '../model/target.ts';
import type { Context } from './context.ts';
import { connectParty, type Party } from './party.ts';
import {
  account,
  createContext,
  createGws,
  createStage,
  entriesOf,
  json,
  startServer,
} from './stage.fixture.ts';

const { later, clear } = createStage();

afterEach(clear);

const post = {
  purpose: 'consult',
  trace: null,
  method: 'POST',
  path: '/api/v2/me/chats/C1',
  body: { operationName: 'Consult' },
} as const;

interface Options {
  /** How a request of an ended login is refused. */
  readonly refusal?: { readonly status: number; readonly body: unknown };
  /** The state of the agent's channel, as `GET /me` tells it. */
  readonly channel?: () => string | undefined;
  /** Whether the agent may log in. */
  readonly admits?: () => boolean;
  /** Whether everything but the login is refused, whoever asks. */
  readonly forbids?: () => boolean;
  readonly target?: Partial<Target>;
}

interface Scene {
  readonly context: Context;
  readonly connect: () => Promise<Party>;
  /** Ends every login that there is. */
  readonly expire: () => void;
  /** Requests below `/api/v2/me`, those of CometD aside. */
  readonly asked: () => readonly string[];
}

const source = { kind: 'reference', url: 'http://127.0.0.1:1' } as const;

/** A server whose logins last as long as their cookie is known. */
async function stage(options: Options = {}): Promise<Scene> {
  const { refusal = { status: 403, body: { statusCode: 20 } }, admits = () => true } = options;
  const { forbids = () => false } = options;
  let login = 1;
  const inner = createGws();
  const server = await startServer((seen, response) => {
    const { method, path } = seen;
    const cookies = seen.headers.cookie ?? '';
    const isMe = path.startsWith('/api/v2/me?') || path === '/api/v2/me';
    if (isMe && method === 'GET') {
      if (!admits()) return json(response, { statusCode: 20 }, { status: 403 });
      const state = options.channel?.();
      const channels = state === undefined ? [] : [{ channel: 'chat', userState: { state } }];
      const user = { id: 'u1', userName: 'ann', channels };
      return json(
        response,
        { statusCode: 0, user },
        { headers: { 'set-cookie': `JSESSIONID=login-number-${login}; Path=/` } },
      );
    }
    const isUnknown = forbids() || !cookies.includes(`login-number-${login}`);
    if (!path.includes('/notifications') && isUnknown)
      return json(response, refusal.body, { status: refusal.status });
    return inner.handle(seen, response);
  });
  later(server.close);
  const channels = { chat: { spelling: undefined, source } };
  const context = createContext(server.url, { target: { channels, ...options.target } });
  return {
    context,
    connect: async () => {
      const party = await connectParty(context, 'originator', account);
      later(() => party.close());
      return party;
    },
    expire: () => void (login += 1),
    asked: () =>
      server.seen
        .filter(({ path }) => !path.includes('/notifications'))
        .map(({ method, path, body }) => `${method} ${path.split('?')[0]} ${operationIn(body)}`.trim()),
  };
}

function operationIn(body: string): string {
  return body === '' ? '' : String((JSON.parse(body) as { operationName?: string }).operationName);
}

describe('a login that ends in mid-run', () => {
  const refusals: readonly [number, unknown][] = [
    [403, { statusCode: 20 }],
    [401, { statusCode: 20 }],
    [401, undefined],
    [200, { statusCode: 20 }],
  ];
  it.each(refusals)('is begun again, and what was refused (%i, %j) is made again', async (status, body) => {
    const { connect, expire, asked, context } = await stage({ refusal: { status, body } });
    const party = await connect();
    const before = asked().length;

    expire();
    const exchange = await party.request(post);

    expect(exchange).toMatchObject({ response: { status: 200 } });
    expect(exchange.superseded).toBeUndefined();
    expect(asked().slice(before)).toEqual([
      'POST /api/v2/me/chats/C1 Consult',
      'GET /api/v2/me',
      'POST /api/v2/me/chats/C1 Consult',
    ]);
    expect(entriesOf(context, 'exchange').find(({ purpose }) => purpose === 'consult')?.superseded).toBe(
      true,
    );
  });

  it('is begun again once for all requests that were refused', async () => {
    const { connect, expire, asked } = await stage();
    const party = await connect();

    expire();
    const exchanges = await Promise.all([1, 2, 3].map(() => party.request(post)));

    expect(exchanges.map(({ response }) => response?.status)).toEqual([200, 200, 200]);
    expect(asked().filter((line) => line === 'GET /api/v2/me')).toHaveLength(2);
  });

  it('is not begun again for a request whose refusal is wanted', async () => {
    const { connect, expire, asked } = await stage();
    const party = await connect();
    const before = asked().length;

    expire();
    const exchange = await party.request({ ...post, asIs: true });

    expect(exchange.response?.status).toBe(403);
    expect(asked().slice(before)).toEqual(['POST /api/v2/me/chats/C1 Consult']);
  });

  it('is begun again for one whose refusal is wanted for another reason, once', async () => {
    let admitsConsult = true;
    const { connect, expire, asked, context } = await stage({ forbids: () => !admitsConsult });
    const party = await connect();
    const before = asked().length;
    const call = { ...post, asIs: true, keepsLogin: true } as const;

    expire();
    const renewed = await party.request(call);
    admitsConsult = false;
    const refused = await party.request(call);

    expect([renewed, refused].map(({ response }) => response?.status)).toEqual([200, 403]);
    const again = ['POST /api/v2/me/chats/C1 Consult', 'GET /api/v2/me', 'POST /api/v2/me/chats/C1 Consult'];
    expect(asked().slice(before)).toEqual([...again, ...again]);
    const superseded = entriesOf(context, 'exchange').filter((one) => one.superseded === true);
    expect(superseded).toHaveLength(2);
  });

  it.each([3, 5])('is not what statusCode %i says', async (statusCode) => {
    const { connect, expire, asked } = await stage({ refusal: { status: 403, body: { statusCode } } });
    const party = await connect();
    const before = asked().length;

    expire();
    await party.request(post);

    expect(asked().slice(before)).toEqual(['POST /api/v2/me/chats/C1 Consult']);
  });

  const states: readonly [string | undefined, readonly string[]][] = [
    [undefined, []],
    ['Ready', []],
    ['NotReady', []],
    ['LoggedOut', ['POST /api/v2/me StartContactCenterSession', 'POST /api/v2/me/channels/chat Ready']],
    ['Logged Off', ['POST /api/v2/me StartContactCenterSession', 'POST /api/v2/me/channels/chat Ready']],
  ];
  it.each(states)('begins work again only when the server says that it is gone: %j', async (state, work) => {
    let told: string | undefined;
    const { connect, expire, asked } = await stage({ channel: () => told });
    const party = await connect();
    const before = asked().length;

    told = state;
    expire();
    await party.request(post);

    const again = asked().slice(before);
    expect(again.filter((line) => /Start|Ready/.test(line))).toEqual(work);
  });

  it('and is refused from then on is no answer of the server, but a lost login', async () => {
    let admits = true;
    const { connect, expire } = await stage({ admits: () => admits });
    const party = await connect();

    admits = false;
    expire();
    const exchange = await party.request(post);

    expect(exchange.response).toBeUndefined();
    expect(exchange.failure).toMatchObject({
      kind: 'login',
      message: expect.stringMatching(/login ended in mid-run.*log in elsewhere/) as string,
    });
  });
});

describe('work', () => {
  const ends: readonly [string, Options, boolean][] = [
    ['was begun by the suite', { channel: () => 'LoggedOut' }, true],
    ['nobody told of before', {}, true],
    ['was there before', { channel: () => 'NotReady' }, false],
    ['is not for the suite to begin', { target: { startsWork: false } }, false],
  ];
  it.each(ends)('that %s is ended at the end: %j', async (_, options, isEnded) => {
    const { connect, asked } = await stage(options);
    const party = await connect();

    await party.close();

    expect(asked().includes('POST /api/v2/me EndContactCenterSession')).toBe(isEnded);
  });

  it('that could not be begun, as it was there before, is not ended', async () => {
    const gws = createGws({
      paths: {
        '/api/v2/me': ({ method }, r) =>
          method === 'GET' ? json(r, { statusCode: 0, user: { id: 'u1' } }) : json(r, { statusCode: 2 }),
      },
    });
    const server = await startServer(gws.handle);
    later(server.close);
    const party = await connectParty(createContext(server.url), 'originator', account);
    await party.close();

    expect(server.seen.map(({ body }) => body).join()).not.toContain('EndContactCenterSession');
  });

  it('is begun under the name that the target has for the channel', async () => {
    const channels = { chat: { spelling: undefined, source, mediaName: 'web chat' } };
    const { connect, asked } = await stage({ target: { channels } });

    await connect();

    expect(asked()).toContain('POST /api/v2/me/channels/web%20chat Ready');
  });
});
