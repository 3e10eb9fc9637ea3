import { createServer as createTcpServer, type AddressInfo, type Socket } from 'node:net';
import { afterEach, describe, expect, it } from 'vitest';
import type { Body, Exchange, FailureKind } from '../model/evidence.ts';
import { createClient, type Client } from './client.ts';
import type { Call } from './context.ts';
import {
  account,
  PASSWORD,
  createContext,
  json,
  startServer,
  type ContextOptions,
  type Handler,
} from './stage.fixture.ts';

const cleanups: (() => Promise<unknown>)[] = [];

afterEach(async () => {
  for (const cleanup of cleanups.splice(0).toReversed()) await cleanup();
});

function clientFor(baseUrl: string, options: ContextOptions = {}): Client {
  const context = createContext(baseUrl, options);
  const client = createClient(context, { party: 'originator', credentials: account.credentials, baseUrl });
  cleanups.push(client.close);
  return client;
}

/** A host's name that is too long to be one: no name server is asked for it. */
const NO_NAME = `${'a'.repeat(64)}.invalid`;

const get: Call = { purpose: 'state-before', trace: null, method: 'GET', path: '/api/v2/me/chats/C1' };
const post: Call = { ...get, purpose: 'consult', method: 'POST', body: { operationName: 'Consult' } };

async function ask(handle: Handler, call: Call = get, options: ContextOptions = {}): Promise<Exchange> {
  const server = await startServer(handle);
  cleanups.push(server.close);
  return clientFor(server.url, options).exchange(call);
}

