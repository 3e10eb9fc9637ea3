/** Starts the embedded server. */
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { handle } from './http/handler.ts';
import { createLogins } from './http/logins.ts';
import { createIds } from './ids.ts';
import { createEndpoint } from './notify/cometd.ts';
import { createPostOffice } from './notify/post-office.ts';
import type { Quirk } from './quirk.ts';
import { contactCenterId } from './routes/work.ts';
import { accounts, createWorld, theQueue, uriOf, type AgentKey } from './world.ts';

/** How the server is to be; everything has a right default. */
export interface ReferenceOptions {
  /** 0, the default, takes a free one. */
  readonly port?: number;
  /** 127.0.0.1 unless given. */
  readonly host?: string;
  /** A prefix of every path, such as `/gws`; without a slash at the end. */
  readonly basePath?: string;
  /** Base of the addresses in payloads; the server's own address unless given. */
  readonly externalBase?: string;
  /** Whether CSRF tokens are given and demanded; they are unless this is false. */
  readonly csrf?: boolean;
  /** Faults and variants that are switched on. */
  readonly quirks?: readonly Quirk[];
  /** Milliseconds since 1970. */
  readonly clock?: () => number;
}

/** An account of the server. The passwords are for trying out, and everybody may know them. */
export interface ReferenceAccount {
  readonly userName: string;
  readonly password: string;
  readonly nickname: string;
  readonly userId: string;
}

/** A running server. */
export interface Reference {
  /** Without a slash at the end; `/api/v2` and `/reference` are below it. */
  readonly baseUrl: string;
  readonly accounts: Readonly<Record<AgentKey, ReferenceAccount>>;
  /** A queue that the consultant serves. */
  readonly queue: { readonly id: string; readonly name: string; readonly uri: string; readonly path: string };
  /** What a customer sends as the header ContactCenterId. */
  readonly contactCenterId: string;
  /** Ends the server at once: held requests, connections, timers. */
  readonly close: () => Promise<void>;
}

/** Longer than any client keeps a connection for reuse, so that none is closed under a request. */
const KEEP_ALIVE_MS = 65_000;

/** Starts a server and resolves when it listens. Rejects when it can't. */
export async function startReference(options: ReferenceOptions = {}): Promise<Reference> {
  const { port = 0, host = '127.0.0.1', quirks = [] } = options;
  const server = createServer({ keepAliveTimeout: KEEP_ALIVE_MS });
  server.listen(port, host);
  await once(server, 'listening');
  return serve(server, { ...options, host, quirks });
}

type Settled = ReferenceOptions & Required<Pick<ReferenceOptions, 'host' | 'quirks'>>;

function serve(server: Server, options: Settled): Reference {
  const { quirks, clock = Date.now, basePath = '' } = options;
  const settings = Object.assign({}, ...quirks.map((quirk) => quirk.settings ?? {})) as NonNullable<
    Quirk['settings']
  >;
  const baseUrl = `http://${hostIn(options.host)}:${(server.address() as AddressInfo).port}${basePath}`;
  const base = settings.externalBase ?? options.externalBase ?? baseUrl;
  const secret = (): string => randomBytes(16).toString('hex');
  const ids = createIds(secret);
  const logins = createLogins(secret);
  const prefixes = [...new Set([basePath, new URL(base).pathname.replace(/\/$/, '')])];
  const { isReady } = logins;
  const world = createWorld({ ids, clock, base, prefixes, isReady, changes: quirks });
  const endpoint = createEndpoint();
  const office = createPostOffice({ world, endpoint, quirks });
  const timers = createTimers();
  const csrf = settings.csrf ?? options.csrf ?? true;
  const parts = { world, logins, endpoint, office, quirks, basePath, csrf, wait: timers.wait };
  server.on('request', (request, response) => void handle(parts, request, response));
  const path = `/queues/${theQueue.id}`;
  return {
    baseUrl,
    accounts: accountsByKey(),
    queue: { ...theQueue, uri: uriOf(world, path), path },
    contactCenterId,
    close: async () => {
      const closed = server.listening ? once(server, 'close') : undefined;
      server.close();
      endpoint.close();
      office.close();
      timers.clear();
      server.closeAllConnections();
      await closed;
    },
  };
}

function hostIn(host: string): string {
  return host.includes(':') ? `[${host}]` : host;
}

function accountsByKey(): Reference['accounts'] {
  const rows = accounts.map(({ key, userName, password, nickname, userId }) => [
    key,
    { userName, password, nickname, userId },
  ]);
  return Object.fromEntries(rows) as Record<AgentKey, ReferenceAccount>;
}

/** Timers that can be ended all at once; what waits for them goes on then. */
function createTimers(): { readonly wait: (ms: number) => Promise<void>; readonly clear: () => void } {
  const waiting = new Map<NodeJS.Timeout, () => void>();
  return {
    wait: (ms) =>
      new Promise((resolve) => {
        const timer = setTimeout(() => {
          waiting.delete(timer);
          resolve();
        }, ms);
        waiting.set(timer, resolve);
      }),
    clear: () => {
      for (const [timer, resolve] of waiting) {
        clearTimeout(timer);
        resolve();
      }
      waiting.clear();
    },
  };
}
