/** Fingerprints: which defect a problem is, run after run, whatever the ids, the order and the words of that run. */
import { createHash } from 'node:crypto';
import type { ChannelId } from './channel.ts';
import type { Outcome, Problem } from './outcome.ts';

/** The JSON pointer at the end of where a problem is; `undefined`: it is about a message as a whole, or about none. */
export function pointerOf({ where }: Pick<Problem, 'where'>): string | undefined {
  return /, (\/\S*)$/.exec(where)?.[1];
}

/** Which of the requests that must be refused a problem is about; `undefined`: about none. Each is asked by its name. */
function requestOf({ where }: Pick<Problem, 'where'>): string | undefined {
  return /^the answer to the request "([^"]+)"/.exec(where)?.[1];
}

/**
 * The fingerprint of a problem: 16 hex digits, a hash of requirement, channel, kind and pointer; where a rule is about
 * many requests, also of the request: that one of them is let through excuses no other. Places in arrays do not count,
 * nor do the other words of `where`, or those of `expected` and `actual`.
 */
export function fingerprintOf(
  requirement: string,
  channel: ChannelId,
  problem: Pick<Problem, 'kind' | 'where'>,
): string {
  const place = (pointerOf(problem) ?? '').replace(/\/\d+(?=\/|$)/g, '/*');
  const parts = JSON.stringify([
    requirement,
    channel,
    problem.kind,
    place,
    ...[requestOf(problem) ?? []].flat(),
  ]);
  return createHash('sha256').update(parts).digest('hex').slice(0, 16);
}

/** The outcome with the fingerprints of its problems. */
export function fingerprinted(outcome: Outcome): Outcome {
  const { requirement, channel, problems } = outcome;
  if (problems.length === 0) return outcome;
  return {
    ...outcome,
    problems: problems.map((one) => ({ ...one, fingerprint: fingerprintOf(requirement, channel, one) })),
  };
}