async function askTcp(behave: (socket: Socket) => void): Promise<Exchange> {
  const sockets = new Set<Socket>();
  const server = createTcpServer((socket) => {
    sockets.add(socket);
    socket.on('error', () => undefined);
    socket.once('data', () => behave(socket));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  cleanups.push(async () => {
    for (const socket of sockets) socket.destroy();
    server.close();
  });
  return clientFor(`http://127.0.0.1:${(server.address() as AddressInfo).port}`).exchange(get);
}

const head = 'HTTP/1.1 200 OK\r\ncontent-type: application/json\r\n';

describe('an answer that is no use', () => {
  const tooLate: readonly [string, Handler][] = [
    ['never comes', () => undefined],
    [
      'drips',
      (_, r) => {
        const timer = setInterval(() => r.write(' '), 20);
        r.on('close', () => clearInterval(timer));
      },
    ],
  ];
  it.each(tooLate)('is a failure when its time is over: %s', async (_, handle) => {
    const exchange = await ask(handle, get, { answerMs: 300 });

    expect(exchange.failure).toEqual({
      kind: 'timeout',
      message: expect.stringMatching(/no whole answer within 300 ms/) as string,
    });
    expect(exchange.response).toBeUndefined();
    expect(exchange.end.at).toBeLessThan(exchange.at + 10_000);
  });

  const overHttp: readonly [string, Handler, FailureKind, RegExp][] = [
    [
      'is longer than is read',
      (_, r) => void r.end(Buffer.alloc(11_000_000, 0x20)),
      'too-large',
      /longer than 1000000 bytes/,
    ],
    [
      'leads to another origin',
      (_, r) => void r.writeHead(302, { location: 'http://127.0.0.1:9/login' }).end(),
      'protocol',
      /another origin/,
    ],
    [
      'leads to no address',
      (_, r) => void r.writeHead(302, { location: 'http://[' }).end(),
      'protocol',
      /not an address/,
    ],
    [
      'leads in a circle',
      (s, r) => void r.writeHead(307, { location: s.path }).end(),
      'protocol',
      /after 5 redirects/,
    ],
  ];
  it.each(overHttp)('is a failure of its kind: %s', async (_, handle, kind, message) => {
    const exchange = await ask(handle);

    expect(exchange.failure).toEqual({ kind, message: expect.stringMatching(message) as string });
    expect(exchange.response).toBeUndefined();
  });

  const overTcp: readonly [string, (socket: Socket) => void, FailureKind][] = [
    [
      'is reset in its body',
      (s) => s.write(`${head}content-length: 100\r\n\r\n{"a":`, () => s.resetAndDestroy()),
      'reset',
    ],
    ['ends in its body', (s) => s.end(`${head}content-length: 100\r\n\r\n{"a":`), 'reset'],
    ['is reset before it begins', (s) => s.resetAndDestroy(), 'reset'],
    ['is not HTTP', (s) => s.end('220 smtp.example ready\r\n'), 'protocol'],
    ['has two lengths', (s) => s.end(`${head}content-length: 1\r\ncontent-length: 2\r\n\r\n{}`), 'protocol'],
    ['has broken chunks', (s) => s.end(`${head}transfer-encoding: chunked\r\n\r\nzz\r\n{}`), 'protocol'],
  ];
  it.each(overTcp)('is a failure of its kind: %s', async (_, behave, kind) => {
    const exchange = await askTcp(behave);

    expect(exchange.failure?.kind).toBe(kind);
    expect(exchange.failure?.message).not.toBe('');
  });

  const addresses: readonly [string, (port: string) => string, FailureKind][] = [
    ['nobody listens', () => 'http://127.0.0.1:1', 'refused'],
    ['the host is unknown', () => `http://${NO_NAME}`, 'name-resolution'],
    ['the port speaks no TLS', (url) => url.replace('http:', 'https:'), 'tls'],
  ];
  it.each(addresses)('is a failure of its kind: %s', async (_, toUrl, kind) => {
    const server = await startServer((__, r) => json(r, {}));
    cleanups.push(server.close);

    const exchange = await clientFor(toUrl(server.url)).exchange(get);

    expect(exchange.failure?.kind).toBe(kind);
  });

  it('is cancelled when the run is aborted', async () => {
    const abort = new AbortController();
    const exchange = ask(() => abort.abort(), get, { signal: abort.signal });

    expect((await exchange).failure?.kind).toBe('cancelled');
  });
});

describe('a body', () => {
  const nested = '['.repeat(100_000) + ']'.repeat(100_000);
  const bodies: readonly [string, string | Buffer, Body][] = [
    ['nothing', '', { form: 'none' }],
    ['JSON', '{"a":[1]}', { form: 'json', json: { a: [1] } }],
    ['JSON after a byte order mark', '\uFEFF{"a":1}', { form: 'json', json: { a: 1 } }],
    [
      'brackets inside a string',
      JSON.stringify(nested.slice(0, 900) + '"'),
      { form: 'json', json: nested.slice(0, 900) + '"' },
    ],
    ['HTML', '<html></html>', { form: 'text', text: '<html></html>', why: 'invalid-json' }],
    ['long text', 'x'.repeat(5_000), { form: 'text', text: 'x'.repeat(2_000), why: 'invalid-json' }],
    [
      'bytes that are not UTF-8',
      Buffer.from([0x22, 0xff, 0x22]),
      { form: 'text', text: '"\uFFFD"', why: 'invalid-utf8' },
    ],
    ['JSON of 100,000 levels', nested, { form: 'text', text: '['.repeat(2_000), why: 'too-deep' }],
    [
      'half a secret at the clip',
      'x'.repeat(1_990) + PASSWORD,
      { form: 'text', text: 'x'.repeat(1_990) + '(secret)', why: 'invalid-json' },
    ],
  ];
  it.each(bodies)('is recorded as it was received: %s', async (_, sent, body) => {
    const exchange = await ask(
      (__, response) => void response.writeHead(200, { 'content-type': 'text/plain' }).end(sent),
    );

    expect(exchange.response?.body).toEqual(body);
  });

  it('with a member __proto__ changes no prototype', async () => {
    const exchange = await ask((_, r) => void r.end(`{"__proto__":{"polluted":"${PASSWORD}"},"a":1}`));

    const body = exchange.response?.body;
    const value = body?.form === 'json' ? body.json : undefined;
    expect(Object.getPrototypeOf(value)).toBe(Object.prototype);
    expect(JSON.stringify(value)).toBe('{"__proto__":{"polluted":"(secret)"},"a":1}');
    expect(({} as Record<string, unknown>)['polluted']).toBeUndefined();
  });
});

describe('a request', () => {
  it('sends JSON below the path of the base URL', async () => {
    const server = await startServer((_, r) => json(r, { statusCode: 0 }));
    cleanups.push(server.close);

    const exchange = await clientFor(`${server.url}/gws/`).exchange(post);

    expect(server.seen[0]).toMatchObject({ path: `/gws${post.path}`, body: '{"operationName":"Consult"}' });
    expect(server.seen[0]?.headers['content-type']).toBe('application/json');
    expect(exchange.request.headers['authorization']).toBe('(secret)');
    expect(exchange.end.seq).toBe(exchange.seq + 1);
  });

  const raws: readonly [string, NonNullable<Call['raw']>, string | undefined][] = [
    ['without a content type', { body: '{' }, undefined],
    ['with one', { body: 'a=1', contentType: 'text/plain' }, 'text/plain'],
  ];
  it.each(raws)('sends a raw body as it is, %s', async (_, raw, contentType) => {
    const server = await startServer((__, r) => json(r, {}));
    cleanups.push(server.close);

    const exchange = await clientFor(server.url).exchange({ ...post, raw });

    expect(server.seen[0]?.body).toBe(raw.body);
    expect(server.seen[0]?.headers['content-type']).toBe(contentType);
    expect(exchange.request.body).toBe(raw.body);
  });

  const redirects: readonly [number, string, string][] = [
    [307, 'POST', '{"operationName":"Consult"}'],
    [308, 'POST', '{"operationName":"Consult"}'],
    [302, 'GET', ''],
    [303, 'GET', ''],
  ];
  it.each(redirects)('follows %i to the same server as %s', async (status, method, body) => {
    const server = await startServer((seen, r) =>
      seen.path === '/goal?x=1'
        ? json(r, { ok: true })
        : void r.writeHead(status, { location: '/goal?x=1' }).end(),
    );
    cleanups.push(server.close);

    const exchange = await clientFor(server.url).exchange(post);

    expect(server.seen[1]).toMatchObject({ method, body });
    expect(exchange.response?.body).toEqual({ form: 'json', json: { ok: true } });
    expect(exchange.request.method).toBe(method);
  });

  it('sends the cookies that the last answers set', async () => {
    let round = 0;
    const server = await startServer((_, r) => {
      round += 1;
      const cookie = round === 3 ? 'route=x; Path=/; Max-Age=0' : `route=value-${round}; Path=/`;
      json(r, {}, { headers: { 'set-cookie': cookie } });
    });
    cleanups.push(server.close);
    const client = clientFor(server.url);

    for (let i = 0; i < 4; i++) await client.exchange(get);

    expect(server.seen.map(({ headers }) => headers.cookie)).toEqual([
      undefined,
      'route=value-1',
      'route=value-2',
      undefined,
    ]);
  });
});
