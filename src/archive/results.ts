/** results.json, read back. */
import { existsSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { UsageError } from '../model/errors.ts';
import { isObject } from '../model/json.ts';
import type { Results } from '../model/outcome.ts';
import { explained } from './explained.ts';
import { RESULTS } from '../model/run-files.ts';
import { openSchema } from './schema.ts';

/**
 * The results that a run wrote, from its folder or from the file itself.
 * @throws UsageError when there are none, they are not JSON, or not as `schemas/tool/results.schema.json` says; it
 * names the file and what was expected
 */
export function readResults(folderOrFile: string): Results {
  const isFolder = explained(folderOrFile, () => statSync(folderOrFile).isDirectory());
  const path = isFolder ? join(folderOrFile, RESULTS) : folderOrFile;
  if (isFolder && !existsSync(path))
    throw new UsageError(
      `There is no run in ${folderOrFile}: it has no ${RESULTS}. Name the folder that a run wrote (--out of run).`,
    );
  const text = explained(path, () => readFileSync(path, 'utf8'));
  const value = parsed(text, path);
  const version = isObject(value) ? value['schemaVersion'] : undefined;
  if (typeof version === 'number' && version !== 1)
    throw new UsageError(
      `${path} has schemaVersion ${version}; this suite reads version 1. Use the suite that wrote it, or a newer one.`,
    );
  const mistakes = openSchema('results').mistakes(value);
  if (mistakes.length > 0)
    throw new UsageError(
      [`${path} is not the results.json of a run:`, ...mistakes.map((line) => `  ${line}`)].join('\n'),
    );
  return value as unknown as Results;
}

function parsed(text: string, path: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    throw new UsageError(
      `${path} is not JSON. Expected the results.json of a run. Was it cut short or edited?`,
      {
        cause: error,
      },
    );
  }
}
