/** One conformance run, from a target to results: what the commands and src/api stand on. */
import { loadCatalog, withPins, type Pinned } from '../catalog/index.ts';
import type { Baseline } from '../model/baseline.ts';
import { channelIds, type ChannelId } from '../model/channel.ts';
import type { DoctorReport } from '../model/doctor.ts';
import type { Closing, Entry } from '../model/evidence.ts';
import type { Asked, Results } from '../model/outcome.ts';
import type { RunPlan } from '../model/plan.ts';
import type { Progress } from '../model/progress.ts';
import type { Deadlines, Target } from '../model/target.ts';
import type { DoctorOptions } from './doctor/index.ts';
import { withReference } from './reference-target.ts';
import { withBaseline } from './with-baseline.ts';

export type { CleanupOptions } from './cleanup.ts';
export { withBaseline } from './with-baseline.ts';
export type { Progress } from '../model/progress.ts';
export type { PlannedScenario } from '../model/plan.ts';

/** What a run is to do. */
export interface RunOptions {
  /** The server under test; `undefined`: the embedded reference server, started for this run. */
  readonly target?: Target;
  /** Replaces deadlines of the embedded server; a target of one's own has its own. */
  readonly deadlines?: Partial<Deadlines>;
  /** Answers that readings of the embedded server must have; a target of one's own has its own. */
  readonly pinned?: Pinned;
  /** Sessions that consult at the same time, instead of what the target's limits say; 1: none beside another. */
  readonly concurrency?: number;
  readonly channels?: readonly ChannelId[];
  /** Requirement ids and subjects; empty: all. */
  readonly only?: readonly string[];
  /** Where the sessions stand that are open, in a file for each run, so that {@link cleanUp} finds them; absent: nowhere. */
  readonly ledgerFolder?: string;
  /** How the run came about, for its results. */
  readonly origin?: Pick<Asked, 'command' | 'shard'>;
  /** Failures that are accepted for now. */
  readonly baseline?: Baseline;
  readonly signal?: AbortSignal;
  readonly onProgress?: (progress: Progress) => void;
}

/** What a run yields. */
export interface RunReport {
  readonly results: Results;
  /** Everything that was sent and received, in order. */
  readonly evidence: readonly Entry[];
  /** Why nothing could be driven at all, and whose doing that is. */
  readonly stopped?: NonNullable<Closing['stopped']>;
  /** The ledger of sessions that could not be closed; absent: there are none. */
  readonly unclosed?: string;
}

/**
 * Drives the target over the channels and judges what was recorded.
 * Never rejects for what the target does. Throws HarnessError when the suite itself is at fault.
 */
export async function runConformance(options: RunOptions = {}): Promise<RunReport> {
  const catalog = withPins(loadCatalog(), options.target?.pinned ?? options.pinned);
  const conducting = import('./conduct.ts'); // loads while the embedded server starts
  const report = await withTarget(options, async (target) =>
    (await conducting).conduct({ ...options, target: limited(target, options.concurrency), catalog }),
  );
  return { ...report, results: withBaseline(report.results, options.baseline, catalog) };
}

/** What a run with these options is going to do, without doing it: no request is made. */
export function planOfRun(options: RunOptions = {}): Promise<RunPlan> {
  const catalog = withPins(loadCatalog(), options.target?.pinned ?? options.pinned);
  const { channels = channelIds, only = [], pinned, origin: { shard } = {} } = options;
  const pins = pinned === undefined ? {} : { pinned };
  return withTarget(options, async (target) =>
    (await import('./dry-run.ts')).planRun({
      target: { ...target, ...pins },
      catalog,
      channels,
      only,
      shard,
    }),
  );
}

/** Looks whether everything is there that such a run needs; changes nothing unless it may open sessions. */
export function examineForRun(
  options: RunOptions & Pick<DoctorOptions, 'opensSessions' | 'onStep'>,
): Promise<DoctorReport> {
  const { channels = channelIds, opensSessions, onStep, signal } = options;
  return withTarget(options, async (target) =>
    (await import('./doctor/index.ts')).examine({ target, channels, opensSessions, onStep, signal }),
  );
}

function limited(target: Target, concurrency: number | undefined): Target {
  if (concurrency === undefined) return target;
  return { ...target, limits: { ...target.limits, concurrentSessions: concurrency } };
}

function withTarget<T>({ target, deadlines }: RunOptions, use: (target: Target) => Promise<T>): Promise<T> {
  return target === undefined ? withReference({ deadlines }, use) : use(target);
}
