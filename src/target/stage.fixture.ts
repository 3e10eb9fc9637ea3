/** For tests only: small servers that behave as they are told, and a context to reach them with. */
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { createServer as createSecureServer, type ServerOptions } from 'node:https';
import type { AddressInfo } from 'node:net';
import { isObject, type JsonObject } from '../model/json.ts';
import type { Entry } from '../model/evidence.ts';
import { createRecorder } from '../model/recorder.ts';
import type { AgentAccount, Target } from '../model/target.ts';
import { openContext, type Context } from './context.ts';
import { connectParty, type Party } from './party.ts';

/** A request as a test server saw it. */
export interface Seen {
  readonly method: string;
  readonly path: string;
  readonly headers: IncomingMessage['headers'];
  readonly body: string;
}

/** What a test server does with a request. */
export type Handler = (seen: Seen, response: ServerResponse) => void;

/** A server on a free loopback port. */
export interface TestServer {
  readonly url: string;
  readonly seen: readonly Seen[];
  readonly close: () => Promise<void>;
}

/** Starts a server that answers every request by `handle`; `tls`: its certificates, where it speaks TLS. */
export async function startServer(handle: Handler, tls?: ServerOptions): Promise<TestServer> {
  const seen: Seen[] = [];
  const listen = (request: IncomingMessage, response: ServerResponse): void => {
    const chunks: Buffer[] = [];
    response.on('error', () => undefined);
    request.on('error', () => undefined);
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      const { method = '', url: path = '', headers } = request;
      const one = { method, path, headers, body: Buffer.concat(chunks).toString('utf8') };
      seen.push(one);
      handle(one, response);
    });
  };
  const server = tls === undefined ? createServer(listen) : createSecureServer(tls, listen);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: `${tls === undefined ? 'http' : 'https'}://127.0.0.1:${port}`,
    seen,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

/** Answers with JSON. */
export function json(response: ServerResponse, body: unknown, extra: Answering = {}): void {
  response.writeHead(extra.status ?? 200, { 'content-type': 'application/json', ...extra.headers });
  response.end(JSON.stringify(body));
}

/** What an answer has besides its body. */
export interface Answering {
  readonly status?: number;
  readonly headers?: Record<string, string | string[]>;
}

/** Answers one Bayeux message; `hold`: the request is held until the server has something to deliver. */
export type MetaHandler = (message: JsonObject) => readonly unknown[] | 'hold';

/** What a small GWS does otherwise than usual. */
export interface GwsOptions {
  /** By path, without query. */
  readonly paths?: Readonly<Record<string, Handler>>;
  /** By Bayeux channel. */
  readonly meta?: Readonly<Record<string, MetaHandler>>;
}

/** A small GWS, and a way to make it deliver messages. */
export interface Gws {
  readonly handle: Handler;
  /** Sends messages in one array: into the held connect, or the next one. */
  readonly push: (...messages: readonly unknown[]) => void;
  /** Whether a connect is being held. */
  readonly isHolding: () => boolean;
}

const TOKEN = { 'x-csrf-header': 'X-CSRF-TOKEN', 'x-csrf-token': 'csrf-token-0123456789' };
const COOKIE = { 'set-cookie': ['JSESSIONID=session-0123456789; Path=/api; HttpOnly', 'short=1; Path=/'] };

/** A small GWS that logs everybody in. */
export function createGws({ paths = {}, meta = {} }: GwsOptions = {}): Gws {
  const queue: unknown[] = [];
  let held: { response: ServerResponse; reply: unknown } | undefined;
  const flush = (): void => {
    if (held === undefined || queue.length === 0) return;
    const { response, reply } = held;
    held = undefined;
    json(response, [...queue.splice(0), reply]);
  };
  const notify: Handler = ({ body }, response) => {
    const answers: unknown[] = [];
    for (const message of JSON.parse(body) as JsonObject[]) {
      const handler = meta[String(message['channel'])] ?? usualMeta;
      const answer = handler(message);
      if (answer === 'hold') {
        held = { response, reply: success(message) };
        return flush();
      }
      answers.push(...answer);
    }
    json(response, answers);
  };
  const usualPaths: Readonly<Record<string, Handler>> = {
    '/api/v2/notifications': notify,
    '/api/v2/me': (seen, response) =>
      json(response, seen.method === 'GET' ? { statusCode: 0, user: USER } : { statusCode: 0 }, {
        headers: seen.method === 'GET' ? { ...TOKEN, ...COOKIE } : {},
      }),
  };
  return {
    handle: (seen, response) => {
      const path = seen.path.split('?')[0] ?? '';
      const handler = paths[path] ?? usualPaths[path];
      return handler === undefined ? json(response, { statusCode: 0 }) : handler(seen, response);
    },
    push: (...messages) => {
      queue.push(...messages);
      flush();
    },
    isHolding: () => held !== undefined,
  };
}

