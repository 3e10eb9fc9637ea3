/** An agent for tests: talks to the server with node:http alone, and keeps what it is told. */
import { once } from 'node:events';
import { Agent as HttpAgent, request as httpRequest, type IncomingMessage } from 'node:http';
import { isObject, type Json, type JsonObject } from './json.ts';
import type { ReferenceAccount } from './start.ts';

/** An HTTP answer as tests look at it. */
export interface Got {
  readonly status: number;
  readonly headers: IncomingMessage['headers'];
  /** `undefined`: no JSON. */
  readonly json: JsonObject | undefined;
  readonly text: string;
}

/** What is sent. */
export interface Sent {
  readonly method?: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string | Uint8Array;
  readonly connections?: HttpAgent;
}

/** Sends one request. */
export async function fetchFrom(
  url: string,
  { method = 'GET', headers = {}, body, connections }: Sent = {},
): Promise<Got> {
  const request = httpRequest(url, { method, headers, agent: connections ?? false });
  request.end(body);
  const [response] = (await once(request, 'response')) as [IncomingMessage];
  const chunks: Buffer[] = [];
  for await (const chunk of response as AsyncIterable<Buffer>) chunks.push(chunk);
  const text = Buffer.concat(chunks).toString('utf8');
  const { statusCode: status = 0, headers: received } = response;
  return { status, headers: received, text, json: parsed(text) };
}

function parsed(text: string): JsonObject | undefined {
  try {
    const json: unknown = JSON.parse(text);
    return isObject(json) ? json : undefined;
  } catch {
    return undefined;
  }
}

/** One notification as it arrived. */
export interface Told {
  readonly topic: string;
  readonly data: JsonObject;
  /** Equal for notifications of one CometD array. */
  readonly batch: number;
  /** Place in the order of all that this agent received, answers to its own requests included. */
  readonly order: number;
}

/** An agent who is logged in, ready and listening. */
export interface TestAgent {
  readonly account: ReferenceAccount;
  readonly told: readonly Told[];
  readonly get: (path: string) => Promise<Got>;
  readonly post: (
    path: string,
    body: JsonObject | Json,
    headers?: Readonly<Record<string, string>>,
  ) => Promise<Got>;
  /** What came before in the order of {@link Told}. */
  readonly now: () => number;
  /** The first notification, arrived or still to come, for which `wanted` is true. Rejects after two seconds. */
  readonly until: (wanted: (told: Told) => boolean) => Promise<Told>;
  readonly close: () => void;
}

const PATIENCE_MS = 2_000;

/** Logs an agent in, makes it ready on both channels, and listens to the topics. */
export async function connect(
  baseUrl: string,
  account: ReferenceAccount,
  topics: readonly string[] = ['/v2/me/*'],
): Promise<TestAgent> {
  const line = await login(baseUrl, account);
  const told: Told[] = [];
  const waiting = new Set<() => void>();
  const take = (messages: readonly JsonObject[]): void => {
    const batch = line.next();
    for (const { channel, data } of messages)
      if (isObject(data)) told.push({ topic: String(channel), data, batch, order: line.next() });
    for (const look of waiting) look();
  };
  const clientId = await subscribe(line, topics);
  void listen(line, clientId, take);
  await line.post('/api/v2/me', { operationName: 'StartContactCenterSession', channels: ['chat', 'sms'] });
  await Promise.all(
    ['chat', 'sms'].map((channel) => line.post(`/api/v2/me/channels/${channel}`, { operationName: 'Ready' })),
  );
  return {
    account,
    told,
    get: line.get,
    post: line.post,
    now: line.next,
    until: (wanted) =>
      new Promise((resolve, reject) => {
        const timer = setTimeout(() => {
          waiting.delete(look);
          reject(
            new Error(`Not told in ${PATIENCE_MS} ms. Told: ${JSON.stringify(told.map(({ data }) => data))}`),
          );
        }, PATIENCE_MS);
        const look = (): void => {
          const found = told.find(wanted);
          if (found === undefined) return;
          clearTimeout(timer);
          waiting.delete(look);
          resolve(found);
        };
        waiting.add(look);
        look();
      }),
    close: line.close,
  };
}

interface Line extends Pick<TestAgent, 'get' | 'post' | 'close'> {
  readonly next: () => number;
  readonly isOpen: () => boolean;
}

async function login(baseUrl: string, { userName, password }: ReferenceAccount): Promise<Line> {
  const connections = new HttpAgent({ keepAlive: true });
  const authorization = `Basic ${Buffer.from(`${userName}:${password}`).toString('base64')}`;
  const me = await fetchFrom(`${baseUrl}/api/v2/me`, { headers: { authorization }, connections });
  const cookies = new Map<string, string>();
  const keep = ({ headers }: Got): void => {
    for (const cookie of headers['set-cookie'] ?? []) {
      const [name = '', value = ''] = (cookie.split(';')[0] ?? '').split('=');
      cookies.set(name, value);
    }
  };
  keep(me);
  let order = 0;
  let isOpen = true;
  const own = (): Record<string, string> => ({
    cookie: [...cookies].map((pair) => pair.join('=')).join('; '),
    'x-csrf-token': String(me.headers['x-csrf-token'] ?? ''),
  });
  const counted = async (going: Promise<Got>): Promise<Got> => {
    const got = await going;
    keep(got);
    order++;
    return got;
  };
  return {
    next: () => order++,
    isOpen: () => isOpen,
    get: (path) => counted(fetchFrom(baseUrl + path, { headers: own(), connections })),
    post: (path, body, headers = {}) =>
      counted(
        fetchFrom(baseUrl + path, {
          method: 'POST',
          headers: { ...own(), 'content-type': 'application/json', ...headers },
          body: JSON.stringify(body),
          connections,
        }),
      ),
    close: () => {
      isOpen = false;
      connections.destroy();
    },
  };
}

const NOTIFICATIONS = '/api/v2/notifications';

async function subscribe(line: Line, topics: readonly string[]): Promise<string> {
  const [greeting] = await bayeux(line, {
    channel: '/meta/handshake',
    version: '1.0',
    supportedConnectionTypes: ['long-polling'],
  });
  const clientId = String(greeting?.['clientId']);
  await bayeux(line, { channel: '/meta/subscribe', clientId, subscription: topics });
  return clientId;
}

async function listen(
  line: Line,
  clientId: string,
  take: (messages: readonly JsonObject[]) => void,
): Promise<void> {
  try {
    while (line.isOpen()) {
      const messages = await bayeux(line, {
        channel: '/meta/connect',
        clientId,
        connectionType: 'long-polling',
      });
      take(messages);
      if (messages.length === 0 || messages.some(({ successful }) => successful === false)) return;
    }
  } catch {
    // The server or the test ended the connection.
  }
}

async function bayeux(line: Line, message: JsonObject): Promise<readonly JsonObject[]> {
  const { text } = await line.post(NOTIFICATIONS, [message]);
  return JSON.parse(text) as readonly JsonObject[];
}
