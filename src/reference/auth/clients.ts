/** OAuth clients of the token endpoint: one for each agent, and one without a secret for applications. */
import { accounts, agentNamed, type Agent } from '../staff.ts';

/** A client that may ask for tokens. */
export interface OAuthClient {
  readonly id: string;
  /** Absent: a public client (RFC 6749, section 2.1). */
  readonly secret?: string;
  /** The agent for whom it gets tokens by client credentials; absent: nobody. */
  readonly agent?: Agent;
}

/** The client of an agent. Its secret is as public as the passwords. */
export function clientOf(agent: Agent): Required<OAuthClient> {
  return { id: `${agent.key}-client`, secret: `${agent.key}-client-secret`, agent };
}

/** The client of applications that have no secret: they may use passwords alone. */
export const publicClient: OAuthClient = { id: 'reference-application' };

/** The client with an id and a secret; `undefined`: there is none. */
export function clientNamed(id: string, secret: string | undefined): OAuthClient | undefined {
  const known = [...accounts.map(clientOf), publicClient].find((client) => client.id === id);
  // A public client may send an empty secret.
  return known?.secret === (secret === '' ? undefined : secret) ? known : undefined;
}

/** The agent with a user name and a password. */
export function agentWith(userName: string, password: string): Agent | undefined {
  const agent = agentNamed(userName);
  return agent?.password === password ? agent : undefined;
}
