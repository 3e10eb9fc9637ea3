/** results.json, read back. */
import { readFileSync, statSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { Ajv2020, type ErrorObject } from 'ajv/dist/2020.js';
import formats from 'ajv-formats';
import { UsageError } from '../model/errors.ts';
import { isObject } from '../model/json.ts';
import type { Results } from '../model/outcome.ts';
import { explained } from './explained.ts';
import { RESULTS } from './names.ts';

/** How many mistakes of a file are named. */
const NAMED = 10;

/**
 * The results that a run wrote, from its folder or from the file itself.
 * @throws UsageError when there are none, they are not JSON, or not as `schemas/tool/results.schema.json` says; it
 * names the file and what was expected
 */
export function readResults(folderOrFile: string): Results {
  const path = explained(folderOrFile, () => statSync(folderOrFile).isDirectory())
    ? join(folderOrFile, RESULTS)
    : folderOrFile;
  const text = explained(path, () => readFileSync(path, 'utf8'));
  const value = parsed(text, path);
  const version = isObject(value) ? value['schemaVersion'] : undefined;
  if (typeof version === 'number' && version !== 1)
    throw new UsageError(
      `${path} has schemaVersion ${version}; this suite reads version 1. Use the suite that wrote it, or a newer one.`,
    );
  const validate = validator();
  if (!validate(value)) throw new UsageError(mistakesIn(path, validate.errors ?? []));
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

function validator() {
  const path = createRequire(import.meta.url).resolve('#schemas/tool/results.schema.json');
  const ajv = new Ajv2020({ allErrors: true, allowUnionTypes: true });
  formats.default(ajv);
  return ajv.compile(JSON.parse(readFileSync(path, 'utf8')) as object);
}

function mistakesIn(path: string, errors: readonly ErrorObject[]): string {
  const lines = errors.slice(0, NAMED).map(({ instancePath, message = '', params }) => {
    const added = params['additionalProperty'] as string | undefined;
    return `  ${instancePath || '(the whole)'} ${message}${added === undefined ? '' : ` (${JSON.stringify(added).slice(0, 60)})`}`;
  });
  const more = errors.length > NAMED ? [`  and ${errors.length - NAMED} more`] : [];
  return [`${path} is not the results.json of a run:`, ...lines, ...more].join('\n');
}
