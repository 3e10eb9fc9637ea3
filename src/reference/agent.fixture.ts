/** An agent for tests: logged in, ready, listening; it keeps what it is told. */
import { isObject, type JsonObject } from './json.ts';
import { login, type Line } from './line.fixture.ts';
import type { ReferenceAccount } from './start.ts';

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
export interface TestAgent extends Pick<Line, 'get' | 'post' | 'headers' | 'close'> {
  readonly account: ReferenceAccount;
  readonly told: readonly Told[];
  /** A place in the order of {@link Told}: after all that came before. */
  readonly now: () => number;
  /** The first notification, arrived or still to come, for which `wanted` is true. Rejects after two seconds. */
  readonly until: (wanted: (told: Told) => boolean) => Promise<Told>;
}

const PATIENCE_MS = 20_000;

/** Logs an agent in, makes it ready on both channels, and listens to the topics. */
export async function connect(
  baseUrl: string,
  account: ReferenceAccount,
  topics: readonly string[] = ['/v2/me/*'],
): Promise<TestAgent> {
  const line = await login(baseUrl, account);
  const { told, take, until } = createMemory(line);
  const clientId = await subscribe(line, topics);
  void listen(line, clientId, take);
  await line.post('/api/v2/me', { operationName: 'StartContactCenterSession', channels: ['chat', 'sms'] });
  const ready = { operationName: 'Ready' };
  await Promise.all(['chat', 'sms'].map((channel) => line.post(`/api/v2/me/channels/${channel}`, ready)));
  const { get, post, headers, close, next: now } = line;
  return { account, told, get, post, headers, now, until, close };
}

interface Memory extends Pick<TestAgent, 'told' | 'until'> {
  readonly take: (messages: readonly JsonObject[]) => void;
}

function createMemory({ next }: Line): Memory {
  const told: Told[] = [];
  const waiting = new Set<() => void>();
  return {
    told,
    take: (messages) => {
      const batch = next();
      for (const { channel, data } of messages)
        if (isObject(data)) told.push({ topic: String(channel), data, batch, order: next() });
      for (const look of waiting) look();
    },
    until: (wanted) =>
      new Promise((resolve, reject) => {
        const timer = setTimeout(() => {
          waiting.delete(look);
          const all = JSON.stringify(told.map(({ data }) => data));
          reject(new Error(`Not told in ${PATIENCE_MS} ms. Told: ${all}`));
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
