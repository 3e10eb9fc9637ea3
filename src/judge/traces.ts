/** Cuts the evidence of a run into traces: one for each act of each scenario on each channel. */
import type {
  ActBegun,
  ActId,
  Closing,
  Entry,
  Opening,
  SessionOpened,
  Trace,
  TraceKey,
} from '../model/evidence.ts';

/** Entries of a run by what they concern, each list in order. */
interface Index {
  readonly own: ReadonlyMap<TraceKey, readonly Entry[]>;
  /** Notifications and how they were listened to: they concern every trace that was open then. */
  readonly heard: readonly Entry[];
  /** Logins, which tell what the agents may do, and what was said of the target: they concern every trace. */
  readonly everywhere: readonly Entry[];
}

/** The traces in the evidence, in the order in which they began. */
export function tracesOf(evidence: readonly Entry[]): readonly Trace[] {
  const index = indexOf(evidence);
  return evidence
    .filter((entry): entry is Opening => entry.kind === 'opening')
    .flatMap((opening) => actsOf(traceOf(opening, index)));
}

function indexOf(evidence: readonly Entry[]): Index {
  const own = new Map<TraceKey, Entry[]>();
  const heard: Entry[] = [];
  const everywhere: Entry[] = [];
  for (const entry of evidence) {
    const key = 'trace' in entry ? entry.trace : null;
    if (key !== null) {
      const list = own.get(key);
      if (list === undefined) own.set(key, [entry]);
      else list.push(entry);
    } else if (entry.kind === 'delivery' || entry.kind === 'watch') heard.push(entry);
    else if (entry.kind === 'exchange' || entry.kind === 'settings') everywhere.push(entry);
  }
  return { own, heard, everywhere };
}

/** The acts of a trace: each knows all that came before it, and nothing of what came after it. */
function actsOf(whole: Trace): readonly Trace[] {
  const begun = whole.entries.filter((entry): entry is ActBegun => entry.kind === 'act');
  const starts = [{ act: whole.act, from: 0, omitted: undefined }, ...begun.map(toStart)];
  return starts.map(({ act, from, omitted }, i) => {
    if (omitted !== undefined) return unplayed(whole, { act, from, reason: omitted });
    const until = starts.slice(i + 1).find((next) => next.omitted === undefined)?.from ?? Infinity;
    return {
      ...whole,
      act,
      span: { from, until },
      entries:
        until === Infinity
          ? whole.entries
          : whole.entries.filter((entry) => entry.seq < until || isFence(entry)),
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

/** The fence at the end of a run proves the silence of every act. */
function isFence(entry: Entry): boolean {
  return entry.kind === 'wait' && entry.event === 'bystander-fence';
}

function toStart({ act, seq, omitted }: ActBegun) {
  return { act, from: seq, omitted };
}

function traceOf(opening: Opening, index: Index): Trace {
  const { trace: key, scenario, member, channel, spelling, agents } = opening;
  const own = index.own.get(key) ?? [];
  const closing = own.find((entry): entry is Closing => entry.kind === 'closing');
  const session = own.find((entry): entry is SessionOpened => entry.kind === 'session');
  const until = closing?.seq ?? Infinity;
  const heard = index.heard.filter(({ seq }) => seq > opening.seq && seq < until);
  return {
    key,
    scenario,
    act: scenario,
    member,
    span: { from: 0, until: Infinity },
    channel,
    spelling,
    agents,
    sessionId: session?.sessionId,
    // Losses of a subscription tell what silence proves.
    entries: [...own, ...index.everywhere, ...heard].sort((a, b) => a.seq - b.seq),
    stopped:
      closing === undefined
        ? { blame: 'suite', reason: 'The scenario did not come to its end.' }
        : closing.stopped,
    omitted: closing?.omitted,
  };
}
