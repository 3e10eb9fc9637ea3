/** evidence.jsonl, read back line by line. */
import { UsageError } from '../model/errors.ts';
import type { Entry } from '../model/evidence.ts';
import { isObject } from '../model/json.ts';
import { explained } from './explained.ts';
import { linesOf } from './lines.ts';

/** Refuses an entry by throwing: what was read, the line that it was read from, and where that stands. */
export type EntryCheck = (entry: Entry, line: string, place: string) => void;

/**
 * The entries of an evidence file, in order. The file is read anew each time that they are gone through, and never
 * held whole. That every entry is as its schema says is looked at only by a `check`: see `readCheckedEvidence`.
 * @throws UsageError, while they are gone through, when the file can't be read, a line is no entry, or the order
 * is broken; it names the file and the line
 */
export function readEvidence(path: string, check?: EntryCheck): Iterable<Entry> {
  return { [Symbol.iterator]: () => entriesOf(path, check) };
}

function* entriesOf(path: string, check?: EntryCheck): Generator<Entry> {
  const lines = linesOf(path);
  const next = (): IteratorResult<string, unknown> => explained(path, () => lines.next());
  let number = 0;
  let last = -1;
  try {
    for (let line = next(); line.done !== true; line = next()) {
      number += 1;
      const place = `${path}:${number}`;
      const entry = entryOf(line.value, place);
      check?.(entry, line.value, place);
      if (entry.seq <= last)
        throw new UsageError(
          `${place}: seq ${entry.seq} comes after ${last}. Entries stand in their order, each once.`,
        );
      last = entry.seq;
      yield entry;
    }
  } finally {
    lines.return(undefined);
  }
}

function entryOf(line: string, place: string): Entry {
  const entry = parsed(line);
  const { seq, at, kind } = isObject(entry) ? entry : {};
  if (!Number.isInteger(seq) || typeof at !== 'number' || typeof kind !== 'string')
    throw new UsageError(
      `${place}: expected an entry of the evidence: one JSON object a line, with seq, at and kind. Was the file cut short or edited?`,
    );
  return entry as Entry;
}

function parsed(line: string): unknown {
  try {
    return JSON.parse(line);
  } catch {
    return undefined;
  }
}
