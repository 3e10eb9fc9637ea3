/** The ways in which agents prove who they are: one row a form. */
import { accounts, type Agent } from '../staff.ts';
import type { Tokens } from './tokens.ts';

/** A form of login: user name and password, a fixed token, or a token from the token endpoint. */
export type AuthForm = 'basic' | 'bearer' | 'oauth';

/** How a form works. */
export interface AuthRow {
  /** HTTP status with which an unknown sender is turned away (GWS: 403; RFC 6750, section 3.1: 401). */
  readonly denied: 401 | 403;
  /** Whom an Authorization header proves; `undefined`: nobody. */
  readonly agentOf: (authorization: string, tokens: Tokens) => Agent | undefined;
}

/** The forms of login. */
export const authForms: Readonly<Record<AuthForm, AuthRow>> = {
  basic: {
    denied: 403,
    agentOf: (authorization) => {
      const { name, secret } = basicIn(authorization) ?? {};
      return accounts.find((agent) => agent.userName === name && agent.password === secret);
    },
  },
  bearer: {
    denied: 401,
    agentOf: (authorization) => {
      const token = bearerIn(authorization);
      return accounts.find((agent) => tokenOf(agent) === token);
    },
  },
  oauth: {
    denied: 401,
    agentOf: (authorization, tokens) => {
      const token = bearerIn(authorization);
      return token === undefined ? undefined : tokens.agentOf(token);
    },
  },
};

/** The names of all forms. */
export const authFormNames = Object.keys(authForms) as readonly AuthForm[];

/** The fixed token of an agent. As public as the passwords. */
export function tokenOf({ key }: Pick<Agent, 'key'>): string {
  return `${key}-token`;
}

/** Name and secret in a Basic Authorization header (RFC 7617). */
export function basicIn(
  authorization: string,
): { readonly name: string; readonly secret: string } | undefined {
  const [, encoded] = /^Basic\s+([A-Za-z0-9+/=_-]+)\s*$/i.exec(authorization) ?? [];
  if (encoded === undefined) return undefined;
  const [name = '', ...secret] = Buffer.from(encoded, 'base64').toString('utf8').split(':');
  return { name, secret: secret.join(':') };
}

function bearerIn(authorization: string): string | undefined {
  return /^Bearer +([A-Za-z0-9._~+/-]+=*)\s*$/i.exec(authorization)?.[1];
}
