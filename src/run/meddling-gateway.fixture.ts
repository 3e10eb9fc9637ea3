/** For tests only: stands before a server and does to its traffic what networks and operators do. */
import { createServer, request, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { gzipSync } from 'node:zlib';

/** One request that passes. */
export interface Passing {
  readonly method: string;
  readonly path: string;
  readonly headers: IncomingMessage['headers'];
  readonly body: string;
}

/** What a gateway does. */
export interface Meddling {
  /** Where requests go at the moment. */
  readonly origin: () => string;
  /** Called with each request; `true`: it was answered here. */
  readonly meddle?: (passing: Passing, response: ServerResponse) => boolean | Promise<boolean>;
  /** Milliseconds by which every answer is late. */
  readonly delayMs?: number;
  readonly gzips?: boolean;
}

/** A gateway on a free loopback port. */
export interface MeddlingGateway {
  readonly url: string;
  /** Breaks every connection. */
  readonly cut: () => void;
  readonly close: () => Promise<void>;
}

/** Starts a gateway. */
export async function startMeddlingGateway(meddling: Meddling): Promise<MeddlingGateway> {
  const server = createServer((incoming, response) => {
    const chunks: Buffer[] = [];
    incoming.on('error', () => undefined);
    response.on('error', () => undefined);
    incoming.on('data', (chunk: Buffer) => chunks.push(chunk));
    incoming.on('end', () => void pass(meddling, { incoming, response, body: Buffer.concat(chunks) }));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    cut: () => server.closeAllConnections(),
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

interface Exchanging {
  readonly incoming: IncomingMessage;
  readonly response: ServerResponse;
  readonly body: Buffer;
}

async function pass(meddling: Meddling, { incoming, response, body }: Exchanging): Promise<void> {
  const { method = '', url: path = '', headers } = incoming;
  if ((await meddling.meddle?.({ method, path, headers, body: body.toString() }, response)) === true) return;
  const onward = request(meddling.origin() + path, { method, headers }, (received) => {
    const chunks: Buffer[] = [];
    received.on('error', () => response.destroy());
    received.on('data', (chunk: Buffer) => chunks.push(chunk));
    received.on('end', () => void answer(meddling, { received, response, body: Buffer.concat(chunks) }));
  });
  onward.on('error', () => response.destroy());
  response.on('close', () => onward.destroy());
  onward.end(body);
}

interface Answering {
  readonly received: IncomingMessage;
  readonly response: ServerResponse;
  readonly body: Buffer;
}

async function answer(
  { delayMs = 0, gzips }: Meddling,
  { received, response, body }: Answering,
): Promise<void> {
  if (delayMs > 0) await sleep(delayMs);
  const { 'content-length': _, 'transfer-encoding': __, ...headers } = received.headers;
  const coding = gzips === true ? { 'content-encoding': 'gzip' } : {};
  const cookies = [response.getHeader('set-cookie') ?? [], headers['set-cookie'] ?? []].flat().map(String);
  const jar = cookies.length === 0 ? {} : { 'set-cookie': cookies };
  response.writeHead(received.statusCode ?? 502, { ...headers, ...coding, ...jar });
  response.end(gzips === true ? gzipSync(body) : body);
}