const USER = {
  id: 'u1',
  userName: 'ann',
  uri: 'http://elsewhere:8080/api/v2/users/u1',
  features: [{ id: 'api-multimedia' }],
};

/** The successful reply to a Bayeux message. */
export function success(message: JsonObject, more: JsonObject = {}): JsonObject {
  const { id, channel, subscription } = message;
  return { id, channel, successful: true, ...(subscription === undefined ? {} : { subscription }), ...more };
}

function usualMeta(message: JsonObject): readonly unknown[] | 'hold' {
  if (message['channel'] === '/meta/handshake')
    return [success(message, { clientId: 'client-0123456789', supportedConnectionTypes: ['long-polling'] })];
  const atOnce = isObject(message['advice']) && message['advice']['timeout'] === 0;
  return message['channel'] === '/meta/connect' && !atOnce ? 'hold' : [success(message)];
}

/** The password of the tests' agent. */
export const PASSWORD = 'pass-word-of-ann';

/** The account of the tests' agent. */
export const account: AgentAccount = {
  credentials: { kind: 'basic', userName: 'ann', password: PASSWORD },
  nickname: 'Ann',
};

/** What a test wants otherwise. */
export interface ContextOptions {
  readonly answerMs?: number;
  readonly maxBodyBytes?: number;
  readonly signal?: AbortSignal;
  readonly channels?: Target['channels'];
  readonly target?: Partial<Target>;
}

/** A context for a server of a test. */
export function createContext(baseUrl: string, options: ContextOptions = {}): Context {
  const now = (): number => performance.now();
  const { answerMs = 20_000, maxBodyBytes = 1_000_000, channels = {} } = options;
  return openContext({
    now,
    recorder: createRecorder(now),
    signal: options.signal ?? new AbortController().signal,
    target: {
      name: 'test',
      kind: 'deployed',
      product: 'test',
      version: '0',
      baseUrl,
      notificationsPath: '/api/v2/notifications',
      parties: { originator: account },
      channels,
      deadlines: { answer: answerMs, notification: 20_000, settle: 50, overall: 60_000 },
      maxBodyBytes,
      ...options.target,
    },
  });
}

/** A small GWS, a context to reach it with, and what it saw. */
export interface Play {
  readonly gws: Gws;
  readonly context: Context;
  readonly url: string;
  readonly seen: readonly Seen[];
}

/** Opens what a test needs, and closes all of it after the test. */
export interface Stage {
  readonly play: (options?: GwsOptions, contextOptions?: ContextOptions) => Promise<Play>;
  readonly connect: (context: Context) => Promise<Party>;
  /** Closes something later, the last first. */
  readonly later: (close: () => Promise<unknown>) => void;
  readonly clear: () => Promise<void>;
}

/** An empty stage. */
export function createStage(): Stage {
  const closings: (() => Promise<unknown>)[] = [];
  return {
    play: async (options = {}, contextOptions = {}) => {
      const gws = createGws(options);
      const server = await startServer(gws.handle);
      closings.push(server.close);
      return { gws, context: createContext(server.url, contextOptions), url: server.url, seen: server.seen };
    },
    connect: async (context) => {
      const party = await connectParty(context, 'originator', account);
      closings.push(() => party.close());
      return party;
    },
    later: (close) => void closings.push(close),
    clear: async () => {
      for (const close of closings.splice(0).toReversed()) await close();
    },
  };
}

/** The entries of one kind. */
export function entriesOf<K extends Entry['kind']>(
  { recorder }: Pick<Context, 'recorder'>,
  kind: K,
): Extract<Entry, { kind: K }>[] {
  return recorder.entries().filter((entry): entry is Extract<Entry, { kind: K }> => entry.kind === kind);
}
