/** Which of the requests that were refused may have brought about what was seen all the same. */
import { at, idsOf, jsonOf, sessionInBody, type Exchange, type PartyName, type TraceView } from '#kit';
import { changeSince } from './as-before.ts';

/** What was seen: its place in the order; of a notification also whom it came to, and what it says. */
export interface Sign {
  readonly seq: number;
  readonly party?: PartyName;
  readonly data?: unknown;
}

/** How many of them are named and cited. */
const MOST = 6;

/**
 * The request whose referenceId the sign carries. Without one: those since the session was last seen to be as before;
 * of these its own where the sign came to somebody who made one.
 */
export function suspectsOf(view: TraceView, sign: Sign): readonly Exchange[] {
  const reference = at(sign.data, '/referenceId');
  const since = lastWell(view, sign.seq);
  const made = view.refusals.filter(
    ({ seq, case: name }) => seq > since && seq < sign.seq && name?.endsWith('/own session') !== true,
  );
  const named = made.filter(
    (one) => reference !== undefined && at(jsonOf(one), '/referenceId') === reference,
  );
  const own = made.filter(({ party }) => party === sign.party && party !== 'originator');
  return [named, own].find((some) => some.length > 0) ?? made;
}

/** Requests in words: `the request "a" was refused`. */
export function wereRefused(suspects: readonly Exchange[]): string {
  const names = suspects.slice(-MOST).map((one) => `"${one.case ?? one.purpose}"`);
  const rest = suspects.length - names.length;
  if (names.length === 0) return 'the requests were refused';
  if (names.length === 1) return `the request ${names.join('')} was refused`;
  return `the requests ${names.join(', ')}${rest > 0 ? ` and ${rest} before them` : ''} were refused`;
}

/** Where it can be looked up: the requests, the last of many, and what was seen after them. */
export function citing(suspects: readonly Exchange[], { seq }: Sign): readonly number[] {
  return [...suspects.slice(-MOST).map((one) => one.seq), seq];
}

/** Where a GET last showed the session as it was before; 0: none did. */
function lastWell(view: TraceView, before: number): number {
  const isWell = (session: unknown): boolean => {
    const { state, gone, added } = changeSince(view, session);
    return idsOf(session).size > 0 && state === undefined && gone.size === 0 && added.length === 0;
  };
  const asked = view.exchanges('state-after').filter(({ end }) => end.seq < before);
  return asked.findLast((one) => isWell(sessionInBody(view.channel, jsonOf(one))))?.seq ?? 0;
}
