/** Sends one HTTP request and reads its answer; every way in which that can fail becomes a value. */
import { Pool, type Dispatcher } from 'undici';
import type { Body, TransportFailure } from '../model/evidence.ts';
import { readBody } from './body.ts';
import { createDeadline } from './deadline.ts';
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

/** Enough for a held long-poll and everything that a scenario sends at the same time. */
const CONNECTIONS = 8;

/** Connections to the server of an address, opened as they are needed. */
export function createTransport(address: string, maxBodyBytes: number): Transport {
  const server = new URL(address);
  const pool = new Pool(server.origin, {
    connections: CONNECTIONS,
    connect: { timeout: 0 },
    headersTimeout: 0,
    bodyTimeout: 0,
  });
  return {
    server,
    send: (request) => send(pool, request, maxBodyBytes),
    close: () => pool.destroy(),
  };
}

async function send(pool: Pool, request: WireRequest, maxBodyBytes: number): Promise<Outcome> {
  const { method, path, headers, body = null, deadlineMs } = request;
  const deadline = createDeadline(request.signal, deadlineMs);
  try {
    const response = await pool.request({ method, path, headers, body, signal: deadline.signal });
    const bytes = await readBytes(response.body, maxBodyBytes);
    if (bytes === undefined) {
      const message = `the answer (status ${response.statusCode}) is longer than ${maxBodyBytes} bytes`;
      return { failure: { kind: 'too-large', message } };
    }
    return { answer: { status: response.statusCode, ...readHeaders(response), body: readBody(bytes) } };
  } catch (error) {
    if (deadline.expired()) return { failure: timedOut(deadlineMs) };
    return { failure: request.signal.aborted ? cancelled : toFailure(error) };
  } finally {
    deadline.release();
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
