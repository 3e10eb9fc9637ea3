/** Cuts the evidence of a run into traces: one for each scenario on each channel. */
import type { Closing, Entry, Opening, SessionOpened, Trace } from '../model/evidence.ts';

/** The traces in the evidence, in the order in which they began. */
export function tracesOf(evidence: readonly Entry[]): readonly Trace[] {
  return evidence
    .filter((entry): entry is Opening => entry.kind === 'opening')
    .map((opening) => traceOf(opening, evidence));
}

function traceOf(opening: Opening, evidence: readonly Entry[]): Trace {
  const { trace: key, scenario, channel, spelling, agents } = opening;
  const own = (entry: Entry): boolean => 'trace' in entry && entry.trace === key;
  const closing = evidence.find((entry): entry is Closing => entry.kind === 'closing' && own(entry));
  const session = evidence.find((entry): entry is SessionOpened => entry.kind === 'session' && own(entry));
  const until = closing?.seq ?? Infinity;
  const concerns = (entry: Entry): boolean => {
    if (entry.kind === 'exchange' && entry.superseded === true) return false;
    if (own(entry)) return true;
    if (entry.kind === 'delivery') return entry.seq > opening.seq && entry.seq < until;
    // Logins tell what the agents may do; losses of a subscription tell what silence proves.
    if (entry.kind === 'watch') return entry.seq > opening.seq && entry.seq < until;
    return entry.kind === 'exchange' && entry.trace === null;
  };
  return {
    key,
    scenario,
    channel,
    spelling,
    agents,
    sessionId: session?.sessionId,
    entries: evidence.filter(concerns),
    stopped:
      closing === undefined
        ? { blame: 'suite', reason: 'The scenario did not come to its end.' }
        : closing.stopped,
  };
}
