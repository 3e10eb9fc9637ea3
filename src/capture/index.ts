/** Captures of others as evidence: a HAR, Bayeux messages, notifications become the entries that a run would record. */
import { evidenceOf } from './evidence.ts';
import { readTape } from './formats.ts';
import { createMasks, type SecretKind } from './masks.ts';
import { mergedTape } from './merge.ts';
import type { Entry } from '../model/evidence.ts';
import type { CaptureFile, CaptureFormat } from '../model/capture.ts';

/** How captures are read. */
export interface CaptureOptions {
  /** The format of all files; absent: each shows its own. */
  readonly from?: CaptureFormat;
  /** The origin of the server, where a HAR holds the traffic of several. */
  readonly server?: string;
}

/** A capture as evidence. */
export interface Captured {
  readonly entries: readonly Entry[];
  /** What a reader has to know, as sentences. */
  readonly notes: readonly string[];
  /** When it began; absent: it has no times. */
  readonly startedAt?: Date;
  /** Values that have to be taken out wherever else they stand, each with how sure it is that it is a secret. */
  readonly secrets: ReadonlyMap<string, SecretKind>;
}

/**
 * Makes evidence of captures, of one server and one time.
 * @throws UsageError for files that are no captures, that hold nothing of GWS, or that do not fit together
 */
export function readCapture(files: readonly CaptureFile[], { from, server }: CaptureOptions = {}): Captured {
  const masks = createMasks();
  const options = { masks, ...(server === undefined ? {} : { server }) };
  const tape = mergedTape(files.map((file) => ({ file, tape: readTape(file, options, from) })));
  if (tape === undefined) return { entries: [], notes: [], secrets: masks.found };
  const { entries, notes } = evidenceOf(tape);
  const startedAt = tape.startedAt === undefined ? {} : { startedAt: new Date(tape.startedAt) };
  return { entries, notes, secrets: tape.secrets, ...startedAt };
}
