/** Cuts the evidence of a run into traces: one for each act of each scenario on each channel. */
import type {
  ActBegun,
  ActId,
  Closing,
  Delivery,
  Entry,
  Opening,
  PartyName,
  SessionOpened,
  Trace,
  TraceKey,
} from '../model/evidence.ts';
import { mentions } from '../model/notification.ts';
import { between, inOrder } from '../model/order.ts';
import { partOfRun } from './part-of-run.ts';

/** Entries of a run by what they concern, each list in order. */
interface Index {
  readonly own: ReadonlyMap<TraceKey, readonly Entry[]>;
  /** Notifications and how they were listened to: they concern every trace that was open then. */
  readonly heard: readonly Entry[];
  /** The notifications among them, by the party that they came to. */
  readonly told: ReadonlyMap<PartyName, readonly Delivery[]>;
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
  const told = new Map<PartyName, Delivery[]>();
  const everywhere: Entry[] = [];
  for (const entry of evidence) {
    if (entry.kind === 'exchange' && entry.superseded === true) continue;
    const key = 'trace' in entry ? entry.trace : null;
    if (key !== null) {
      const list = own.get(key);
      if (list === undefined) own.set(key, [entry]);
      else list.push(entry);
    } else if (entry.kind === 'delivery' || entry.kind === 'watch') {
      heard.push(entry);
      if (entry.kind === 'watch') continue;
      const list = told.get(entry.party);
      if (list === undefined) told.set(entry.party, [entry]);
      else list.push(entry);
    } else if (entry.kind === 'exchange' || entry.kind === 'settings') everywhere.push(entry);
  }
  return { own, heard, told, everywhere };
}

/** The acts of a trace: each knows all that came before it, and nothing of what came after it. */
function actsOf(whole: Trace): readonly Trace[] {
  const begun = whole.entries.filter((entry): entry is ActBegun => entry.kind === 'act');
  const starts = [{ act: whole.act, from: 0, omitted: undefined }, ...begun.map(toStart)];
  const lastAct = starts.findLast((start) => start.omitted === undefined)?.from ?? 0;
  return starts.map(({ act, from, omitted }, i) => {
    if (omitted !== undefined) return unplayed(whole, { act, from, reason: omitted });
    const until = starts.slice(i + 1).find((next) => next.omitted === undefined)?.from ?? Infinity;
    const heard = heardLater(whole, until);
    const isIn = (entry: Entry): boolean => entry.seq < until || isFence(entry) || entry === heard;
    return {
      ...whole,
      act,
      span: { from, until },
      ...(until === Infinity ? {} : partOf(whole, isIn)),
      // An act that was over before its scenario was stopped is whole.
      stopped: until > (whole.stopped?.from ?? lastAct) ? whole.stopped : undefined,
    };
  });
}

/** A part of what a trace holds. */
function partOf(
  { entries, own, heard }: Trace,
  isIn: (entry: Entry) => boolean,
): Pick<Trace, 'entries' | 'own' | 'heard'> {
  return {
    entries: entries.filter(isIn),
    own: own.filter(isIn),
    heard: new Map([...heard].map(([party, list]) => [party, list.filter(isIn)])),
  };
}

function unplayed(
  whole: Trace,
  { act, from, reason }: { readonly act: ActId; readonly from: number; readonly reason: string },
): Trace {
  const part = partOf(whole, ({ kind }) => kind === 'settings');
  return { ...whole, ...part, act, span: { from, until: from }, stopped: { blame: 'server', reason } };
}

/** What the consultant was told of another session after an act: the proof that it could have been told in it. */
function heardLater({ heard, sessionId = '' }: Trace, until: number): Entry | undefined {
  return heard.get('consultant')?.find(({ seq, data }) => seq >= until && !mentions(data, sessionId));
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
  const heard = between(index.heard, opening.seq, until);
  const told = [...index.told].map(([party, list]) => [party, between(list, opening.seq, until)] as const);
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
    entries: inOrder(inOrder(own, partOfRun(index.everywhere, opening.seq)), heard),
    own,
    heard: new Map(told),
    stopped:
      closing === undefined
        ? { blame: 'suite', reason: 'The scenario did not come to its end.' }
        : closing.stopped,
    omitted: closing?.omitted,
  };
}
