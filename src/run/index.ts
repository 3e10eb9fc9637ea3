/** One conformance run, from a target to results: what the commands and src/api stand on. */
import { loadCatalog, withPins, type Pinned } from '../catalog/index.ts';
import type { Baseline } from '../model/baseline.ts';
import { channelIds, type ChannelId } from '../model/channel.ts';
import { HarnessError } from '../model/errors.ts';
import type { DoctorReport } from '../model/doctor.ts';
import type { Closing, Entry } from '../model/evidence.ts';
import type { Asked, Results } from '../model/outcome.ts';
import type { Catalog } from '../model/requirement.ts';
import type { RunPlan } from '../model/plan.ts';
import type { Progress } from '../model/progress.ts';
import type { Deadlines, Target } from '../model/target.ts';
import type { DoctorOptions } from './doctor/index.ts';
import { withReference } from './reference-target.ts';
import { toVerdictTests } from './verdict-tests.ts';
import { withBaseline } from './with-baseline.ts';
import { openVitest, type OpenVitest } from './vitest.ts';

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
  /** Folder for allure-results; without it, and without `tests`, no test is made of a verdict. */
  readonly outDir?: string;
  /** The vitest that makes tests of the verdicts, where it was started before: see {@link openVitest}. */
  readonly tests?: OpenVitest;
  /** Where the sessions stand that are open, in a file for each run, so that {@link cleanUp} finds them; absent: nowhere. */
  readonly ledgerFolder?: string;
  /** How the run came about, for its results. */
  readonly origin?: Pick<Asked, 'command' | 'shard'>;
  /** Failures that are accepted for now. */
  readonly baseline?: Baseline;
  readonly signal?: AbortSignal;
  readonly onProgress?: (progress: Progress) => void;
}

/** What was judged, and by which catalogue. */
export interface Judged {
  readonly results: Results;
  readonly evidence: Iterable<Entry>;
  readonly catalog: Catalog;
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
  /** Resolves when every verdict has been made a test; rejects with HarnessError when that went wrong. */
  readonly tested: Promise<void>;
}

/**
 * Drives the target over the channels, judges what was recorded, and, where `outDir` is given, has vitest
 * make each verdict a test of its own with Allure results in `outDir/allure-results`. Resolves as soon as the
 * verdicts are there; the tests go on until `tested`.
 * Never rejects for what the target does. Throws HarnessError when the suite itself is at fault.
 */
export async function runConformance(options: RunOptions = {}): Promise<RunReport> {
  const catalog = withPins(loadCatalog(), options.target?.pinned ?? options.pinned);
  const { outDir, tests = outDir === undefined ? undefined : openVitest(outDir) } = options;
  const conducting = import('./conduct.ts'); // loads while the embedded server starts
  try {
    const report = await withTarget(options, async (target) =>
      (await conducting).conduct({ ...options, target: limited(target, options.concurrency), catalog }),
    );
    const results = withBaseline(report.results, options.baseline, catalog);
    const judged = { ...report, results };
    const tested = tests === undefined ? Promise.resolve() : testVerdicts(tests, { ...judged, catalog });
    tested.catch(() => undefined); // whoever asks for `tested` is told
    return { ...judged, tested };
  } catch (error) {
    tests?.abandon();
    throw error;
  }
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

/**
 * Has vitest make a test of each verdict; ends it afterwards.
 * @throws HarnessError when there are not as many tests as verdicts
 */
export async function testVerdicts(
  vitest: OpenVitest,
  { catalog, results, evidence }: Judged,
): Promise<void> {
  const verdicts = toVerdictTests(catalog, results, evidence);
  const made = verdicts.tests.length;
  try {
    const ran = made === 0 ? 0 : await vitest.run(verdicts);
    if (ran !== made)
      throw new HarnessError(
        `vitest ran ${ran} tests for ${made} verdicts. The run is void; please report it.`,
      );
  } finally {
    vitest.abandon();
  }
}

function limited(target: Target, concurrency: number | undefined): Target {
  if (concurrency === undefined) return target;
  return { ...target, limits: { ...target.limits, concurrentSessions: concurrency } };
}

function withTarget<T>({ target, deadlines }: RunOptions, use: (target: Target) => Promise<T>): Promise<T> {
  return target === undefined ? withReference({ deadlines }, use) : use(target);
}
