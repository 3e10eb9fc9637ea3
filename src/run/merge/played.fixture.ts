/** Runs to merge: an embedded server that is driven whole, and in shards. */
import { mkdtempSync } from 'node:fs';
import { join } from 'node:path';
import { loadCatalog } from '../../catalog/index.ts';
import type { ChannelId } from '../../model/channel.ts';
import type { Results, Shard } from '../../model/outcome.ts';
import { faults, startReference, type Quirk, type Reference } from '../../reference/index.ts';
import { writeReports } from '../../report/index.ts';
import { conduct, type Conducted } from '../conduct.ts';
import { referenceTarget } from '../reference-target.ts';

const catalog = loadCatalog();
/** Long enough for a right answer, and for what comes late, on a very busy machine. */
const deadlines = { answer: 20_000, notification: 4_000, settle: 500, overall: 120_000 };

/** A fault on a channel. */
export interface Served {
  /** `none`: there is none. */
  readonly fault: string;
  readonly channel: ChannelId;
}

/** The right server. */
export const right: Served = { fault: 'none', channel: 'chat' };

/** What is asked of a run. */
export interface RunAsked {
  readonly shard?: Shard;
  readonly only?: readonly string[];
}

/** Starts a server, lets it be used, and ends it. */
export async function withServer<T>(served: Served, use: (reference: Reference) => Promise<T>): Promise<T> {
  const reference = await startReference({ quirks: quirksOf(served) });
  try {
    return await use(reference);
  } finally {
    await reference.close();
  }
}

function quirksOf({ fault: id, channel }: Served): readonly Quirk[] {
  if (id === right.fault) return [];
  const row = faults.find((one) => one.id === id);
  if (row === undefined) throw new Error(`There is no fault ${id}.`);
  return [{ ...row.make(), id, channels: [channel] }];
}

/** Drives a server, whole or one shard of it. */
export function driven(reference: Reference, { shard, only = [] }: RunAsked = {}): Promise<Conducted> {
  const target = { ...referenceTarget(reference, deadlines), limits: { concurrentSessions: 3 } };
  return conduct({ target, catalog, only, ...(shard === undefined ? {} : { origin: { shard } }) });
}

/** Drives one shard and writes its folder. */
export async function shardIn(folder: string, reference: Reference, asked: RunAsked): Promise<string> {
  const { results, evidence } = await driven(reference, asked);
  const own = mkdtempSync(join(folder, 'shard-'));
  writeReports(own, { results, evidence, catalog });
  return own;
}

/** What must be the same however a run was split: verdicts with their causes, defects, readings, divergences. */
export function essence({ complete, outcomes, readings, divergences, summary }: Results): unknown {
  const verdicts = outcomes.map(({ requirement, channel, level, verdict, because, problems }) => ({
    requirement,
    channel,
    level,
    verdict,
    because,
    defects: [...new Set(problems.map(({ fingerprint }) => fingerprint))].toSorted(),
  }));
  // Where they stand in the list goes by which scenario began first.
  const compared = divergences.toSorted((a, b) => (a.id < b.id ? -1 : 1));
  return { complete, verdicts, readings, divergences: compared, summary };
}
