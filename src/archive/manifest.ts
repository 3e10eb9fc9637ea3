/** manifest.json, read back: what the files of a run were when they were written. */
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { UsageError } from '../model/errors.ts';
import type { FileFacts } from '../model/outcome.ts';
import { explained } from './explained.ts';
import { MANIFEST } from '../model/run-files.ts';
import { openSchema } from './schema.ts';

/**
 * The files that the manifest of a folder names, by their path below it; `undefined`: the folder has no manifest.
 * @throws UsageError when the manifest is damaged, or names something outside of its folder
 */
export function readManifest(folder: string): ReadonlyMap<string, FileFacts> | undefined {
  const path = join(folder, MANIFEST);
  if (!existsSync(path)) return undefined;
  const value = parsed(
    explained(path, () => readFileSync(path, 'utf8')),
    path,
  );
  const mistakes = openSchema('manifest').mistakes(value);
  if (mistakes.length > 0)
    throw new UsageError(
      [`${path} is not the manifest of a run:`, ...mistakes.map((line) => `  ${line}`)].join('\n'),
    );
  const files = new Map(Object.entries((value as { readonly files: Record<string, FileFacts> }).files));
  const outside = [...files.keys()].find((name) => !isInside(name));
  if (outside !== undefined)
    throw new UsageError(
      `${path} names ${JSON.stringify(outside).slice(0, 200)}, which is no file of its folder.`,
    );
  return files;
}

/** Whether a path that somebody wrote stays below the folder that it is relative to. */
export function isInside(name: string): boolean {
  const steps = name.split('/');
  return !/[\\:\0]/.test(name) && steps.every((step) => step !== '' && step !== '.' && step !== '..');
}

function parsed(text: string, path: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    throw new UsageError(`${path} is not JSON. Was it cut short or edited?`, { cause: error });
  }
}
