/** One conformance run, for programs. */
import { loadCatalog, withPins } from '../catalog/index.ts';
import { readBaseline } from '../config/baseline-file.ts';
import { channelIds, type ChannelId } from '../model/channel.ts';
import type { Closing, Entry } from '../model/evidence.ts';
import type { Results } from '../model/outcome.ts';
import type { Progress } from '../model/progress.ts';
import type { Deadlines } from '../model/target.ts';
import { exitCode, prepareFolder, writeReports } from '../report/index.ts';
import { runConformance as run } from '../run/index.ts';
import { requireKnownOptions, selectedChannels, selectedRequirements } from './selection.ts';
import { Target } from './target.ts';

/** What a run is to do. Everything may be left out. */
export interface RunOptions {
  /** The server under test; absent: the embedded server, started for this run. */
  readonly target?: Target | undefined;
  /** Absent: all that the target has. */
  readonly channels?: readonly ChannelId[] | undefined;
  /** Ids of requirements and subjects to report on; absent or empty: all. */
  readonly only?: readonly string[] | undefined;
  /** Sessions that consult at the same time, instead of what the target's limits say. */
  readonly concurrency?: number | undefined;
  /** Replaces deadlines of the embedded server, milliseconds; a target has its own. */
  readonly deadlines?: Partial<Deadlines> | undefined;
  /** A baseline file: known failures in it are waived. */
  readonly baseline?: string | undefined;
  /** The folder for all reports that `run --out` writes; absent: nothing is written. */
  readonly outDir?: string | undefined;
  /** Ends the run politely: what was recorded until then is judged, and sessions are closed. */
  readonly signal?: AbortSignal | undefined;
  readonly onProgress?: ((progress: Progress) => void) | undefined;
}

const optionNames: Readonly<Record<keyof RunOptions, true>> = {
  target: true,
  channels: true,
  only: true,
  concurrency: true,
  deadlines: true,
  baseline: true,
  outDir: true,
  signal: true,
  onProgress: true,
};

/** What a run yields. */
export interface Run {
  /** The verdicts: what `results.json` holds. */
  readonly results: Results;
  /** Everything that was sent and received, in order, without secrets: what `evidence.jsonl` holds. */
  readonly evidence: readonly Entry[];
  /** 0: conforms; 1: a MUST failed; 3: it could not be judged; 4: the baseline needs mending. */
  readonly exitCode: 0 | 1 | 3 | 4;
  /** Why nothing could be driven at all, and whose doing that is. */
  readonly stopped?: NonNullable<Closing['stopped']>;
  /** The files that were written. */
  readonly files: readonly string[];
}

/**
 * Drives a server over its channels, judges what was recorded and, with `outDir`, writes the reports. Ends within
 * the target's overall deadline, and never rejects for what the server does: that is in the results.
 * Rejects with UsageError for options that can't be, and with HarnessError when the suite itself is at fault.
 */
export async function runConformance(options: RunOptions = {}): Promise<Run> {
  requireKnownOptions(options, optionNames);
  const { target, outDir, concurrency, deadlines, signal, onProgress } = options;
  const described = target && Target.described(target);
  const catalog = withPins(loadCatalog(), described?.pinned);
  const channels = selectedChannels(options.channels, target?.channels ?? channelIds);
  const only = selectedRequirements(options.only ?? [], catalog);
  const baseline = options.baseline === undefined ? undefined : readBaseline(options.baseline);
  if (outDir !== undefined) prepareFolder(outDir);
  const { results, evidence, stopped } = await run({
    channels,
    only,
    ...(described && { target: described }),
    ...(concurrency !== undefined && { concurrency }),
    ...(deadlines && { deadlines }),
    ...(baseline && { baseline }),
    ...(signal && { signal }),
    ...(onProgress && { onProgress }),
    ...(outDir !== undefined && described && { ledgerFolder: outDir }),
  });
  const files = outDir === undefined ? [] : writeReports(outDir, { results, evidence, catalog });
  return { results, evidence, exitCode: exitCode(results), files, ...(stopped && { stopped }) };
}
