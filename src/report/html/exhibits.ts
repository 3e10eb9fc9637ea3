/**
 * What the page needs of the evidence: the entries that findings cite, and the messages around them. The evidence
 * is gone through twice at most, and not beyond what is needed; nothing else of it is kept.
 */
import type { TraceKey } from '../../model/acts.ts';
import type { Entry } from '../../model/evidence.ts';
import { pointerOf } from '../../model/fingerprint.ts';
import { strings } from '../../model/json.ts';
import { lastSegment } from '../../model/notification.ts';
import { arrowsOf, isQuiet, type Arrow } from './arrows.ts';
import { exhibitOf, type Exhibit } from './exhibit.ts';
import { limits } from './limits.ts';
import { problemGroups } from './problem-groups.ts';
import type { Finding } from './finding.ts';

/** The evidence of the findings. */
export interface Exhibits {
  /** Entries that findings cite, by `seq`. */
  readonly cited: ReadonlyMap<number, Exhibit>;
  /** The trace that a cited entry belongs to, where it can be told. */
  readonly traces: ReadonlyMap<number, TraceKey>;
  /** What a cited entry is in a diagram. */
  readonly citedArrows: ReadonlyMap<number, readonly Arrow[]>;
  /** Everything that is shown of a trace, in order of `seq`. */
  readonly arrows: ReadonlyMap<TraceKey, readonly Arrow[]>;
}

/** How many entries after the last cited one are looked at for its neighbours. */
const AFTER = 300;
const MAX_PLACES = 2_000;

/** Collects the evidence of the findings that the page shows. */
export function collectExhibits(findings: readonly Finding[], evidence: Iterable<Entry>): Exhibits {
  const wanted = wantedEntries(findings);
  const last = Math.max(-1, ...wanted.keys());
  if (last < 0) return { cited: new Map(), traces: new Map(), citedArrows: new Map(), arrows: new Map() };
  const first = readCited(wanted, last, evidence);
  return { ...first, arrows: readTraces(first, last, evidence) };
}

/** The `seq` of the entries that are cited, each with the JSON pointers of the problems that cite it. */
function wantedEntries(findings: readonly Finding[]): ReadonlyMap<number, ReadonlySet<string>> {
  const wanted = new Map<number, Set<string>>();
  for (const { outcome } of findings)
    for (const { problem } of problemGroups(outcome).shown) {
      const pointer = pointerOf(problem);
      for (const seq of problem.evidence.slice(0, limits.messages)) {
        const known = wanted.get(seq);
        if (known === undefined && wanted.size >= limits.allMessages) continue;
        const pointers = known ?? new Set<string>();
        if (pointer !== undefined && pointers.size < limits.problems) pointers.add(pointer);
        wanted.set(seq, pointers);
      }
    }
  return wanted;
}

interface Read extends Omit<Exhibits, 'arrows'> {
  readonly sessions: ReadonlyMap<string, TraceKey>;
}

/** Goes through the evidence to the last cited entry. */
function readCited(
  wanted: ReadonlyMap<number, ReadonlySet<string>>,
  last: number,
  evidence: Iterable<Entry>,
): Read {
  const sessions = new Map<string, TraceKey>();
  const cited = new Map<number, Exhibit>();
  const traces = new Map<number, TraceKey>();
  const citedArrows = new Map<number, readonly Arrow[]>();
  for (const entry of evidence) {
    if (entry.seq > last) break;
    if (entry.kind === 'session') sessions.set(entry.sessionId, entry.trace);
    const pointers = wanted.get(entry.seq);
    if (pointers === undefined) continue;
    cited.set(entry.seq, exhibitOf(entry, [...pointers]));
    citedArrows.set(entry.seq, arrowsOf(entry));
    const trace = traceOf(entry, sessions);
    if (trace !== undefined) traces.set(entry.seq, trace);
  }
  return { cited, traces, citedArrows, sessions };
}

/** Goes through the evidence once more, for what happened around the cited entries in their traces. */
function readTraces(
  { cited, traces, sessions }: Read,
  last: number,
  evidence: Iterable<Entry>,
): ReadonlyMap<TraceKey, readonly Arrow[]> {
  const arrows = new Map<TraceKey, Arrow[]>([...traces.values()].map((trace) => [trace, []]));
  if (arrows.size === 0) return arrows;
  for (const entry of evidence) {
    if (entry.seq > last + AFTER) break;
    const isCited = cited.has(entry.seq);
    if (isQuiet(entry) && !isCited) continue;
    const trace = traceOf(entry, sessions);
    const kept = trace === undefined ? undefined : arrows.get(trace);
    if (kept === undefined || (kept.length >= limits.arrowsKept && !isCited)) continue;
    kept.push(...arrowsOf(entry));
  }
  return arrows;
}

/** The trace of an entry: its own, or that of the session which a notification names. */
function traceOf(entry: Entry, sessions: ReadonlyMap<string, TraceKey>): TraceKey | undefined {
  if ('trace' in entry) return entry.trace ?? undefined;
  if (entry.kind !== 'delivery') return undefined;
  for (const [, text] of strings(entry.data, MAX_PLACES)) {
    const trace = sessions.get(lastSegment(text));
    if (trace !== undefined) return trace;
  }
  return undefined;
}
