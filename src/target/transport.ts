/** Sends one HTTP request and reads its answer; every way in which that can fail becomes a value. */
import type { Dispatcher } from 'undici';
import type { Body, TransportFailure } from '../model/evidence.ts';
import type { Target } from '../model/target.ts';
import { readBody } from './body.ts';
import { openConnections } from './connections.ts';
import { createDeadline } from './deadline.ts';
import { decode } from './decode.ts';
import { cancelled, timedOut, toFailure } from './failure.ts';

/** One request as it goes out. */
export interface WireRequest {
  readonly method: 'GET' | 'POST' | 'PUT' | 'DELETE';
  /** Path and query on the server, beginning with a slash. */
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string | undefined;
  readonly deadlineMs: number;
  readonly signal: AbortSignal;
}

/** An answer that was read whole. */
export interface WireAnswer {
  readonly status: number;
  /** Names in lower case; several values of one name are joined by commas. */
  readonly headers: Readonly<Record<string, string>>;
  readonly setCookies: readonly string[];
  readonly body: Body;
}

/** An answer, or why there is none. */
export type Outcome =
  | { readonly answer: WireAnswer; readonly failure?: never }
  | { readonly answer?: never; readonly failure: TransportFailure };

/** The connections to one server. */
export interface Transport {
  readonly server: URL;
  /** Never throws. */
  readonly send: (request: WireRequest) => Promise<Outcome>;
  /** Ends every connection, and with it every request under way. */
  readonly close: () => Promise<void>;
}

/** The part of a target that says how its servers are reached, and how much of an answer is read. */
export type Way = Pick<Target, 'maxBodyBytes' | 'proxy' | 'tls'>;

/** Connections to the server of an address, opened as they are needed. */
export function createTransport(address: string, way: Way): Transport {
  const server = new URL(address);
  const connections = openConnections(server.origin, way);
  const line: Line = { connections, server, way };
  return { server, send: (request) => send(line, request), close: () => connections.destroy() };
}

interface Line {
  readonly connections: Dispatcher;
  readonly server: URL;
  readonly way: Way;
}

async function send({ connections, server, way }: Line, request: WireRequest): Promise<Outcome> {
  const { method, path, headers, body = null, deadlineMs } = request;
  const deadline = createDeadline(request.signal, deadlineMs);
  const { origin } = server;
  try {
    const response = await connections.request({
      origin,
      method,
      path,
      headers,
      body,
      signal: deadline.signal,
    });
    return await readAnswer(response, way.maxBodyBytes);
  } catch (error) {
    if (deadline.expired()) return { failure: timedOut(deadlineMs) };
    return { failure: request.signal.aborted ? cancelled : toFailure(error) };
  } finally {
    deadline.release();
  }
}

async function readAnswer(response: Dispatcher.ResponseData, limit: number): Promise<Outcome> {
  const status = response.statusCode;
  const read = await readBytes(response.body, limit);
  const { headers, setCookies } = readHeaders(response);
  const decoded =
    read === undefined
      ? ({ kind: 'too-large' } as const)
      : await decode(read, headers['content-encoding'] ?? '', limit);
  switch (decoded.kind) {
    case 'bytes':
      return { answer: { status, headers, setCookies, body: readBody(decoded.bytes) } };
    case 'too-large':
      return {
        failure: {
          kind: 'too-large',
          message: `the answer (status ${status}) is longer than ${limit} bytes`,
        },
      };
    case 'unreadable':
      return {
        failure: { kind: 'protocol', message: `the answer (status ${status}) can't be read: ${decoded.why}` },
      };
  }
}

/** Leaving the loop early ends the connection. */
async function readBytes(body: AsyncIterable<Uint8Array>, limit: number): Promise<Uint8Array | undefined> {
  const chunks: Uint8Array[] = [];
  let length = 0;
  for await (const chunk of body) {
    length += chunk.byteLength;
    if (length > limit) return undefined;
    chunks.push(chunk);
  }
  return Buffer.concat(chunks, length);
}

function readHeaders(response: Dispatcher.ResponseData): Pick<WireAnswer, 'headers' | 'setCookies'> {
  const entries = Object.entries(response.headers).flatMap(([name, value]) =>
    value === undefined ? [] : [[name.toLowerCase(), [value].flat()] as const],
  );
  const setCookies = entries.find(([name]) => name === 'set-cookie')?.[1] ?? [];
  return {
    headers: Object.fromEntries(entries.map(([name, values]) => [name, values.join(', ')])),
    setCookies,
  };
}
