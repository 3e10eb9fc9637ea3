/** What the lines about one session amount to. */
import type { Fate, Planned } from '../../target/index.ts';

/** A session as its lines tell it. */
export interface Known {
  readonly sessionId: string | undefined;
  readonly nickname: string;
  readonly keys: Readonly<Record<string, string>>;
}

/** What is known of a session by now. */
export function knownOf(planned: Pick<Planned, 'nickname'>, fates: readonly Fate[]): Known {
  let known: Known = { sessionId: undefined, nickname: planned.nickname, keys: {} };
  for (const fate of fates) {
    if (fate.event === 'identified') known = { ...known, sessionId: fate.sessionId };
    if (fate.event === 'opened') {
      const { sessionId = known.sessionId, nickname = known.nickname, keys } = fate;
      known = { sessionId, nickname, keys };
    }
  }
  return known;
}

/** Whether a session is over on both sides, or never was. */
export function isClosed(planned: Planned, fates: readonly Fate[]): boolean {
  const has = (event: Fate['event']): boolean => fates.some((fate) => fate.event === event);
  if (has('void')) return true;
  const { sessionId } = knownOf(planned, fates);
  // No agent ever had it: then it ended when its customer left.
  if (sessionId === undefined) return has('left') || has('completed');
  return has('completed') && (has('left') || !planned.customerCanLeave);
}
