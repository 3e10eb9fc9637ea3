/** One run: drives the target, judges what was recorded. */
import { randomBytes } from 'node:crypto';
import { pinnedIn, ruleDigests, withPins } from '../catalog/index.ts';
import { shapeProblems } from '../contract/index.ts';
import { judge } from '../judge/index.ts';
import { channelIds, type ChannelId } from '../model/channel.ts';
import { HarnessError } from '../model/errors.ts';
import type { Closing, Entry, Exchange, Settings } from '../model/evidence.ts';
import type { Progress } from '../model/progress.ts';
import type { Asked, Results } from '../model/outcome.ts';
import { createRecorder } from '../model/recorder.ts';
import type { Catalog } from '../model/requirement.ts';
import type { Target } from '../model/target.ts';
import { createDeadline, keptMs, openContext, type Context } from '../target/index.ts';
import { endLedger } from './cleanup.ts';
import { suites } from '../../suites/index.ts';
import { disguise, type Disguised } from './disguise.ts';
import { drive } from './drive.ts';
import { createLedger } from './ledger/file.ts';
import { neededScenarios, scenariosOf, sharing } from './plan.ts';
import { judgementOfShard } from './shard-judgement.ts';
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
  /** Where the sessions stand that are open, so that `cleanup` finds them; absent: nowhere. */
  readonly ledgerFolder?: string;
  /** Whether the channels are compared; they are, unless this is false. */
  readonly comparing?: boolean;
  /** How the run came about, for its results. */
  readonly origin?: Pick<Asked, 'command' | 'shard'>;
}

/** What it yields. */
export interface Conducted {
  readonly results: Results;
  readonly evidence: readonly Entry[];
  /** Why nothing could be driven. */
  readonly stopped?: NonNullable<Closing['stopped']>;
  /** The ledger of sessions that could not be closed. */
  readonly unclosed?: string;
}

/**
 * Drives and judges. Ends within the target's overall deadline, whatever the target does.
 * Throws UsageError when there is too little for so many shards, HarnessError when the suite itself sent something that its own schemas forbid.
 */
export async function conduct(options: ConductOptions): Promise<Conducted> {
  const { target, only = [], comparing = true, onProgress = () => undefined } = options;
  const catalog = withPins(options.catalog, target.pinned);
  const asked = channelIds.filter(
    (id) => (options.channels ?? channelIds).includes(id) && target.channels[id] !== undefined,
  );
  const shard = options.origin?.shard;
  const isOurs = sharing({ target, catalog, channels: asked, only }, shard);
  const startedAt = new Date();
  const start = performance.now();
  const recorder = createRecorder(() => performance.now());
  const deadline = createDeadline(
    options.signal ?? new AbortController().signal,
    target.deadlines.overall - keptMs(target.deadlines),
  );
  recorder.record({ kind: 'settings', ...settingsOf(target) });
  const run = newRunId(startedAt);
  const { ledgerFolder: folder } = options;
  const ledger = folder === undefined ? undefined : createLedger(folder, { run, target });
  const context = openContext({
    target,
    recorder,
    now: () => performance.now(),
    signal: deadline.signal,
    run,
    tell: (what: string) => onProgress({ step: 'asking', what }),
    ...(ledger === undefined ? {} : { ledger }),
  });
  const scenarios = scenariosOf(neededScenarios(catalog, only));
  const driven = await drive({ context, channels: asked, scenarios, isOurs, onProgress }).finally(
    deadline.release,
  );
  const withinMs = target.deadlines.overall - (performance.now() - start) - judgingMs(target.deadlines);
  const unclosed = folder && ledger && (await endLedger(ledger, { target, folder, only: run, withinMs }));
  onProgress({ step: 'judging' });
  const { entries: evidence, hide } = presentable(target, recorder.entries(), context.secrets);
  const judged = judge(evidence, { catalog, suites, channels: asked, only, comparing });
  const judgement = shard === undefined ? judged : judgementOfShard(judged, evidence, catalog);
  const { version, stopped } = driven;
  const facts = {
    target,
    version,
    requirementSet: catalog.hash,
    rules: ruleDigests(catalog),
    startedAt,
    asked: { channels: asked, only, pinned: pinnedIn(catalog), ...options.origin },
  };
  const results = toResults(judgement, { ...facts, durationMs: performance.now() - start }, evidence);
  return {
    results,
    evidence,
    ...(stopped === undefined ? {} : { stopped: { ...stopped, reason: hide(stopped.reason) } }),
    ...(unclosed ? { unclosed } : {}),
  };
}

/** A name that tells this run from all others, those that begin at the same time included. */
function newRunId(startedAt: Date): string {
  return `${startedAt.getTime().toString(36)}${randomBytes(3).toString('hex')}`;
}

/** How much of what is kept is left for judging, milliseconds. */
function judgingMs(deadlines: Target['deadlines']): number {
  return keptMs(deadlines) / 8;
}

/** The evidence as it is judged and written: right by our own schemas, without secrets, and in disguise where asked. */
function presentable(target: Target, entries: readonly Entry[], secrets: Context['secrets']): Disguised {
  const recorded = withoutSecrets(entries, secrets);
  demandOwnRequestsRight(recorded);
  return target.redact === 'customer' ? disguise(recorded) : plain(recorded);
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
