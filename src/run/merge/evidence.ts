/**
 * The evidence of several shards as that of one run: one behind the other, in its order and its time, so that what one
 * heard lies in no moment of another.
 */
import type { TraceKey } from '../../model/acts.ts';
import type { Entry, Moment } from '../../model/evidence.ts';

/** The evidence of one shard. */
export interface ShardEvidence {
  /** Its number, from 1. */
  readonly index: number;
  /** It can be gone through more than once. */
  readonly evidence: Iterable<Entry>;
  /** The first place behind it, and the time of its last moment. */
  readonly end: Moment;
}

/** The evidence of all shards, in the order given. It can be gone through more than once, and is never held whole. */
export function mergedEvidence(shards: readonly ShardEvidence[]): Iterable<Entry> {
  return {
    *[Symbol.iterator]() {
      let offset: Moment = { seq: 0, at: 0 };
      for (const { index, evidence, end } of shards) {
        for (const entry of evidence) yield moved(entry, { ...offset, index });
        offset = later(end, offset);
      }
    },
  };
}

interface Move extends Moment {
  readonly index: number;
}

type Kind = Entry['kind'];
type EntryOf<K extends Kind> = Extract<Entry, { kind: K }>;

function same<E extends Entry>(entry: E): E {
  return entry;
}

function withEnd<E extends EntryOf<'exchange' | 'command' | 'bayeux'>>(entry: E, by: Moment): E {
  return { ...entry, end: later(entry.end, by) };
}

/** What of each kind of entry is a place in the order besides its own, or a moment. */
const moves: { readonly [K in Kind]: (entry: EntryOf<K>, move: Move) => EntryOf<K> } = {
  settings: same,
  exchange: withEnd,
  command: withEnd,
  bayeux: withEnd,
  delivery: (entry, { seq }) => ({ ...entry, batch: entry.batch + seq }),
  watch: same,
  view: same,
  said: (entry, { seq }) => (entry.by === undefined ? entry : { ...entry, by: entry.by + seq }),
  opening: (entry, { index }) =>
    entry.scenario === 'bystander-control' ? { ...entry, member: index } : entry,
  act: same,
  session: same,
  wait: same,
  closing: (entry, { seq }) => {
    const { stopped } = entry;
    if (stopped?.from === undefined) return entry;
    return { ...entry, stopped: { ...stopped, from: stopped.from + seq } };
  },
};

function moved(entry: Entry, move: Move): Entry {
  const move1 = moves[entry.kind] as (entry: Entry, move: Move) => Entry;
  return { ...named(move1(entry, move), move.index), ...later(entry, move) };
}

const control = /^bystander-control\/(?=(again\/)?[a-z]+$)/;

/** The bystander's own session is in every shard: there is one of each. */
function named(entry: Entry, index: number): Entry {
  if (!('trace' in entry) || entry.trace === null || !control.test(entry.trace)) return entry;
  return { ...entry, trace: entry.trace.replace(control, `bystander-control/${index}/`) as TraceKey };
}

function later(moment: Moment, by: Moment): Moment {
  return { seq: moment.seq + by.seq, at: Math.round((moment.at + by.at) * 1000) / 1000 };
}
