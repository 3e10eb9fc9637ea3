/** The recorder: the one place where entries get their order and their time. */
import type { Entry, Moment } from './evidence.ts';

type Unstamped<E> = E extends Entry ? Omit<E, 'seq' | 'at'> : never;

/** Writes down what happens, in order. */
export interface Recorder {
  /** Takes the next place in the order, for something that ends later. */
  readonly moment: () => Moment;
  /** Records an entry that happens now, or that began at `since`; returns it. */
  readonly record: <E extends Entry>(entry: Unstamped<E> & { kind: E['kind'] }, since?: Moment) => E;
  /** All entries so far, in order of `seq`. */
  readonly entries: () => readonly Entry[];
  /** Calls back for each entry as it is recorded; returns the way to stop that. */
  readonly onEntry: (listener: (entry: Entry) => void) => () => void;
}

/**
 * A recorder with nothing in it.
 * @param now a monotonic clock in milliseconds; time 0 of the evidence is the moment of this call
 */
export function createRecorder(now: () => number): Recorder {
  const start = now();
  const entries: Entry[] = []; // in order of `seq`
  const listeners = new Set<(entry: Entry) => void>();
  let next = 0;
  const moment = (): Moment => ({ seq: next++, at: Math.round((now() - start) * 1000) / 1000 });
  return {
    moment,
    record: <E extends Entry>(entry: Unstamped<E> & { kind: E['kind'] }, since = moment()): E => {
      const whole = { ...entry, ...since } as unknown as E;
      insert(entries, whole);
      for (const listener of listeners) listener(whole);
      return whole;
    },
    entries: () => [...entries],
    onEntry: (listener) => {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
  };
}

/** Puts an entry in its place. Most come last; what ends late goes before those that began after it. */
function insert(entries: Entry[], entry: Entry): void {
  const before = entries.findLastIndex(({ seq }) => seq < entry.seq);
  entries.splice(before + 1, 0, entry);
}
