/** Who is logged in: credentials, session cookies, CSRF tokens, readiness (GWS, "Login" and "CSRF protection"). */
import type { ChannelId } from '../../model/channel.ts';
import type { IncomingHttpHeaders } from 'node:http';
import type { Agent } from '../staff.ts';
import { cookieIn } from './cookie.ts';
import { BALANCER_COOKIE } from './front.ts';

/** The cookie that names a login. */
export const COOKIE = 'JSESSIONID';

/** The header that carries the CSRF token. */
export const CSRF_HEADER = 'X-CSRF-TOKEN';

/** One login of one agent. */
export interface Login {
  readonly id: string;
  readonly agent: Agent;
  /** Its tokens, the newest last: each is good. */
  csrfTokens: readonly string[];
  /** Milliseconds since 1970. */
  readonly since: number;
  /** Whether its cookie has become worthless; what the agent works at goes on. */
  isOver: boolean;
  /** Whether this login began a contact-centre session. */
  isWorking: boolean;
  readonly ready: Set<ChannelId>;
}

/** A request whose sender is known. */
export interface Authenticated {
  readonly login: Login;
  /** Whether the login was made for this request, and is to be kept if its cookie is sent. */
  readonly isNew: boolean;
}

/** All logins of one server. */
export interface Logins {
  /**
   * Who sent a request with these headers; `undefined`: nobody who is known. Credentials win over the cookie.
   * @param isLogin whether the request is one that begins a login: then a worthless cookie does not matter
   */
  readonly authenticate: (headers: IncomingHttpHeaders, isLogin: boolean) => Authenticated | undefined;
  /** Keeps a new login; one that is not kept is over with its request. */
  readonly keep: (login: Login) => void;
  /** Whether the headers carry a CSRF token of the agent. */
  readonly hasToken: (headers: IncomingHttpHeaders, agent: Agent) => boolean;
  /** Gives a login another CSRF token; those before stay good. */
  readonly renewToken: (login: Login) => void;
  readonly isWorking: (agent: Agent) => boolean;
  /** Whether the agent works and is ready on the channel. */
  readonly isReady: (agent: Agent, channel: ChannelId) => boolean;
  /** Makes the agent not ready on the channel, in whatever login it became so. */
  readonly rest: (agent: Agent, channel: ChannelId) => void;
  /** Ends a login; one that works ends alone, one that does not ends all others of its agent too. */
  readonly end: (login: Login) => void;
}

/** The rules of logins. */
export interface LoginRules {
  /** Makes what can't be guessed. */
  readonly secret: () => string;
  /** Milliseconds since 1970. */
  readonly clock: () => number;
  /** Whom an Authorization header proves; `undefined`: nobody. */
  readonly agentOf: (authorization: string) => Agent | undefined;
  /** How long a login lasts, milliseconds; absent: for ever. */
  readonly ttlMs?: number | undefined;
  /** Whether a new login of an agent ends its older ones. */
  readonly single?: boolean | undefined;
  /** Whether the load balancer's cookie is needed to be recognised by the session cookie. */
  readonly balancer?: boolean | undefined;
  /** Told of a login that another one ended. */
  readonly onReplaced: (login: Login) => void;
}

/** Logins of nobody yet. */
export function createLogins(rules: LoginRules): Logins {
  const logins = new Map<string, Login>();
  const of = (agent: Agent): Login[] => [...logins.values()].filter((login) => login.agent === agent);
  const isWorking = (agent: Agent): boolean => of(agent).some((login) => login.isWorking);
  return {
    authenticate: (headers, isLogin) => {
      expire(logins, rules);
      return authenticate({ logins, rules, isLogin }, headers);
    },
    keep: (login) => {
      if (rules.single === true) for (const other of of(login.agent)) replace(other, rules);
      logins.set(login.id, login);
    },
    hasToken: (headers, agent) => {
      const token = headers[CSRF_HEADER.toLowerCase()];
      return of(agent).some(({ csrfTokens, isOver }) => !isOver && csrfTokens.includes(String(token)));
    },
    renewToken: (login) => void (login.csrfTokens = [...login.csrfTokens, rules.secret()]),
    isWorking,
    isReady: (agent, channel) => isWorking(agent) && of(agent).some(({ ready }) => ready.has(channel)),
    rest: (agent, channel) => {
      for (const { ready } of of(agent)) ready.delete(channel);
    },
    end: (login) => {
      const isAlone = login.isWorking && !of(login.agent).some(({ isOver }) => isOver);
      const ended = isAlone ? [login] : of(login.agent);
      for (const { id } of ended) logins.delete(id);
    },
  };
}

interface Authenticating {
  readonly logins: ReadonlyMap<string, Login>;
  readonly rules: LoginRules;
  readonly isLogin: boolean;
}

function authenticate(
  { logins, rules, isLogin }: Authenticating,
  { authorization, cookie }: IncomingHttpHeaders,
): Authenticated | undefined {
  const id = cookieIn(cookie, COOKIE);
  const found = logins.get(id ?? '');
  const isLost = rules.balancer === true && cookieIn(cookie, BALANCER_COOKIE.name) !== BALANCER_COOKIE.value;
  const known = found?.isOver === true || isLost ? undefined : found;
  // Where sessions end by themselves, a cookie of one that is over is not made good by credentials.
  if (found !== undefined && known === undefined && !isLogin) return undefined;
  if (authorization === undefined) return known && { login: known, isNew: false };
  const agent = rules.agentOf(authorization);
  if (agent === undefined) return undefined;
  return known?.agent === agent
    ? { login: known, isNew: false }
    : { login: begin(agent, rules), isNew: true };
}

function begin(agent: Agent, { secret, clock }: LoginRules): Login {
  return {
    id: secret(),
    agent,
    csrfTokens: [secret()],
    since: clock(),
    isOver: false,
    isWorking: false,
    ready: new Set(),
  };
}

function expire(logins: ReadonlyMap<string, Login>, rules: LoginRules): void {
  const { ttlMs, clock } = rules;
  if (ttlMs === undefined) return;
  for (const login of logins.values()) if (clock() - login.since > ttlMs) login.isOver = true;
}

function replace(login: Login, { onReplaced }: LoginRules): void {
  if (login.isOver) return;
  login.isOver = true;
  onReplaced(login);
}
