/** Files that people write, read as text. */
import { readFileSync, statSync } from 'node:fs';
import { UsageError } from '../model/errors.ts';
import { fileTrouble } from './file-trouble.ts';

const MAX_FILE_BYTES = 1_000_000;

/**
 * The text of a file; `what` it is: `target file`; what is said when there is none: `missing`.
 * @throws UsageError that names it when it is a folder, larger than 1 MB, not UTF-8, or can't be read
 */
export function readTextFile(path: string, what: string, missing = ''): string {
  try {
    const facts = statSync(path);
    if (facts.isDirectory()) throw new UsageError(`The ${what} ${path} is a folder. Expected a YAML file.`);
    if (facts.size > MAX_FILE_BYTES)
      throw new UsageError(`The ${what} ${path} is larger than 1 MB. Is it a ${what}?`);
    return new TextDecoder('utf-8', { fatal: true }).decode(readFileSync(path));
  } catch (error) {
    if (error instanceof UsageError) throw error;
    if (error instanceof TypeError)
      throw new UsageError(`The ${what} ${path} is not UTF-8 text.`, { cause: error });
    const code = error instanceof Error && 'code' in error ? String(error.code) : '';
    const advice = code === 'ENOENT' && missing !== '' ? ` ${missing}` : '';
    throw new UsageError(`The ${what} ${path} ${fileTrouble(code)}.${advice}`, { cause: error });
  }
}
