/** The catalogue: requirements, readings and differences, read from `specs/`. */
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import type { RequirementsFile } from '../../schemas/generated/tool.ts';
import type { Catalog, Difference, Reading, Requirement } from '../model/requirement.ts';

export { ruleDigest, ruleDigests } from './digests.ts';
export { loadProof } from './proof.ts';
export { pinId, pinnableAnswers, pinnedIn, withPins, type Pinned } from './pins.ts';

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
  'latency',
] as const;

const require = createRequire(import.meta.url);

/** The folder of the specs, wherever this package is installed. */
export function specsFolder(): string {
  return dirname(require.resolve('#specs/readings.yaml'));
}

/**
 * Reads the whole catalogue. What the build kept of it as JSON is taken when it was made of these very files.
 * @throws when a file can't be read or is not YAML: the package itself is damaged. That every row is as its
 * schema says is proved by the tests, not again at each start.
 */
export function loadCatalog(folder = specsFolder()): Catalog {
  const paths = [
    ...subjectOrder.map((subject) => `requirements/${subject}.yaml`),
    'readings.yaml',
    'differences.yaml',
  ];
  const texts = paths.map((path) => readFileSync(join(folder, path), 'utf8'));
  const hash = hashOf(texts);
  const kept = keptCatalog();
  return kept?.hash === hash ? kept : parsed(texts, hash);
}

function hashOf(texts: readonly string[]): string {
  const hash = createHash('sha256');
  for (const text of texts) hash.update(text).update('\0');
  return hash.digest('hex').slice(0, 16);
}

/** The catalogue as the build left it; `undefined` when there was none, as in a checkout that is not built. */
function keptCatalog(): Catalog | undefined {
  try {
    const kept = JSON.parse(readFileSync(require.resolve('#catalog'), 'utf8')) as Catalog;
    // An older build kept less of each row.
    return kept.requirements.every(({ line }) => line !== undefined) ? kept : undefined;
  } catch {
    return undefined;
  }
}

function parsed(texts: readonly string[], hash: string): Catalog {
  const { parse } = require('yaml') as typeof import('yaml'); // only here: most runs have the kept catalogue
  const documents = texts.map((text) => parse(text) as unknown);
  const files = documents.slice(0, -2) as RequirementsFile[];
  const lines = texts.map(linesOfRows);
  const [{ readings }, { differences }] = documents.slice(-2) as [
    { readings: Reading[] },
    { differences: Difference[] },
  ];
  return {
    subjects: files.map(({ subject, title }) => ({ id: subject, title })),
    requirements: files.flatMap((file, i) => rowsOf(file, lines[i])),
    readings,
    differences,
    hash,
  };
}

/** The lines in which the rows of a file begin, by id. */
function linesOfRows(text: string): ReadonlyMap<string, number> {
  const begins = text.split('\n').map((line) => /^\s*- id: (\S+)$/.exec(line)?.[1]);
  return new Map(begins.flatMap((id, i) => (id === undefined ? [] : [[id, i + 1] as const])));
}

function rowsOf(file: RequirementsFile, lines: ReadonlyMap<string, number> = new Map()): Requirement[] {
  return file.requirements.map((row) => {
    const line = lines.get(row.id);
    const place = line === undefined ? {} : { line };
    return { ...row, subject: file.subject, needs: row.needs ?? [], ...place } as Requirement;
  });
}
