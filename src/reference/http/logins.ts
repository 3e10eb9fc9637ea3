/** Who is logged in: HTTP Basic, session cookies, CSRF tokens, readiness (GWS, "Login" and "CSRF protection"). */
import type { ChannelId } from '../../model/channel.ts';
import type { IncomingHttpHeaders } from 'node:http';
import { accounts, type Agent } from '../world.ts';

/** The cookie that names a login. */
export const COOKIE = 'JSESSIONID';

/** The header that carries the CSRF token. */
export const CSRF_HEADER = 'X-CSRF-TOKEN';

/** One login of one agent. */
export interface Login {
  readonly id: string;
  readonly agent: Agent;
  readonly csrfToken: string;
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
  /** Who sent a request with these headers; `undefined`: nobody who is known. Basic wins over the cookie. */
  readonly authenticate: (headers: IncomingHttpHeaders) => Authenticated | undefined;
  /** Keeps a new login; one that is not kept is over with its request. */
  readonly keep: (login: Login) => void;
  /** Whether the headers carry a CSRF token of the agent. */
  readonly hasToken: (headers: IncomingHttpHeaders, agent: Agent) => boolean;
  readonly isWorking: (agent: Agent) => boolean;
  /** Whether the agent works and is ready on the channel. */
  readonly isReady: (agent: Agent, channel: ChannelId) => boolean;
  /** Makes the agent not ready on the channel, in whatever login it became so. */
  readonly rest: (agent: Agent, channel: ChannelId) => void;
  /** Ends a login; one that works ends alone, one that does not ends all others of its agent too. */
  readonly end: (login: Login) => void;
}

/** Logins of nobody yet; `secret` makes what can't be guessed. */
export function createLogins(secret: () => string): Logins {
  const logins = new Map<string, Login>();
  const of = (agent: Agent): Login[] => [...logins.values()].filter((login) => login.agent === agent);
  const begin = (agent: Agent): Login => ({
    id: secret(),
    agent,
    csrfToken: secret(),
    isWorking: false,
    ready: new Set(),
  });
  const isWorking = (agent: Agent): boolean => of(agent).some((login) => login.isWorking);
  return {
    authenticate: ({ authorization, cookie }) => {
      const known = logins.get(cookieIn(cookie) ?? '');
      if (authorization === undefined) return known && { login: known, isNew: false };
      const agent = agentOf(authorization);
      if (agent === undefined) return undefined;
      return known?.agent === agent ? { login: known, isNew: false } : { login: begin(agent), isNew: true };
    },
    keep: (login) => void logins.set(login.id, login),
    hasToken: (headers, agent) => {
      const token = headers[CSRF_HEADER.toLowerCase()];
      return of(agent).some(({ csrfToken }) => csrfToken === token);
    },
    isWorking,
    isReady: (agent, channel) => isWorking(agent) && of(agent).some(({ ready }) => ready.has(channel)),
    rest: (agent, channel) => {
      for (const { ready } of of(agent)) ready.delete(channel);
    },
    end: (login) => {
      const ended = login.isWorking ? [login] : of(login.agent);
      for (const { id } of ended) logins.delete(id);
    },
  };
}

function cookieIn(header: string | undefined): string | undefined {
  const pair = header?.split(';').find((one) => one.trim().startsWith(`${COOKIE}=`));
  return pair?.trim().slice(COOKIE.length + 1);
}

function agentOf(authorization: string): Agent | undefined {
  const [, encoded] = /^Basic\s+([A-Za-z0-9+/=_-]+)\s*$/i.exec(authorization) ?? [];
  if (encoded === undefined) return undefined;
  const [userName, ...password] = Buffer.from(encoded, 'base64').toString('utf8').split(':');
  return accounts.find((agent) => agent.userName === userName && agent.password === password.join(':'));
}
