/** In which sessions which referenceIds were given: servers may count them by session, or by channel. */
import { referenceIn } from '../model/answer.ts';
import type { NamedIn } from '../model/named.ts';
import type { Trace } from '../model/trace.ts';
import { jsonOf } from './attribution.ts';

/** A referenceId, and the session that somebody looks from. */
export interface GivenFrom {
  readonly reference: number;
  readonly sessionId: string;
}

/** Whether a message names a session, other than the one that is looked from, in which a request was given a referenceId. */
export type IsGivenElsewhere = (data: unknown, from: GivenFrom) => boolean;

/** Tells it of the sessions of a run. What names the session that is looked from as well is of that. */
export function givenElsewhere(traces: readonly Trace[], namedIn: NamedIn): IsGivenElsewhere {
  const given = new Map<string, Set<number>>();
  for (const { sessionId, own } of traces) {
    if (sessionId === undefined) continue;
    const references = given.get(sessionId) ?? new Set();
    given.set(sessionId, references);
    for (const entry of own) {
      const reference = entry.kind === 'exchange' ? referenceIn(jsonOf(entry)) : undefined;
      if (reference !== undefined) references.add(reference);
    }
  }
  return (data, { reference, sessionId }) => {
    const { segments } = namedIn(data);
    if (segments.has(sessionId)) return false;
    return [...segments].some((name) => given.get(name)?.has(reference) === true);
  };
}
