/** The catalogue: requirements, readings and differences, read from `specs/`. */
import { createHash } from 'node:crypto';
import { readFileSync, readdirSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { parse } from 'yaml';
import type { RequirementsFile } from '../../schemas/generated/tool.ts';
import type { Catalog, Difference, Reading, Requirement } from '../model/requirement.ts';

/** The order in which reports show the subjects: the order in which a consult happens. */
export const subjectOrder = [
  'request',
  'response',
  'first-notification',
  'second-notification',
  'participants',
  'capabilities',
  'correlation',
  'failure',
  'customer',
  'bystander',
  'messages',
  'after',
  'targets',
  'feature',
  'state',
  'safety',
] as const;

/** The folder of the specs, wherever this package is installed. */
export function specsFolder(): string {
  return dirname(createRequire(import.meta.url).resolve('#specs/readings.yaml'));
}

/**
 * Reads the whole catalogue.
 * @throws when a file can't be read or is not YAML: the package itself is damaged. That every row is as its
 * schema says is proved by the tests, not again at each start.
 */
export function loadCatalog(folder = specsFolder()): Catalog {
  const hash = createHash('sha256');
  const read = (path: string): unknown => {
    const text = readFileSync(join(folder, path), 'utf8');
    hash.update(path).update('\0').update(text).update('\0');
    return parse(text);
  };
  const files = subjectOrder.map((subject) => read(`requirements/${subject}.yaml`) as RequirementsFile);
  const { readings } = read('readings.yaml') as { readings: Reading[] };
  const { differences } = read('differences.yaml') as { differences: Difference[] };
  return {
    subjects: files.map(({ subject, title }) => ({ id: subject, title })),
    requirements: files.flatMap(rowsOf),
    readings,
    differences,
    hash: hash.digest('hex').slice(0, 16),
  };
}

/** The names of the requirement files that lie in the specs folder, without their ending. */
export function requirementFiles(folder = specsFolder()): string[] {
  return readdirSync(join(folder, 'requirements')).map((name) => name.replace(/\.yaml$/, ''));
}

function rowsOf(file: RequirementsFile): Requirement[] {
  return file.requirements.map(
    (row) => ({ ...row, subject: file.subject, needs: row.needs ?? [] }) as Requirement,
  );
}
