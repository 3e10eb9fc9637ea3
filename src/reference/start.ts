/** Starts the embedded server. */
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import { createServer as createTlsServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import { clientOf, publicClient } from './auth/clients.ts';
import { authForms, tokenOf, type AuthForm } from './auth/credentials.ts';
import { createTokens, type Tokens } from './auth/tokens.ts';
import type { Front } from './http/front.ts';
import { handle, type HandlerParts } from './http/handler.ts';
import { createLogins, type LoginRules, type Logins } from './http/logins.ts';
import { createIds } from './ids.ts';
import { createEndpoint } from './notify/cometd.ts';
import { createPostOffice } from './notify/post-office.ts';
import type { Quirk } from './quirk.ts';
import { GMS_PATH } from './routes/gms.ts';
import { TOKEN_PATH } from './routes/tokens.ts';
import { contactCenterId } from './routes/work.ts';
import { createIncoming } from './session/incoming.ts';
import { createWaiting } from './session/waiting.ts';
import { accounts, theQueue, type AgentKey } from './staff.ts';
import { createWorld, uriOf, type World } from './world.ts';

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
  /** Milliseconds after which no client waits any longer: so long do faults take that are too late; 10,500 unless given. */
  readonly tooLateMs?: number;
  /** Answers encrypted connections; unencrypted ones unless given. */
  readonly tls?: TlsOptions;
  /** How agents prove who they are; `basic` unless given. */
  readonly auth?: AuthForm;
  /** How long a token of the token endpoint is good, milliseconds; an hour unless given. */
  readonly tokenTtlMs?: number;
  /** How long a login lasts, milliseconds; as long as the server unless given. */
  readonly sessionTtlMs?: number;
  /** Whether a second login of an agent ends the first. */
  readonly singleLogin?: boolean;
  /** Whether answers are compressed for clients that ask for it. */
  readonly gzip?: boolean;
  /** Whether a load balancer's cookie is given, and needed to stay logged in. */
  readonly balancer?: boolean;
  /** Whether customers come by themselves, on every channel, to originator and bystander while they are ready. */
  readonly customers?: boolean;
}

/** How connections are encrypted. Everything is PEM. */
export interface TlsOptions {
  readonly cert: string;
  readonly key: string;
  /** Clients have to show a certificate of this authority; they need none unless given. */
  readonly clientCa?: string;
}

/** An account of the server. The passwords are for trying out, and everybody may know them. */
export interface ReferenceAccount {
  readonly userName: string;
  readonly password: string;
  readonly nickname: string;
  readonly userId: string;
  /** Of the form of login `bearer`. */
  readonly token: string;
  /** Of the form of login `oauth`, for the grant of client credentials. */
  readonly clientId: string;
  readonly clientSecret: string;
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
  /** Address of the chat service of Genesys Mobile Services. */
  readonly gmsUrl: string;
  /** Address of the token endpoint, which is there with the form of login `oauth`. */
  readonly tokenUrl: string;
  /** An OAuth client without a secret, for the password grant. */
  readonly publicClientId: string;
  /** Ends the server at once: held requests, connections, timers. */
  readonly close: () => Promise<void>;
}

/** Longer than any client keeps a connection for reuse, so that none is closed under a request. */
const KEEP_ALIVE_MS = 65_000;

const TOKEN_TTL_MS = 3_600_000;

/** Longer than the suite waits unless told otherwise. */
const TOO_LATE_MS = 10_500;

/** Starts a server and resolves when it listens. Rejects when it can't. */
export async function startReference(options: ReferenceOptions = {}): Promise<Reference> {
  const { port = 0, host = '127.0.0.1', quirks = [], tls } = options;
  const server = createListener(tls);
  server.listen(port, host);
  await once(server, 'listening');
  return serve(server, { ...options, host, quirks });
}

function createListener(tls: TlsOptions | undefined): Server {
  const settings = { keepAliveTimeout: KEEP_ALIVE_MS };
  if (tls === undefined) return createServer(settings);
  const { cert, key, clientCa: ca } = tls;
  const client = ca === undefined ? {} : { ca, requestCert: true, rejectUnauthorized: true };
  return createTlsServer({ ...settings, cert, key, ...client });
}

type Settled = ReferenceOptions & Required<Pick<ReferenceOptions, 'host' | 'quirks'>>;

