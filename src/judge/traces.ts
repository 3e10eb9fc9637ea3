/** Cuts the evidence of a run into traces: one for each act of each scenario on each channel. */
import type { ActBegun, ActId, Closing, Entry, Opening, SessionOpened, Trace } from '../model/evidence.ts';
import { mentions } from '../model/notification.ts';

/** The traces in the evidence, in the order in which they began. */
export function tracesOf(evidence: readonly Entry[]): readonly Trace[] {
  return evidence
    .filter((entry): entry is Opening => entry.kind === 'opening')
    .flatMap((opening) => actsOf(traceOf(opening, evidence)));
}

/** The acts of a trace: each knows all that came before it, and nothing of what came after it. */
function actsOf(whole: Trace): readonly Trace[] {
  const begun = whole.entries.filter((entry): entry is ActBegun => entry.kind === 'act');
  const starts = [{ act: whole.act, from: 0, omitted: undefined }, ...begun.map(toStart)];
  return starts.map(({ act, from, omitted }, i) => {
    if (omitted !== undefined) return unplayed(whole, { act, from, reason: omitted });
    const until = starts.slice(i + 1).find((next) => next.omitted === undefined)?.from ?? Infinity;
    const heard = heardLater(whole, until);
    return {
      ...whole,
      act,
      span: { from, until },
      entries:
        until === Infinity
          ? whole.entries
          : whole.entries.filter((entry) => entry.seq < until || isFence(entry) || entry === heard),
      // An act that was over before its scenario was stopped is whole.
      stopped: until === Infinity ? whole.stopped : undefined,
    };
  });
}

function unplayed(
  whole: Trace,
  { act, from, reason }: { readonly act: ActId; readonly from: number; readonly reason: string },
): Trace {
  const entries = whole.entries.filter(({ kind }) => kind === 'settings');
  return { ...whole, act, span: { from, until: from }, entries, stopped: { blame: 'server', reason } };
}

/** What the consultant was told of another session after an act: the proof that it could have been told in it. */
function heardLater({ entries, sessionId = '' }: Trace, until: number): Entry | undefined {
  return entries.find(
    (entry) =>
      entry.kind === 'delivery' &&
      entry.party === 'consultant' &&
      entry.seq >= until &&
      !mentions(entry.data, sessionId),
  );
}

/** The fence at the end of a run proves the silence of every act. */
function isFence(entry: Entry): boolean {
  return entry.kind === 'wait' && entry.event === 'bystander-fence';
}

function toStart({ act, seq, omitted }: ActBegun) {
  return { act, from: seq, omitted };
}

function traceOf(opening: Opening, evidence: readonly Entry[]): Trace {
  const { trace: key, scenario, channel, spelling, agents } = opening;
  const own = (entry: Entry): boolean => 'trace' in entry && entry.trace === key;
  const closing = evidence.find((entry): entry is Closing => entry.kind === 'closing' && own(entry));
  const session = evidence.find((entry): entry is SessionOpened => entry.kind === 'session' && own(entry));
  const until = closing?.seq ?? Infinity;
  const concerns = (entry: Entry): boolean => {
    if (own(entry) || entry.kind === 'settings') return true;
    if (entry.kind === 'delivery') return entry.seq > opening.seq && entry.seq < until;
    // Logins tell what the agents may do; losses of a subscription tell what silence proves.
    if (entry.kind === 'watch') return entry.seq > opening.seq && entry.seq < until;
    return entry.kind === 'exchange' && entry.trace === null;
  };
  return {
    key,
    scenario,
    act: scenario,
    span: { from: 0, until: Infinity },
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
