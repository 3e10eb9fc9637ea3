/** Writes the reports of a run. */
import { accessSync, constants, realpathSync, rmSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { UsageError } from '../model/errors.ts';
import type { FileFacts } from '../model/outcome.ts';
import { EVIDENCE, MANIFEST, RESULTS } from '../model/run-files.ts';
import { asWritten, renderEvidence } from './evidence.ts';
import { defaultFormats, formatIds, formatOf, type Format, type FormatId } from './formats.ts';
import type { ReportSource } from './report-source.ts';
import { resultsText } from './results.ts';
import { makeFolder } from './make-folder.ts';
import { renderSelftestJson, renderSelftestMd } from './selftest-files.ts';
import type { SelftestReport } from '../model/selftest.ts';
import { copyWhole, writeWhole, writeWholeFolder } from './whole.ts';

/** The names of the files and folders that {@link writeReports} writes for these formats. */
export function reportFiles(chosen: readonly FormatId[] = defaultFormats): readonly string[] {
  return [RESULTS, ...inOrder(chosen).map(({ file }) => file), EVIDENCE, MANIFEST];
}

function inOrder(chosen: readonly FormatId[]): readonly Format[] {
  return formatIds.filter((id) => chosen.includes(id)).map(formatOf);
}

/**
 * Makes sure that reports can be written into a folder, before anything is driven; makes the folder.
 * @throws UsageError when it is a file or may not be written to
 */
export function prepareFolder(folder: string): void {
  explained(folder, () => {
    makeFolder(folder);
    accessSync(folder, constants.W_OK | constants.X_OK);
  });
}

/**
 * Writes results, evidence, manifest and the chosen formats into a folder and returns their paths. A reader never
 * sees half a file: each is written beside its place and then moved there. The evidence comes first, so that the
 * results can say what it was; the manifest comes last, so that it is there only when all is. Reports of formats that
 * are not chosen would be those of an earlier run: they are removed.
 * @throws UsageError when the folder is a file or may not be written to
 */
export function writeReports(
  folder: string,
  source: ReportSource,
  chosen: readonly FormatId[] = defaultFormats,
): string[] {
  prepareFolder(folder);
  return explained(folder, () => {
    rmSync(join(folder, MANIFEST), { force: true });
    removeOthers(folder, chosen);
    const evidence = writeWhole(join(folder, EVIDENCE), renderEvidence(source.evidence));
    const results = { ...source.results, evidence };
    const whole = { ...source, results, evidence: asWritten(source.evidence) };
    const written = writeWhole(join(folder, RESULTS), resultsText(results));
    const rendered = writeFormats(folder, whole, chosen);
    writeManifest(folder, { [RESULTS]: written, ...rendered, [EVIDENCE]: evidence });
    return reportFiles(chosen).map((name) => join(folder, name));
  });
}

/** Results that stand on disk already, with what their files are. */
export interface KeptResults {
  /** The path of results.json. */
  readonly results: string;
  /** The path of evidence.jsonl; absent: it is not there. */
  readonly evidence?: string;
  /** What these two are, and the other files of their folder that its manifest names. */
  readonly facts: Readonly<Record<string, FileFacts>>;
}

/**
 * Makes reports of results that stand on disk, and returns their paths. Beside the results, the other reports there
 * stay, as they are of the same results; in another folder, results and evidence are copied, and reports of
 * other formats are removed.
 * @throws UsageError when the folder is a file or may not be written to
 */
export function writeReportsLater(
  { folder, kept }: { readonly folder: string; readonly kept: KeptResults },
  source: ReportSource,
  chosen: readonly FormatId[],
): string[] {
  prepareFolder(folder);
  return explained(folder, () => {
    const copied = isBeside(folder, kept) ? undefined : copyKept(folder, kept, chosen);
    const rendered = writeFormats(folder, source, chosen);
    writeManifest(folder, { ...(copied ?? notIn(kept.facts, chosen)), ...rendered });
    const made = inOrder(chosen).map(({ file }) => file);
    return [...Object.keys(copied ?? {}), ...made, MANIFEST].map((name) => join(folder, name));
  });
}

/** What is said of files that no chosen format replaces. */
function notIn(facts: KeptResults['facts'], chosen: readonly FormatId[]): KeptResults['facts'] {
  const replaced = inOrder(chosen).map(({ file }) => `${file}/`);
  return Object.fromEntries(
    Object.entries(facts).filter(([name]) => !replaced.some((folder) => name.startsWith(folder))),
  );
}

/** Whether a folder, which is there, is the one that the results stand in. */
export function isBeside(folder: string, { results }: KeptResults): boolean {
  return basename(results) === RESULTS && realpathSync(dirname(results)) === realpathSync(folder);
}

/** Copies results and evidence; returns what they are. */
function copyKept(
  folder: string,
  kept: KeptResults,
  chosen: readonly FormatId[],
): Readonly<Record<string, FileFacts>> {
  const paths = { [RESULTS]: kept.results, [EVIDENCE]: kept.evidence };
  rmSync(join(folder, MANIFEST), { force: true });
  removeOthers(folder, chosen);
  return Object.fromEntries(
    Object.entries(paths).flatMap(([name, from]) => {
      const facts = kept.facts[name];
      if (from !== undefined) copyWhole(from, join(folder, name));
      else rmSync(join(folder, name), { force: true });
      return from === undefined || facts === undefined ? [] : [[name, facts] as const];
    }),
  );
}

/** Our own files and folders of formats that are not chosen: beside new results they would mislead. */
function removeOthers(folder: string, chosen: readonly FormatId[]): void {
  for (const id of formatIds)
    if (!chosen.includes(id)) rmSync(join(folder, formatOf(id).file), { recursive: true, force: true });
}

function writeFormats(
  folder: string,
  source: ReportSource,
  chosen: readonly FormatId[],
): Record<string, FileFacts> {
  return Object.assign({}, ...inOrder(chosen).map((format) => writeFormat(folder, source, format)));
}

function writeFormat(folder: string, source: ReportSource, format: Format): Record<string, FileFacts> {
  const { file } = format;
  const path = join(folder, file);
  if ('render' in format) return { [file]: writeWhole(path, format.render(source)) };
  const written = Object.entries(writeWholeFolder(path, format.files(source)));
  return Object.fromEntries(written.map(([name, facts]) => [`${file}/${name}`, facts]));
}

function writeManifest(folder: string, facts: Readonly<Record<string, FileFacts>>): void {
  const files = Object.fromEntries(Object.entries(facts).toSorted(([a], [b]) => (a < b ? -1 : 1)));
  writeWhole(join(folder, MANIFEST), `${JSON.stringify({ schemaVersion: 1, files }, null, 2)}\n`);
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
