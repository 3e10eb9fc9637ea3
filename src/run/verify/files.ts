/** Whether the files of a run are those that it wrote. */
import { statSync, type Stats } from 'node:fs';
import { join } from 'node:path';
import { sha256Of } from '../../archive/index.ts';
import { UsageError } from '../../model/errors.ts';
import type { FileFacts } from '../../model/outcome.ts';
import type { Deviation } from '../../model/verification.ts';

/** What lies at a path: a file with its facts, nothing, or something else. */
export type Lying = FileFacts | 'nothing' | 'no file';

/** What lies at a path now. @throws UsageError when a file can't be read */
export function lyingAt(path: string): Lying {
  const found = foundAt(path);
  if (found === undefined) return 'nothing';
  // Reading a pipe or a device would never end.
  return found.isFile() ? sha256Of(path) : 'no file';
}

function foundAt(path: string): Stats | undefined {
  try {
    return statSync(path, { throwIfNoEntry: false });
  } catch (error) {
    // A part of the path is a file, and so there is nothing below it.
    if (error instanceof Error && 'code' in error && error.code === 'ENOTDIR') return undefined;
    throw new UsageError(`${path} can't be looked at.`, { cause: error });
  }
}

/** What is said of a file. */
export function factsInWords(facts: FileFacts): string {
  return `sha256 ${facts.sha256}, ${facts.bytes} bytes`;
}

/** How a file differs from what it was said to be; empty: it does not. */
export function changeOf(what: string, reported: FileFacts, now: Lying): readonly Deviation[] {
  if (now === 'nothing') return [{ what, reported: factsInWords(reported) }];
  if (now === 'no file') return [{ what, reported: factsInWords(reported), found: 'not a file' }];
  if (now.sha256 === reported.sha256 && now.bytes === reported.bytes) return [];
  return [{ what, reported: factsInWords(reported), found: factsInWords(now) }];
}

/**
 * Where a folder differs from its manifest: files that were changed or are gone, and files that are read as reports
 * but that the manifest does not name.
 */
export function changesIn(
  folder: string,
  manifest: ReadonlyMap<string, FileFacts>,
  reports: readonly string[],
): readonly Deviation[] {
  const changed = [...manifest].flatMap(([name, facts]) =>
    changeOf(name, facts, lyingAt(join(folder, name))),
  );
  const unnamed = reports.filter((name) => !manifest.has(name));
  return [
    ...changed,
    ...unnamed.map((what) => ({
      what,
      found: 'a file that the manifest does not name: it is not of this run',
    })),
  ];
}
