/** One run without vitest: drives the target, judges what was recorded. */
import { withPins } from '../catalog/index.ts';
import { shapeProblems } from '../contract/index.ts';
import { judge } from '../judge/index.ts';
import { channelIds, type ChannelId } from '../model/channel.ts';
import { HarnessError } from '../model/errors.ts';
import type { Closing, Entry, Exchange, Settings } from '../model/evidence.ts';
import type { Progress } from '../model/progress.ts';
import type { Results } from '../model/outcome.ts';
import { createRecorder } from '../model/recorder.ts';
import type { Catalog } from '../model/requirement.ts';
import type { Target } from '../model/target.ts';
import { createDeadline } from '../target/index.ts';
import { suites } from '../../suites/index.ts';
import { drive } from './drive.ts';
import { neededScenarios, scenariosOf } from './plan.ts';
import { toResults } from './results.ts';

/** What is conducted. */
export interface ConductOptions {
  readonly target: Target;
  readonly catalog: Catalog;
  readonly channels?: readonly ChannelId[];
  readonly only?: readonly string[];
  readonly signal?: AbortSignal;
  readonly onProgress?: (progress: Progress) => void;
}

/** What it yields. */
export interface Conducted {
  readonly results: Results;
  readonly evidence: readonly Entry[];
  /** Why nothing could be driven. */
  readonly stopped?: NonNullable<Closing['stopped']>;
}

/**
 * Drives and judges. Ends within the target's overall deadline, whatever the target does.
 * Throws HarnessError when the suite itself sent something that its own schemas forbid.
 */
export async function conduct(options: ConductOptions): Promise<Conducted> {
  const { target, only = [], onProgress = () => undefined } = options;
  const catalog = withPins(options.catalog, target.pinned);
  const asked = channelIds.filter(
    (id) => (options.channels ?? channelIds).includes(id) && target.channels[id] !== undefined,
  );
  const startedAt = new Date();
  const start = performance.now();
  const recorder = createRecorder(() => performance.now());
  const deadline = createDeadline(options.signal ?? new AbortController().signal, target.deadlines.overall);
  recorder.record({ kind: 'settings', ...settingsOf(target) });
  const context = { target, recorder, now: () => performance.now(), signal: deadline.signal };
  const scenarios = scenariosOf(neededScenarios(catalog, only));
  const driven = await drive({ context, channels: asked, scenarios, onProgress }).finally(deadline.release);
  onProgress({ step: 'judging' });
  const evidence = recorder.entries();
  demandOwnRequestsRight(evidence);
  const judgement = judge(evidence, { catalog, suites, channels: asked, only });
  const facts = { target, requirementSet: catalog.hash, startedAt, channels: asked };
  const results = toResults(judgement, {
    ...facts,
    version: driven.version,
    durationMs: performance.now() - start,
  });
  return { results, evidence, ...(driven.stopped === undefined ? {} : { stopped: driven.stopped }) };
}

/** What judging has to know of the target's description. */
function settingsOf({ channels, budget = {} }: Target): Pick<Settings, 'declares' | 'budget'> {
  const declares = channelIds.flatMap((id) => {
    const declared = channels[id]?.declares;
    return declared === undefined ? [] : [[id, declared] as const];
  });
  return { declares: Object.fromEntries(declares), budget };
}

/** What we send, but for probes, must be right by our own closed schemas, or no verdict means anything. */
function demandOwnRequestsRight(evidence: readonly Entry[]): void {
  const sent = evidence.filter(
    (entry): entry is Exchange =>
      entry.kind === 'exchange' && entry.purpose === 'consult' && entry.case !== 'probe',
  );
  for (const { trace, request, seq } of sent) {
    const channel = channelIds.find((id) => trace?.endsWith(`/${id}`));
    const [problem] = channel === undefined ? [] : shapeProblems(channel, 'consult-request', request.body);
    if (problem === undefined) continue;
    throw new HarnessError(
      `The suite sent a Consult that its own schema forbids (evidence #${seq}, ${problem.where}: expected ${problem.expected}, sent ${problem.actual}). The run is void; please report it.`,
    );
  }
}
