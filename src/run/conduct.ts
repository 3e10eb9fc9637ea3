/** One run without vitest: drives the target, judges what was recorded. */
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
import { createDeadline, openContext, type Context } from '../target/index.ts';
import { suites } from '../../suites/index.ts';
import { disguise, type Disguised } from './disguise.ts';
import { drive } from './drive.ts';
import { neededScenarios, scenariosOf } from './plan.ts';
import { toResults } from './results.ts';
import { rewrite } from './rewrite.ts';

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
  const { target, catalog, only = [], onProgress = () => undefined } = options;
  const asked = channelIds.filter(
    (id) => (options.channels ?? channelIds).includes(id) && target.channels[id] !== undefined,
  );
  const startedAt = new Date();
  const start = performance.now();
  const recorder = createRecorder(() => performance.now());
  const deadline = createDeadline(
    options.signal ?? new AbortController().signal,
    drivingMs(target.deadlines),
  );
  recorder.record({ kind: 'settings', ...settingsOf(target) });
  const context = openContext({ target, recorder, now: () => performance.now(), signal: deadline.signal });
  const scenarios = scenariosOf(neededScenarios(catalog, only));
  const driven = await drive({ context, channels: asked, scenarios, onProgress }).finally(deadline.release);
  onProgress({ step: 'judging' });
  const recorded = withoutSecrets(recorder.entries(), context.secrets);
  demandOwnRequestsRight(recorded);
  const { entries: evidence, hide } = target.redact === 'customer' ? disguise(recorded) : plain(recorded);
  const judgement = judge(evidence, { catalog, suites, channels: asked, only });
  const facts = { target, requirementSet: catalog.hash, startedAt, channels: asked };
  const results = toResults(judgement, {
    ...facts,
    version: driven.version,
    durationMs: performance.now() - start,
  });
  if (driven.stopped === undefined) return { results, evidence };
  return { results, evidence, stopped: { ...driven.stopped, reason: hide(driven.stopped.reason) } };
}

/** How long may be driven: some time is kept to tidy up and to judge in, at most five seconds. */
function drivingMs({ overall }: Target['deadlines']): number {
  return overall - Math.min(5_000, overall / 10 + 500, overall / 4);
}

/** What was written down before it was known to be a secret is taken out in the end. */
function withoutSecrets(entries: readonly Entry[], { redact }: Context['secrets']): readonly Entry[] {
  return rewrite(entries, { json: redact, line: redact, unread: redact });
}

function plain(entries: readonly Entry[]): Disguised {
  return { entries, hide: (text) => text };
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
