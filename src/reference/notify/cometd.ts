/** The CometD endpoint: who is connected, what they subscribed to, and delivery to one agent (GWS, "CometD"). */
import cometd, { type CometDServer, type ServerSession } from 'cometd-nodejs-server';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { isObject, type Json, type JsonObject } from '../json.ts';
import { refuse, type Refusal } from '../status.ts';

/** One Bayeux request whose sender is known. */
export interface BayeuxRequest {
  readonly request: IncomingMessage;
  readonly response: ServerResponse;
  readonly userName: string;
  /** The login under which it was sent. */
  readonly loginId: string;
  readonly messages: readonly JsonObject[];
}

/** The CometD endpoint of one server. */
export interface Endpoint {
  /** Answers a Bayeux request; a `/meta/connect` is held until there is something to say. */
  readonly handle: (request: BayeuxRequest) => Refusal | undefined;
  /** Delivers at once to every connection of an agent that is subscribed to the topic. */
  readonly deliver: (userName: string, topic: string, data: JsonObject) => void;
  /** What `work` delivers travels to each connection in one array. */
  readonly batch: (work: () => void) => void;
  /** Resolves when all that was delivered has been fetched, or after a while. */
  readonly fetched: () => Promise<void>;
  /** Ends the connections that were made under a login. */
  readonly end: (loginId: string) => void;
  /** Ends all connections; held requests are answered. */
  readonly close: () => void;
}

const HELD_MS = 30_000;
const FETCH_PATIENCE_MS = 100;
const ROOT = '/v2/me';

/** How connections are held. */
export interface Polling {
  /** How long one is held when there is nothing to say, milliseconds. */
  readonly timeout?: number;
  /** How long clients are to wait between two, milliseconds. */
  readonly interval?: number;
}

/** A CometD endpoint without connections. */
export function createEndpoint(polling: Polling = {}): Endpoint {
  const senders = new WeakMap<object, Pick<Connection, 'userName' | 'loginId'>>();
  const connections = new Map<ServerSession, Connection>();
  const waiting = new Set<() => void>();
  const server = cometd.createCometDServer({
    timeout: HELD_MS,
    ...polling,
    maxSessionsPerBrowser: -1,
    duplicateMetaConnectHttpResponseCode: 409,
    browserCookiePath: '/',
  });
  server.policy = createPolicy((session) => {
    const sender = senders.get(server.context.request as object);
    if (sender !== undefined) connections.set(session, { ...sender, unfetched: 0 });
    return sender !== undefined;
  });
  follow(server, connections, () => {
    if ([...connections.values()].every(({ unfetched }) => unfetched === 0)) for (const go of waiting) go();
  });
  return {
    handle: ({ request, response, userName, loginId, messages }) => {
      const refusal = refusalOf(messages, (clientId) => ownerOf(connections, clientId), userName);
      if (refusal !== undefined) return refusal;
      senders.set(request, { userName, loginId });
      server.handle(Object.assign(request, { body: messages }), response);
      return undefined;
    },
    deliver: (userName, topic, data) => {
      for (const [session, connection] of connections)
        if (connection.userName === userName && isSubscribed(session, topic))
          session.deliver(null, topic, data);
    },
    batch: (work) => [...connections.keys()].reduce((inner, session) => () => session.batch(inner), work)(),
    fetched: () => waitFor(waiting, () => [...connections.values()].some(({ unfetched }) => unfetched > 0)),
    end: (loginId) => {
      for (const [session, connection] of connections)
        if (connection.loginId === loginId) session.disconnect();
    },
    close: () => {
      for (const session of connections.keys()) session.disconnect();
      server.close();
    },
  };
}

interface Connection {
  readonly userName: string;
  readonly loginId: string;
  /** Messages that were delivered and not yet fetched. */
  unfetched: number;
}

function createPolicy(isKnown: (session: ServerSession) => boolean): CometDServer['policy'] {
  return {
    canHandshake: (session, _message, callback) => callback(undefined, isKnown(session)),
    canCreate: (_session, _message, name, callback) => callback(undefined, isBelowRoot(name)),
    canSubscribe: (_session, _message, { name }, callback) => callback(undefined, isBelowRoot(name)),
    canPublish: (_session, _message, _channel, callback) => callback(undefined, false),
  };
}

function isBelowRoot(name: string): boolean {
  return name.startsWith(`${ROOT}/`);
}

/** Keeps count of what each connection has not fetched, and forgets connections that end. */
function follow(
  server: CometDServer,
  connections: Map<ServerSession, Connection>,
  onFetched: () => void,
): void {
  const settle = (session: ServerSession, change: (count: number) => number): void => {
    const connection = connections.get(session);
    if (connection !== undefined) connection.unfetched = change(connection.unfetched);
  };
  server.addListener('sessionAdded', (session: ServerSession) => {
    session.addListener('queueOffer', () => settle(session, (count) => count + 1));
    session.addListener('queueDrain', () => {
      settle(session, () => 0);
      onFetched();
    });
    session.addListener('removed', () => {
      connections.delete(session);
      onFetched();
    });
  });
}

function ownerOf(
  connections: ReadonlyMap<ServerSession, Connection>,
  clientId: Json | undefined,
): string | undefined {
  for (const [session, { userName }] of connections) if (session.id === clientId) return userName;
  return undefined;
}

/** What would confuse the library is refused before it gets there. */
function refusalOf(
  messages: readonly JsonObject[],
  owner: (clientId: Json | undefined) => string | undefined,
  userName: string,
): Refusal | undefined {
  const isHandshake = messages.some(({ channel }) => channel === '/meta/handshake');
  if (messages.length === 0 || !messages.every(isBayeux)) return refuse(10, 'this is no Bayeux message');
  if (isHandshake && messages.length > 1) return refuse(10, 'a handshake travels alone');
  const owners = messages.map(({ clientId }) => owner(clientId));
  return owners.some((one) => one !== undefined && one !== userName)
    ? refuse(3, 'this is the connection of somebody else')
    : undefined;
}

function isBayeux({ channel, subscription }: JsonObject): boolean {
  const names = Array.isArray(subscription) ? (subscription as readonly Json[]) : [subscription ?? '/'];
  return isName(channel) && names.every(isName);
}

function isName(value: Json | undefined): boolean {
  return typeof value === 'string' && value.startsWith('/') && value.length < 200;
}

function isSubscribed({ subscriptions }: ServerSession, topic: string): boolean {
  const parent = topic.slice(0, topic.lastIndexOf('/'));
  return subscriptions.some(
    ({ name }) =>
      name === topic ||
      name === `${parent}/*` ||
      (name.endsWith('/**') && topic.startsWith(name.slice(0, -2))),
  );
}

/** Resolves on the next call of what it adds to `waiting`, or after a while; at once when there is nothing to wait for. */
function waitFor(waiting: Set<() => void>, isNeeded: () => boolean): Promise<void> {
  if (!isNeeded()) return Promise.resolve();
  return new Promise((resolve) => {
    const go = (): void => {
      clearTimeout(timer);
      waiting.delete(go);
      resolve();
    };
    const timer = setTimeout(go, FETCH_PATIENCE_MS);
    waiting.add(go);
  });
}

/** The messages of a Bayeux body: an array, or one alone; `undefined` when it holds something else. */
export function messagesIn(body: Json): readonly JsonObject[] | undefined {
  const list = Array.isArray(body) ? (body as readonly Json[]) : [body];
  return list.every(isObject) ? list : undefined;
}
