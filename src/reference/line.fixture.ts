/** HTTP for tests, by node:http and node:https alone: single requests, and a line on which an agent is logged in. */
import { once } from 'node:events';
import { Agent as HttpAgent, request as httpRequest, type IncomingMessage } from 'node:http';
import { request as httpsRequest, type RequestOptions } from 'node:https';
import { brotliDecompressSync, gunzipSync, inflateSync } from 'node:zlib';
import { isObject, type Json, type JsonObject } from './json.ts';
import type { ReferenceAccount } from './start.ts';

/** An HTTP answer as tests look at it. */
export interface Got {
  readonly status: number;
  readonly headers: IncomingMessage['headers'];
  /** `undefined`: no JSON. */
  readonly json: JsonObject | undefined;
  readonly text: string;
  /** The body as it came. */
  readonly bytes: Buffer;
}

/** What is sent. */
export interface Sent {
  readonly method?: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string | Uint8Array;
  readonly connections?: HttpAgent;
  /** For https: whom to trust, what to show. */
  readonly tls?: Pick<RequestOptions, 'ca' | 'cert' | 'key'>;
}

/** Sends one request. */
export async function fetchFrom(
  url: string,
  { method = 'GET', headers = {}, body, connections, tls = {} }: Sent = {},
): Promise<Got> {
  const send = url.startsWith('https:') ? httpsRequest : httpRequest;
  const request = send(url, { method, headers, agent: connections ?? false, ...tls });
  request.end(body);
  const [response] = (await once(request, 'response')) as [IncomingMessage];
  const chunks: Buffer[] = [];
  for await (const chunk of response as AsyncIterable<Buffer>) chunks.push(chunk);
  const bytes = Buffer.concat(chunks);
  const text = unpacked(bytes, response.headers['content-encoding']).toString('utf8');
  const { statusCode: status = 0, headers: received } = response;
  return { status, headers: received, bytes, text, json: parsed(text) };
}

function unpacked(bytes: Buffer, coding = 'identity'): Buffer {
  const unpack = new Map([
    ['gzip', gunzipSync],
    ['br', brotliDecompressSync],
    ['deflate', inflateSync],
  ]).get(coding);
  return bytes.length === 0 ? bytes : (unpack?.(bytes) ?? bytes);
}

function parsed(text: string): JsonObject | undefined {
  try {
    const json: unknown = JSON.parse(text);
    return isObject(json) ? json : undefined;
  } catch {
    return undefined;
  }
}

/** The requests of one agent, with its cookies and its token. */
export interface Line {
  readonly get: (path: string) => Promise<Got>;
  readonly post: (path: string, body: Json, headers?: Readonly<Record<string, string>>) => Promise<Got>;
  /** What goes with every request: cookies and token. */
  readonly headers: () => Readonly<Record<string, string>>;
  /** Counts on: a place in the order of all that is received on the line. */
  readonly next: () => number;
  readonly isOpen: () => boolean;
  readonly close: () => void;
}

/** HTTP Basic credentials as a header's value. */
export function basic(userName: string, password: string): string {
  return `Basic ${Buffer.from(`${userName}:${password}`).toString('base64')}`;
}

/** Logs an agent in. */
export async function login(baseUrl: string, { userName, password }: ReferenceAccount): Promise<Line> {
  const connections = new HttpAgent({ keepAlive: true });
  const headers = { authorization: basic(userName, password) };
  const me = await fetchFrom(`${baseUrl}/api/v2/me`, { headers, connections });
  const jar = createJar();
  jar.keep(me);
  const token = String(me.headers['x-csrf-token'] ?? '');
  let order = 0;
  let isOpen = true;
  const headersNow = (): Readonly<Record<string, string>> => ({
    cookie: jar.cookie(),
    'x-csrf-token': token,
  });
  const send = async (path: string, sent: Sent): Promise<Got> => {
    const own = { ...headersNow(), ...sent.headers };
    const got = await fetchFrom(baseUrl + path, { ...sent, headers: own, connections });
    jar.keep(got);
    order++;
    const { location } = got.headers;
    return location !== undefined && [307, 308].includes(got.status) ? send(location, sent) : got;
  };
  return {
    get: (path) => send(path, {}),
    post: (path, body, more = {}) =>
      send(path, {
        method: 'POST',
        headers: { 'content-type': 'application/json', ...more },
        body: JSON.stringify(body),
      }),
    headers: headersNow,
    next: () => order++,
    isOpen: () => isOpen,
    close: () => {
      isOpen = false;
      connections.destroy();
    },
  };
}

function createJar(): { readonly keep: (got: Got) => void; readonly cookie: () => string } {
  const cookies = new Map<string, string>();
  return {
    keep: ({ headers }) => {
      for (const cookie of headers['set-cookie'] ?? []) {
        const [name = '', value = ''] = (cookie.split(';')[0] ?? '').split('=');
        cookies.set(name, value);
      }
    },
    cookie: () => [...cookies].map((pair) => pair.join('=')).join('; '),
  };
}
