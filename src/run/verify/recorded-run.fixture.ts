/** A run on disk for tests: recorded once, copied, and forged as somebody would who knows how hashes are made. */
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { EVIDENCE, MANIFEST, RESULTS, sha256Of } from '../../archive/index.ts';
import { loadCatalog, withPins } from '../../catalog/index.ts';
import type { ChannelId } from '../../model/channel.ts';
import type { Results } from '../../model/outcome.ts';
import type { Target } from '../../model/target.ts';
import type { VerifyStepId } from '../../model/verification.ts';
import { faults, startReference } from '../../reference/index.ts';
import { defaultFormats, writeReports, type FormatId } from '../../report/index.ts';
import { conduct, type ConductOptions } from '../conduct.ts';
import { referenceTarget } from '../reference-target.ts';
import { verifyRun } from './index.ts';

/** What is recorded. */
export interface Recording extends Pick<ConductOptions, 'channels' | 'only' | 'origin'> {
  /** Faults of the embedded server, each with the channels that it is switched on for. */
  readonly faults?: Readonly<Record<string, readonly ChannelId[]>>;
  readonly change?: (target: Target) => Target;
  /** The reports that are written; absent: all that are by default but Allure's, which are hundreds of files. */
  readonly formats?: readonly FormatId[];
  /** Whether it is stopped as ctrl-C stops it, when the first scenario has been driven. */
  readonly interrupted?: boolean;
}

/** A run of a few requirements in which chat and SMS have failures of their own. */
export const redRecording: Recording = {
  only: ['response', 'failure', 'REQ-001'],
  faults: { 'answer.html': ['sms'], 'failure.twice': ['chat'] },
};

/** Long enough on a busy machine; what never comes is waited for as long. */
const deadlines = { answer: 5_000, notification: 2_500, settle: 60, overall: 60_000 };

/** Folders for runs, removed with {@link Desk.clear}. */
export interface Desk {
  /** Records a run into a folder of its own; returns its path. */
  readonly record: (recording?: Recording) => Promise<string>;
  /** A copy of a run, to be changed. */
  readonly copy: (run: string) => string;
  readonly clear: () => void;
}

/** A desk with nothing on it. */
export function createDesk(): Desk {
  const root = mkdtempSync(join(tmpdir(), 'consult-verify-'));
  let count = 0;
  const fresh = (): string => join(root, String(++count));
  return {
    record: async (recording = {}) => {
      const folder = fresh();
      await recordInto(folder, recording);
      return folder;
    },
    copy: (run) => {
      const folder = fresh();
      cpSync(run, folder, { recursive: true });
      return folder;
    },
    clear: () => rmSync(root, { recursive: true, force: true }),
  };
}

const fewFiles = defaultFormats.filter((id) => id !== 'allure');

async function recordInto(folder: string, recording: Recording): Promise<void> {
  const { faults: wrong = {}, change = (target) => target, interrupted = false, ...rest } = recording;
  const { formats = fewFiles, ...asked } = rest;
  const stop = new AbortController();
  const quirks = Object.entries(wrong).map(([id, channels]) => {
    const fault = faults.find((one) => one.id === id);
    if (fault === undefined) throw new Error(`There is no fault ${id}`);
    return { ...fault.make(), id, channels };
  });
  const reference = await startReference({ quirks });
  try {
    const target = change(referenceTarget(reference, deadlines));
    const { results, evidence } = await conduct({
      ...asked,
      target,
      catalog: loadCatalog(),
      signal: stop.signal,
      onProgress: ({ step }) => (interrupted && step === 'driven' ? stop.abort() : undefined),
    });
    const catalog = withPins(loadCatalog(), target.pinned);
    writeReports(folder, { results, evidence, catalog }, formats);
  } finally {
    await reference.close();
  }
}

/** What a test makes of the results of a run. */
export type Edit = (results: Results) => object;

/** Changes the results of a run, and nothing else. */
export function editResults(folder: string, edit: Edit): void {
  const path = join(folder, RESULTS);
  const results = JSON.parse(readFileSync(path, 'utf8')) as Results;
  writeFileSync(path, `${JSON.stringify(edit(results), null, 2)}\n`);
}

/** Changes the lines of a run's evidence, and nothing else. */
export function editEvidence(folder: string, edit: (lines: string[]) => readonly string[]): void {
  const path = join(folder, EVIDENCE);
  const lines = readFileSync(path, 'utf8').trimEnd().split('\n');
  writeFileSync(path, `${edit(lines).join('\n')}\n`);
}

/** Makes all hashes of a run right again, as a forger would. */
export function rehash(folder: string): void {
  editResults(folder, (results) => ({ ...results, evidence: sha256Of(join(folder, EVIDENCE)) }));
  const path = join(folder, MANIFEST);
  const manifest = JSON.parse(readFileSync(path, 'utf8')) as { readonly files: object };
  const files = Object.keys(manifest.files).map((name) => [name, sha256Of(join(folder, name))] as const);
  writeFileSync(path, JSON.stringify({ ...manifest, files: Object.fromEntries(files) }));
}

/** The steps of verifying a run that are not in order, with what they are about. */
export function troubleIn(folder: string): Partial<Record<VerifyStepId, readonly string[]>> {
  const steps = verifyRun(folder).steps.filter(({ state }) => state === 'failed' || state === 'open');
  return Object.fromEntries(steps.map(({ id, deviations }) => [id, deviations.map(({ what }) => what)]));
}
