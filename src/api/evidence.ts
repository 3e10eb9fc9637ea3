/** Recorded evidence, for programs. */
import { EVIDENCE, readEvidence as read } from '../archive/index.ts';
import type { Entry } from '../model/evidence.ts';
import { statSync } from 'node:fs';
import { join } from 'node:path';

/**
 * The entries of an `evidence.jsonl`, or of the one in a folder of reports, in order. The file is read anew each time
 * that they are gone through, and never held whole.
 * @throws UsageError, while they are gone through, when the file can't be read, or a line is no entry
 */
export function readEvidence(path: string): Iterable<Entry> {
  const isFolder = statSync(path, { throwIfNoEntry: false })?.isDirectory() === true;
  return read(isFolder ? join(path, EVIDENCE) : path);
}
