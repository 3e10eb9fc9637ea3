/** Ends the contact-centre session of an agent, where a run that was interrupted began it. */
import type { CleanedWork } from '../../model/cleanup.ts';
import type { AgentName } from '../../model/target.ts';
import { ending, isAnswered, isDone, type Visitor } from '../../target/index.ts';

/** What came of it. */
export interface WorkEnd extends CleanedWork {
  /** Whether nothing more can be done here. */
  readonly isSettled: boolean;
}

/**
 * Ends the contact-centre session of an agent who logged in anew: it is the agent's, whichever login began it.
 * @param visitor the agent, or why it can't log in
 */
export async function endWorkOf(agent: AgentName, visitor: Visitor | string): Promise<WorkEnd> {
  if (typeof visitor === 'string') return { agent, did: 'nothing', why: visitor, isSettled: false };
  if (visitor.work === 'away') return { agent, did: 'it was over already', isSettled: true };
  const exchange = await visitor.request(ending);
  if (isDone(exchange)) return { agent, did: 'ended', isSettled: true };
  const { response, failure } = exchange;
  const why = `EndContactCenterSession was answered with ${failure?.message ?? `HTTP ${response?.status}`}`;
  return { agent, did: 'nothing', why, isSettled: isAnswered(exchange) };
}
