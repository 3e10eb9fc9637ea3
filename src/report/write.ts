/** Writes the reports of a run. */
import { createHash } from 'node:crypto';
import {
  accessSync,
  appendFileSync,
  closeSync,
  constants,
  mkdirSync,
  openSync,
  renameSync,
  rmSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import { UsageError } from '../model/errors.ts';
import type { Entry } from '../model/evidence.ts';
import type { FileFacts, Results } from '../model/outcome.ts';
import type { Catalog } from '../model/requirement.ts';
import { renderDivergenceMd } from './divergence-md.ts';
import { renderEvidence } from './evidence.ts';
import { renderJunit } from './junit.ts';
import { renderResults } from './results.ts';
import { renderSelftestJson, renderSelftestMd } from './selftest-files.ts';
import type { SelftestReport } from '../model/selftest.ts';

/** What the reports are made from. */
export interface ReportSource {
  readonly results: Results;
  /** In order of `seq`. It may be gone through more than once. */
  readonly evidence: Iterable<Entry>;
  readonly catalog: Catalog;
}

/** The reports and how each is made: whole, or piece by piece. */
const files: Readonly<Record<string, (source: ReportSource) => string | Iterable<string>>> = {
  'results.json': ({ results }) => renderResults(results),
  'divergence.md': ({ results, catalog }) => renderDivergenceMd(results, catalog),
  'junit.xml': ({ results, catalog }) => renderJunit(results, catalog),
};

/** Where everything stands that was sent and received. */
export const EVIDENCE_FILE = 'evidence.jsonl';
/** Where the hashes of all other files stand. */
export const MANIFEST_FILE = 'manifest.json';

/** The names of the files that {@link writeReports} writes. */
export const reportFiles: readonly string[] = [...Object.keys(files), EVIDENCE_FILE, MANIFEST_FILE];

/**
 * Makes sure that reports can be written into a folder, before anything is driven; makes the folder.
 * @throws UsageError when it is a file or may not be written to
 */
export function prepareFolder(folder: string): void {
  explained(folder, () => {
    mkdirSync(folder, { recursive: true });
    accessSync(folder, constants.W_OK | constants.X_OK);
  });
}

/**
 * Writes all reports into a folder and returns their paths. A reader never sees half a file: each is written
 * beside its place and then moved there. The evidence comes first, so that the results can say what it was; the
 * manifest comes last, so that it is there only when all is.
 * @throws UsageError when the folder is a file or may not be written to
 */
export function writeReports(folder: string, source: ReportSource): string[] {
  prepareFolder(folder);
  return explained(folder, () => {
    rmSync(join(folder, MANIFEST_FILE), { force: true });
    const evidence = writeWhole(join(folder, EVIDENCE_FILE), renderEvidence(source.evidence));
    const whole = { ...source, results: { ...source.results, evidence } };
    const facts: Record<string, FileFacts> = {};
    for (const [name, render] of Object.entries(files))
      facts[name] = writeWhole(join(folder, name), render(whole));
    facts[EVIDENCE_FILE] = evidence;
    writeWhole(join(folder, MANIFEST_FILE), renderManifest(facts));
    return reportFiles.map((name) => join(folder, name));
  });
}

function renderManifest(facts: Readonly<Record<string, FileFacts>>): string {
  return `${JSON.stringify({ schemaVersion: 1, files: facts }, null, 2)}\n`;
}

/** Writes selftest.md and selftest.json into a folder. @throws UsageError as {@link writeReports} does */
export function writeSelftest(folder: string, report: SelftestReport): void {
  prepareFolder(folder);
  explained(folder, () => {
    writeWhole(join(folder, 'selftest.md'), renderSelftestMd(report));
    writeWhole(join(folder, 'selftest.json'), renderSelftestJson(report));
  });
}

/** Writes one file. @throws UsageError when its folder is not there or may not be written to */
export function writeFile(path: string, content: string): void {
  explained(dirname(path), () => writeWhole(path, content));
}

const BUFFER = 1 << 18;

function writeWhole(path: string, content: string | Iterable<string>): FileFacts {
  const temporary = `${path}.${process.pid}.tmp`;
  const hash = createHash('sha256');
  let bytes = 0;
  try {
    const file = openSync(temporary, 'w');
    try {
      for (const piece of gathered(typeof content === 'string' ? [content] : content)) {
        const encoded = Buffer.from(piece);
        hash.update(encoded);
        bytes += encoded.length;
        appendFileSync(file, encoded);
      }
    } finally {
      closeSync(file);
    }
    renameSync(temporary, path);
    return { sha256: hash.digest('hex'), bytes };
  } catch (error) {
    rmSync(temporary, { force: true });
    throw error;
  }
}

/** The same text in fewer pieces: a call to the system for each line would be slow. */
function* gathered(pieces: Iterable<string>): Generator<string> {
  let text = '';
  for (const piece of pieces) {
    text += piece;
    if (text.length < BUFFER) continue;
    yield text;
    text = '';
  }
  yield text;
}

const troubles: Readonly<Record<string, string>> = {
  EEXIST: 'it is a file',
  ENOTDIR: 'a part of its path is a file',
  EISDIR: 'a folder stands where a report has to be',
  EACCES: 'it may not be written to by this user',
  EPERM: 'it may not be written to by this user',
  EROFS: 'its file system is read-only',
  ENOSPC: 'its disk is full',
  ENOENT: 'a part of its path is missing',
};

function explained<T>(folder: string, act: () => T): T {
  try {
    return act();
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : '';
    if (code === '') throw error;
    const trouble = troubles[code] ?? `the system says ${code}`;
    throw new UsageError(
      `Reports can't be written into ${folder}: ${trouble}. Name another folder with --out.`,
      {
        cause: error,
      },
    );
  }
}
