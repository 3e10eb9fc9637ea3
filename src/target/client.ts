/** Makes the requests of one party: proves who asks, logs in again, renews the CSRF token, writes everything down. */
import { setMaxListeners } from 'node:events';
import type { Purpose } from '../model/acts.ts';
import type { Exchange } from '../model/evidence.ts';
import { createAuthorization } from './authorization.ts';
import type { Call, Context } from './context.ts';
import { createIdentity, isStranger, type Headers, type Identity, type IdentityOptions } from './identity.ts';
import { writeExchange } from './record.ts';
import { remedyFor, type Remedy } from './remedy.ts';
import { tidyingMs } from './tidying.ts';
import { createTransport } from './transport.ts';
import { follow, untravelled, type Line, type Outline, type Trip, type Write } from './trip.ts';

/** How one exchange differs from others. */
export interface ExchangeOptions {
  readonly signal?: AbortSignal;
  readonly deadlineMs?: number;
  /** Made once, whatever the answer. */
  readonly once?: boolean;
}

/** Makes requests in one party's name. */
export interface Client {
  readonly identity: Identity;
  /** Records every request by `write` and resolves with what it returned for the last one. */
  readonly send: <T>(outline: Outline, write: Write<T>) => Promise<T>;
  /** Makes a call and records it. */
  readonly exchange: (call: Call, options?: ExchangeOptions) => Promise<Exchange>;
  /** From now on a lost login is begun again by `logIn`, which resolves with whether that went well. */
  readonly keepLoggedIn: (logIn: () => Promise<boolean>) => void;
  readonly close: () => Promise<void>;
}

/** Whom a client speaks for, and where to. */
export type ClientOptions = Pick<IdentityOptions, 'party' | 'credentials'> & { readonly baseUrl: string };

/** Requests that tidy up: they are made even when the run was stopped. */
const tidying: ReadonlySet<Purpose> = new Set(['cleanup', 'close-session', 'end-session']);

/** A client with connections, cookies and a CSRF token of its own. */
export function createClient(context: Context, options: ClientOptions): Client {
  setMaxListeners(0, context.signal); // one listener a request under way: many at a time are no leak
  const line = openLine(context, options);
  const { identity, transport, authorization } = line;
  const logins = createLogins();
  const send: Client['send'] = (outline, write) => sendWell({ line, logins }, outline, write);
  const exchange: Client['exchange'] = (call, chosen = {}) => {
    const outline = { ...toOutline(call, transport.server), ...limitsOf(call, chosen, context) };
    return send(outline, (trip, superseded) => {
      if (call.purpose === 'version') learnAsStranger(line, trip);
      return writeExchange(line, trip, { call, superseded });
    });
  };
  let introduced: Promise<unknown> | undefined;
  return {
    identity,
    send,
    exchange: async (call, chosen) => {
      if (isStranger(call.identity) && identity.hasCookies()) await (introduced ??= exchange(introduction));
      return exchange(call, chosen);
    },
    keepLoggedIn: logins.keep,
    close: async () => {
      await Promise.all([transport.close(), authorization.close()]);
    },
  };
}

function openLine(context: Context, { party, credentials, baseUrl }: ClientOptions): Line {
  const { target, secrets } = context;
  const transport = createTransport(baseUrl, target);
  const { server } = transport;
  const authorization = createAuthorization(context, { party, credentials });
  const isTarget = server.origin === new URL(target.baseUrl).origin;
  const headers = isTarget ? (target.headers ?? []) : [];
  const proof = { credentials, authorization: authorization.header, headers };
  const identity = createIdentity({ party, server, secrets, ...proof });
  return { context, transport, identity, authorization };
}

/** Asked by nobody, so that what stands before the server can set the cookie by which it knows its clients. */
const introduction: Call = {
  purpose: 'version',
  trace: null,
  method: 'GET',
  path: '/api/v2/diagnostics/version',
  identity: 'none',
};

function learnAsStranger({ identity }: Line, { outcome, url }: Trip): void {
  if (outcome.answer !== undefined) identity.learnAsStranger(outcome.answer, url.pathname);
}

type Limits = Pick<Outline, 'signal' | 'deadlineMs' | 'unpaced' | 'once'>;

function limitsOf({ purpose }: Call, chosen: ExchangeOptions, { signal, target }: Context): Limits {
  const { once, deadlineMs = target.deadlines.answer } = chosen;
  if (!tidying.has(purpose) || !signal.aborted)
    return { signal: chosen.signal ?? signal, deadlineMs, once, unpaced: purpose === 'end-session' };
  return {
    signal: chosen.signal ?? new AbortController().signal,
    deadlineMs: Math.min(deadlineMs, tidyingMs(target.deadlines)),
    once,
    unpaced: true,
  };
}

