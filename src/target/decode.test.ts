import { brotliCompressSync, deflateRawSync, deflateSync, gzipSync } from 'node:zlib';
import { afterEach, describe, expect, it } from 'vitest';
import type { Exchange } from '../model/evidence.ts';
import { createClient } from './client.ts';
import { createContext, createStage, startServer } from './stage.fixture.ts';

const { later, clear } = createStage();

afterEach(clear);

async function receive(body: Buffer, coding: string): Promise<Exchange> {
  const server = await startServer(
    (_, r) =>
      void r.writeHead(200, { 'content-type': 'application/json', 'content-encoding': coding }).end(body),
  );
  later(server.close);
  const context = createContext(server.url, { maxBodyBytes: 100_000 });
  const client = createClient(context, { party: 'originator', credentials: undefined, baseUrl: server.url });
  later(client.close);
  return client.exchange({ purpose: 'state-before', trace: null, method: 'GET', path: '/' });
}

const text = Buffer.from(JSON.stringify({ statusCode: 0 }));

describe('a coded answer', () => {
  const codings: readonly [string, Buffer][] = [
    ['gzip', gzipSync(text)],
    ['x-gzip', gzipSync(text)],
    ['deflate', deflateSync(text)],
    ['deflate', deflateRawSync(text)],
    ['br', brotliCompressSync(text)],
    ['BR, identity', brotliCompressSync(text)],
    ['deflate, gzip', gzipSync(deflateSync(text))],
    ['identity', text],
    ['', text],
  ];
  it.each(codings)('is read: %s', async (coding, body) => {
    expect((await receive(body, coding)).response?.body).toEqual({ form: 'json', json: { statusCode: 0 } });
  });

  it('without a body is none', async () => {
    expect((await receive(Buffer.alloc(0), 'gzip')).response?.body).toEqual({ form: 'none' });
  });

  const bomb = Buffer.alloc(50_000_000);
  const bombs: readonly [string, Buffer][] = [
    ['gzip', gzipSync(bomb)],
    ['br', brotliCompressSync(bomb.subarray(0, 5_000_000))],
    ['gzip, gzip', gzipSync(gzipSync(bomb))],
  ];
  it.each(bombs)('that would be too large is not read: %s', async (coding, body) => {
    expect(body.byteLength).toBeLessThan(100_000);

    const exchange = await receive(body, coding);

    expect(exchange.failure).toEqual({
      kind: 'too-large',
      message: 'the answer (status 200) is longer than 100000 bytes',
    });
  });

  const broken: readonly [string, Buffer, RegExp][] = [
    ['gzip', text, /not gzip/],
    ['gzip', gzipSync(text).subarray(0, 12), /not gzip/],
    ['zstd', text, /zstd is unknown/],
    ['constructor', text, /constructor is unknown/],
    ['gzip,gzip,gzip,gzip', text, /4 content codings/],
  ];
  it.each(broken)('that is not what it says can not be read: %s', async (coding, body, message) => {
    const exchange = await receive(body, coding);

    expect(exchange.failure).toEqual({ kind: 'protocol', message: expect.stringMatching(message) as string });
  });
});
