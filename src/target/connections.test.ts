import { afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { Exchange } from '../model/evidence.ts';
import type { Target, TlsSettings } from '../model/target.ts';
import { makeCertificates, type Certificates } from './certificates.fixture.ts';
import { createClient } from './client.ts';
import type { Call } from './context.ts';
import { startProxy, type TestProxy } from './proxy.fixture.ts';
import { account, createContext, createStage, json, startServer } from './stage.fixture.ts';

const { later, clear } = createStage();

afterEach(clear);

let certificates: Certificates;

beforeAll(async () => {
  certificates = await makeCertificates();
});

const get: Call = { purpose: 'state-before', trace: null, method: 'GET', path: '/api/v2/me' };

interface Server {
  readonly url: string;
}

async function startSecure(wantsClient = false): Promise<Server> {
  const { server, authority } = certificates;
  const client = wantsClient ? { requestCert: true, rejectUnauthorized: true, ca: authority.cert } : {};
  const started = await startServer((_, r) => json(r, { statusCode: 0 }), { ...server, ...client });
  later(started.close);
  return started;
}

async function startPlain(): Promise<Server> {
  const started = await startServer((_, r) => json(r, { statusCode: 0 }));
  later(started.close);
  return started;
}

async function ask({ url }: Server, target: Partial<Target>): Promise<Exchange> {
  const context = createContext(url, { target });
  const client = createClient(context, {
    party: 'originator',
    credentials: account.credentials,
    baseUrl: url,
  });
  later(client.close);
  return client.exchange(get);
}

describe('TLS', () => {
  it('does not trust an authority that nobody named', async () => {
    const exchange = await ask(await startSecure(), {});

    expect(exchange.failure).toMatchObject({ kind: 'tls' });
  });

  const trusting: readonly [string, () => TlsSettings][] = [
    ['an authority that the target names', () => ({ ca: [certificates.authority.cert] })],
    ['any certificate when it is told to be insecure', () => ({ insecure: true })],
  ];
  it.each(trusting)('trusts %s', async (_, tls) => {
    const exchange = await ask(await startSecure(), { tls: tls() });

    expect(exchange.response?.status).toBe(200);
  });

  it('shows a client certificate to a server that wants one', async () => {
    const { authority, client } = certificates;
    const server = await startSecure(true);

    const [shown, bare] = [
      await ask(server, { tls: { ca: [authority.cert], ...client } }),
      await ask(server, { tls: { ca: [authority.cert] } }),
    ];

    expect(shown.response?.status).toBe(200);
    expect(bare.failure?.kind).toMatch(/tls|reset/);
  });

  it('says of a key that is none that it is about TLS', async () => {
    const tls = { ca: [certificates.authority.cert], cert: certificates.client.cert, key: 'no key' };

    const exchange = await ask(await startSecure(), { tls });

    expect(exchange.failure?.kind).toBe('tls');
  });
});

describe('a proxy', () => {
  async function start(credentials?: string): Promise<TestProxy> {
    const proxy = await startProxy(credentials);
    later(proxy.close);
    return proxy;
  }

  it('is asked for a tunnel to a server that speaks TLS', async () => {
    const [proxy, server] = [await start(), await startSecure()];

    const exchange = await ask(server, {
      proxy: `http://${proxy.host}`,
      tls: { ca: [certificates.authority.cert] },
    });

    expect(exchange.response?.status).toBe(200);
    expect(proxy.asked).toEqual([`CONNECT ${new URL(server.url).host}`]);
  });

  it('is asked for the whole address of a server that does not', async () => {
    const [proxy, server] = [await start('joe:s3cr et'), await startPlain()];

    const exchange = await ask(server, { proxy: `http://joe:s3cr%20et@${proxy.host}` });

    expect(exchange.response?.status).toBe(200);
    expect(proxy.asked).toEqual([`GET ${server.url}/api/v2/me`]);
  });

  const strangers: readonly [string, () => Promise<Server>][] = [
    ['a server that speaks TLS', () => startSecure()],
    ['one that does not', startPlain],
  ];
  it.each(strangers)('that refuses us is named instead of %s', async (_, startOne) => {
    const proxy = await start('joe:secret');

    const exchange = await ask(await startOne(), { proxy: `http://joe:wrong@${proxy.host}` });

    expect(exchange.failure).toEqual({ kind: 'proxy', message: expect.stringContaining('407') as string });
  });

  it('that is not there is a refused connection', async () => {
    const proxy = await startProxy();
    await proxy.close();

    const exchange = await ask(await startPlain(), { proxy: `http://${proxy.host}` });

    expect(exchange.failure?.kind).toBe('refused');
  });

  it('may hold one request while others pass', async () => {
    const proxy = await start();
    const server = await startServer(({ path }, r) => (path === '/held' ? undefined : json(r, {})));
    later(server.close);
    const context = createContext(server.url, { target: { proxy: `http://${proxy.host}` } });
    const client = createClient(context, {
      party: 'originator',
      credentials: undefined,
      baseUrl: server.url,
    });
    later(client.close);

    void client.exchange({ ...get, path: '/held' });
    const exchange = await client.exchange(get);

    expect(exchange.response?.status).toBe(200);
  });
});