/** The logins of one client, one at a time. */
interface Logins {
  /** How many there have been. */
  readonly count: () => number;
  /** Logs in, or waits for the login under way; `false` at once when there never was one. */
  readonly again: () => Promise<boolean>;
  readonly keep: (logIn: () => Promise<boolean>) => void;
  readonly areKept: () => boolean;
}

function createLogins(): Logins {
  let logIn: (() => Promise<boolean>) | undefined;
  let pending: Promise<boolean> | undefined;
  let count = 0;
  const begin = async (): Promise<boolean> => {
    const isIn = (await logIn?.()) === true;
    if (isIn) count += 1;
    return isIn;
  };
  return {
    count: () => count,
    again: () =>
      (pending ??= begin().finally(() => {
        pending = undefined;
      })),
    keep: (way) => void (logIn = way),
    areKept: () => logIn !== undefined,
  };
}

interface Sender {
  readonly line: Line;
  readonly logins: Logins;
}

/** Makes a request, and makes it again for each remedy that helps, once for each kind. */
async function sendWell<T>(sender: Sender, outline: Outline, write: Write<T>): Promise<T> {
  const { line, logins } = sender;
  const tried = new Set<Remedy>();
  for (;;) {
    const before = { token: line.identity.csrfToken()?.value, logins: logins.count() };
    const trip = await follow(line, outline, write);
    const remedy = remedyFor(trip, before.token !== undefined);
    if (remedy === undefined || tried.has(remedy) || !isToBeMadeAgain(outline, remedy))
      return write(trip, false);
    tried.add(remedy);
    const effect = await remedies[remedy](sender, { before, trip });
    if (effect === 'none') return write(trip, false);
    write(trip, true);
    if (effect === 'lost') return write(loginLost(line, trip), false);
  }
}

/** Whether a request is one to be made again after a remedy. */
function isToBeMadeAgain({ asIs, once, keepsLogin }: Outline, remedy: Remedy): boolean {
  if (once === true) return false;
  return asIs !== true || (keepsLogin === true && remedy === 'login');
}

interface Attempt {
  readonly before: { readonly token: string | undefined; readonly logins: number };
  readonly trip: Trip;
}

type Apply = (sender: Sender, attempt: Attempt) => Promise<'helps' | 'none' | 'lost'>;

/** What a remedy does, and whether it helps. */
const remedies: Record<Remedy, Apply> = {
  none: () => Promise.resolve('helps'),
  token: async ({ line, logins }, { before }) => {
    const isOld = (): boolean => line.identity.csrfToken()?.value === before.token;
    if (isOld()) await logins.again();
    return isOld() ? 'none' : 'helps';
  },
  login: async ({ line, logins }, { before, trip }) => {
    if (!logins.areKept()) return 'none';
    if (logins.count() > before.logins) return 'helps';
    line.authorization.refuse(trip.request.headers['authorization']);
    if (await logins.again()) return 'helps';
    return line.context.signal.aborted ? 'none' : 'lost';
  },
};

function loginLost(line: Line, trip: Trip): Trip {
  const status = trip.outcome.answer?.status ?? 0;
  const message = `the login ended in mid-run (status ${status}), and logging in again was refused: did the same agent log in elsewhere, or were its rights taken away?`;
  return untravelled(line, trip, { kind: 'login', message });
}

/** Sent with every request; `identity` keeps the evidence legible. */
export const ACCEPT: Headers = { accept: 'application/json', 'accept-encoding': 'identity' };

type Sketch = Pick<Outline, 'method' | 'path' | 'headers' | 'body' | 'asIs' | 'keepsLogin' | 'disguise'>;

function toOutline(call: Call, server: URL): Sketch {
  const path = server.pathname.replace(/\/$/, '') + call.path;
  const [body, contentType] = toBody(call);
  const headers = contentType === undefined ? ACCEPT : { ...ACCEPT, 'content-type': contentType };
  const { method, identity: disguise, asIs = disguise !== undefined, keepsLogin } = call;
  return { method, path, headers, body, asIs, keepsLogin, disguise };
}

function toBody({ body, raw }: Call): readonly [body: string | undefined, contentType: string | undefined] {
  if (raw !== undefined) return [raw.body, raw.contentType];
  if (body === undefined) return [undefined, undefined];
  return [JSON.stringify(body), 'application/json'];
}
