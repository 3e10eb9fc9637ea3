/** evidence.jsonl: everything that a run sent and received, one entry a line. */
import type { Entry } from '../model/evidence.ts';

/** The entries with their members in the order in which they stand in the file: reports made later show the same. */
export function asWritten(entries: Iterable<Entry>): Iterable<Entry> {
  return {
    *[Symbol.iterator]() {
      for (const { seq, at, kind, ...rest } of entries) yield { seq, at, kind, ...rest } as Entry;
    },
  };
}

/** The lines of evidence.jsonl for entries in order of `seq`, each with its line's end. They are made as they are read. */
export function* renderEvidence(entries: Iterable<Entry>): Generator<string> {
  for (const entry of entries) yield `${evidenceLine(entry)}\n`;
}

/** One line, without its end: the same for the same entry, wherever it was read from. */
export function evidenceLine({ seq, at, kind, ...rest }: Entry): string {
  return JSON.stringify({ seq, at, kind, ...rest });
}
