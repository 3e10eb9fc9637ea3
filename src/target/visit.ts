/** An agent who only makes requests: logged in, told nothing, and left at work or not as it was. */
import type { Exchange } from '../model/evidence.ts';
import type { AgentAccount, AgentName } from '../model/target.ts';
import { createClient } from './client.ts';
import type { Call, Context } from './context.ts';
import { login, type User } from './login.ts';
import { readWorkState, type WorkState } from './work.ts';

/** A visitor. */
export interface Visitor {
  readonly name: AgentName;
  readonly user: User;
  /** Whether the agent works, as the server said at login. */
  readonly work: WorkState;
  readonly request: (call: Call) => Promise<Exchange>;
  readonly close: () => Promise<void>;
}

/** Logs an agent in for a few requests. Throws TargetError when the server can't be reached or refuses. */
export async function visit(context: Context, name: AgentName, account: AgentAccount): Promise<Visitor> {
  const { baseUrl } = context.target;
  const client = createClient(context, { party: name, credentials: account.credentials, baseUrl });
  try {
    const { user, exchange } = await login(client, account);
    const work = readWorkState(exchange);
    return { name, user, work, request: (call) => client.exchange(call), close: client.close };
  } catch (error) {
    await client.close();
    throw error;
  }
}