function serve(server: Server, options: Settled): Reference {
  const { basePath = '' } = options;
  const scheme = options.tls === undefined ? 'http' : 'https';
  const baseUrl = `${scheme}://${hostIn(options.host)}:${(server.address() as AddressInfo).port}${basePath}`;
  const { parts, world, close } = assemble(options, baseUrl);
  server.on('request', (request, response) => void handle(parts, request, response));
  const path = `/queues/${theQueue.id}`;
  return {
    baseUrl,
    accounts: accountsByKey(),
    queue: { ...theQueue, uri: uriOf(world, path), path },
    contactCenterId,
    gmsUrl: baseUrl + GMS_PATH,
    tokenUrl: baseUrl + TOKEN_PATH,
    publicClientId: publicClient.id,
    close: async () => {
      const closed = server.listening ? once(server, 'close') : undefined;
      server.close();
      close();
      server.closeAllConnections();
      await closed;
    },
  };
}

interface Assembled {
  readonly parts: HandlerParts;
  readonly world: World;
  /** Ends connections and timers. */
  readonly close: () => void;
}

/** Makes the parts of a server that answers at an address. */
function assemble(options: Settled, baseUrl: string): Assembled {
  const { quirks, clock = Date.now, tooLateMs = TOO_LATE_MS, basePath = '' } = options;
  const settings = Object.assign({}, ...quirks.map((quirk) => quirk.settings ?? {})) as NonNullable<
    Quirk['settings']
  >;
  const base = settings.externalBase ?? options.externalBase ?? baseUrl;
  const secret = (): string => randomBytes(16).toString('hex');
  const prefixes = [...new Set([basePath, new URL(base).pathname.replace(/\/$/, '')])];
  const endpoint = createEndpoint(settings.polling);
  const { logins, ...auth } = loginParts(options, {
    secret,
    clock,
    onReplaced: ({ id }) => endpoint.end(id),
  });
  const { isReady } = logins;
  const ids = createIds(secret, settings.ids);
  const world = createWorld({ ids, clock, tooLateMs, base, prefixes, isReady, changes: quirks });
  const office = createPostOffice({ world, endpoint, quirks });
  const timers = createTimers();
  const to = options.customers === true ? (['originator', 'bystander'] as const) : [];
  const customers = createIncoming({ world, office, to });
  const waiting = createWaiting(world, office);
  const onAnswered = (): void => {
    waiting.look();
    customers.look();
  };
  const csrf = settings.csrf ?? options.csrf ?? true;
  const { gzip = false, balancer = false } = options;
  const stands = quirks.map((quirk) => quirk.settings?.front ?? {});
  const isPlain = !gzip && !balancer && stands.every((one) => Object.keys(one).length === 0);
  const front = isPlain ? undefined : (Object.assign({ gzip, balancer }, ...stands) as Front);
  const { newTokens = false } = settings;
  const shared = { world, logins, endpoint, office, quirks, basePath, csrf, newTokens, wait: timers.wait };
  const parts = { ...shared, ...auth, front, isSecure: options.tls !== undefined, onAnswered };
  const closing = [endpoint.close, office.close, timers.clear];
  return { parts, world, close: () => closing.forEach((end) => end()) };
}

/** Logins, and how agents prove who they are. */
function loginParts(
  options: ReferenceOptions,
  common: Pick<LoginRules, 'secret' | 'clock' | 'onReplaced'>,
): { readonly logins: Logins } & Pick<HandlerParts, 'auth' | 'tokens'> {
  const { auth: form = 'basic', tokenTtlMs: ttlMs = TOKEN_TTL_MS } = options;
  const { sessionTtlMs, singleLogin: single, balancer } = options;
  const issued = createTokens({ ...common, ttlMs });
  const auth = authForms[form];
  const logins = createLogins({
    ...common,
    agentOf: (authorization) => auth.agentOf(authorization, issued),
    ttlMs: sessionTtlMs,
    single,
    balancer,
  });
  const tokens: Tokens | undefined = form === 'oauth' ? issued : undefined;
  return { logins, auth, tokens };
}

function hostIn(host: string): string {
  return host.includes(':') ? `[${host}]` : host;
}

function accountsByKey(): Reference['accounts'] {
  const rows = accounts.map((agent): [AgentKey, ReferenceAccount] => {
    const { key, userName, password, nickname, userId } = agent;
    const { id: clientId, secret: clientSecret } = clientOf(agent);
    return [key, { userName, password, nickname, userId, token: tokenOf(agent), clientId, clientSecret }];
  });
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
