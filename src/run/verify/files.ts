/** Whether the files of a run are those that it wrote. */
import { statSync } from 'node:fs';
import { join } from 'node:path';
import { MANIFEST, sha256Of } from '../../archive/index.ts';
import type { FileFacts } from '../../model/outcome.ts';
import type { Deviation } from '../../model/verification.ts';

/** What lies at a path: a file with its facts, nothing, or something else. */
export type Lying = FileFacts | 'nothing' | 'no file';

/** What lies at a path now. @throws UsageError when a file can't be read */
export function lyingAt(path: string): Lying {
  const found = statSync(path, { throwIfNoEntry: false });
  if (found === undefined) return 'nothing';
  // Reading a pipe or a device would never end.
  return found.isFile() ? sha256Of(path) : 'no file';
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
 * Where a folder differs from its manifest: files that were changed or are gone, and files that reports are called
 * but the manifest does not name.
 */
export function changesIn(
  folder: string,
  manifest: ReadonlyMap<string, FileFacts>,
  reportNames: readonly string[],
): readonly Deviation[] {
  const changed = [...manifest].flatMap(([name, facts]) =>
    changeOf(name, facts, lyingAt(join(folder, name))),
  );
  const unnamed = reportNames.filter(
    (name) => name !== MANIFEST && !manifest.has(name) && lyingAt(join(folder, name)) !== 'nothing',
  );
  return [
    ...changed,
    ...unnamed.map((what) => ({
      what,
      found: 'a file that the manifest does not name: it is not of this run',
    })),
  ];
}
