/** Access tokens: issued to agents, and over after a while (RFC 6749, section 5.1). */
import type { Agent } from '../staff.ts';

/** A token as it is told to the client. */
export interface IssuedToken {
  readonly token: string;
  /** Whole seconds, rounded up. */
  readonly expiresIn: number;
}

/** The access tokens of one server. */
export interface Tokens {
  readonly issue: (agent: Agent) => IssuedToken;
  /** Whose token it is; `undefined`: nobody's, or nobody's any more. */
  readonly agentOf: (token: string) => Agent | undefined;
}

/** What tokens are made with. */
export interface TokenParts {
  readonly secret: () => string;
  /** Milliseconds since 1970. */
  readonly clock: () => number;
  readonly ttlMs: number;
}

/** No tokens yet. */
export function createTokens({ secret, clock, ttlMs }: TokenParts): Tokens {
  const issued = new Map<string, { readonly agent: Agent; readonly until: number }>();
  return {
    issue: (agent) => {
      const token = secret();
      issued.set(token, { agent, until: clock() + ttlMs });
      return { token, expiresIn: Math.ceil(ttlMs / 1000) };
    },
    agentOf: (token) => {
      const known = issued.get(token);
      if (known === undefined || known.until > clock()) return known?.agent;
      issued.delete(token);
      return undefined;
    },
  };
}
