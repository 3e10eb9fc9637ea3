/** evidence.jsonl: everything that a run sent and received, one entry a line. */
import type { Entry } from '../model/evidence.ts';

/** The lines of evidence.jsonl in order of `seq`, each with its line's end. They are made as they are read. */
export function* renderEvidence(entries: readonly Entry[]): Generator<string> {
  for (const { seq, at, kind, ...rest } of entries.toSorted((a, b) => a.seq - b.seq)) {
    yield `${JSON.stringify({ seq, at, kind, ...rest })}\n`;
  }
}
