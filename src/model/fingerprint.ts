/** Fingerprints: which defect a problem is, run after run, whatever the ids, the order and the words of that run. */
import { createHash } from 'node:crypto';
import type { ChannelId } from './channel.ts';
import type { Outcome, Problem } from './outcome.ts';

/** The JSON pointer at the end of where a problem is; `undefined`: it is about a message as a whole, or about none. */
export function pointerOf({ where }: Pick<Problem, 'where'>): string | undefined {
  return /, (\/\S*)$/.exec(where)?.[1];
}

/** How places begin that are about one of the requests that must be refused. */
const request = /^the answer to the request "([^"]+)"/;

/** Which of the requests that must be refused a problem is about; `undefined`: about none. Each is asked by its name. */
function requestOf({ where }: Pick<Problem, 'where'>): string | undefined {
  return request.exec(where)?.[1];
}

/** What differs from run to run in places that have no pointer: the act in which a pinned reading was seen. */
const act = /^[a-z][a-z/-]*, (?=reading )/;

/**
 * The place of a problem, the same in each run. Without a pointer it is its words, but for the request that they begin
 * with, which counts by itself: a leak in what the customer reads excuses none in whom it sees. Numbers in them do not
 * count: of many sessions at once, another one is hit each time.
 */
function placeOf(problem: Pick<Problem, 'where'>): string {
  const pointer = pointerOf(problem);
  if (pointer !== undefined) return pointer.replace(/\/\d+(?=\/|$)/g, '/*');
  return problem.where.replace(request, '').replace(act, '').replace(/\d+/g, '*');
}

/**
 * The fingerprint of a problem: 16 hex digits, a hash of requirement, channel, kind and place: the pointer where there
 * is one, else the words of `where`; where a rule is about many requests, also of the request: that one of them is let
 * through excuses no other. Places in arrays do not count, nor do the words before a pointer, or those of `expected`
 * and `actual`.
 */
export function fingerprintOf(
  requirement: string,
  channel: ChannelId,
  problem: Pick<Problem, 'kind' | 'where'>,
): string {
  const parts = JSON.stringify([
    requirement,
    channel,
    problem.kind,
    placeOf(problem),
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
