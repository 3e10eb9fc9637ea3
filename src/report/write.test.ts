import { createHash } from 'node:crypto';
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  readdirSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { UsageError } from '../model/errors.ts';
import type { Results } from '../model/outcome.ts';
import { catalog, evidence, mixedRun } from './sample-run.fixture.ts';
import { contentsOf } from './folder-contents.fixture.ts';
import { formatIds, formatOf } from './formats.ts';
import { prepareFolder, reportFiles, writeReports, writeReportsLater, type KeptResults } from './write.ts';

const source = { results: mixedRun, evidence, catalog };
let folder: string;

function factsOf(path: string): object {
  const content = readFileSync(path);
  return { sha256: createHash('sha256').update(content).digest('hex'), bytes: content.length };
}

beforeEach(() => void (folder = mkdtempSync(join(tmpdir(), 'consult-report-'))));
afterEach(() => rmSync(folder, { recursive: true, force: true }));

describe('writing reports', () => {
  it('makes the folder and leaves nothing but the reports in it', () => {
    const target = join(folder, 'a', 'b');

    const paths = writeReports(target, source);

    expect(paths).toEqual(reportFiles().map((name) => join(target, name)));
    expect(readdirSync(target).toSorted()).toEqual(reportFiles().toSorted());
    const results = JSON.parse(readFileSync(join(target, 'results.json'), 'utf8')) as Results;
    expect(results).toEqual({ ...mixedRun, evidence: factsOf(join(target, 'evidence.jsonl')) });
    expect(readFileSync(join(target, 'evidence.jsonl'), 'utf8').split('\n')).toHaveLength(
      evidence.length + 1,
    );
  });

  it.skipIf(!existsSync('/proc/self'))('ends where the system makes no folders, and says so', () => {
    expect(() => prepareFolder('/proc/reports/of/a/run')).toThrow(
      /can't be written into \/proc\/reports\/of\/a\/run: .*--out/,
    );
  });

  it('replaces the reports of an earlier run and touches no other file', () => {
    writeFileSync(join(folder, 'results.json'), 'old'.repeat(100_000));
    writeFileSync(join(folder, 'notes.txt'), 'mine');

    writeReports(folder, source);

    expect(JSON.parse(readFileSync(join(folder, 'results.json'), 'utf8'))).toMatchObject(mixedRun);
    expect(readFileSync(join(folder, 'notes.txt'), 'utf8')).toBe('mine');
  });

  it('notes in the manifest what each other file is', () => {
    writeReports(folder, source);

    const { files } = JSON.parse(readFileSync(join(folder, 'manifest.json'), 'utf8')) as { files: object };
    expect(files).toEqual(
      Object.fromEntries(
        Object.keys(contentsOf(folder))
          .filter((name) => name !== 'manifest.json')
          .map((name) => [name, factsOf(join(folder, name))]),
      ),
    );
  });

  it('writes the formats that are chosen, and removes what an earlier run left of the others', () => {
    writeReports(folder, source, formatIds);
    writeFileSync(join(folder, 'notes.txt'), 'mine');

    writeReports(folder, source, ['sarif']);

    expect(readdirSync(folder).toSorted()).toEqual([
      'consult.sarif',
      'evidence.jsonl',
      'manifest.json',
      'notes.txt',
      'results.json',
    ]);
  });

  it('has a file of its own for each format', () => {
    const files = formatIds.map((id) => formatOf(id).file);

    expect(new Set(files).size).toBe(files.length);
  });

  it.each([
    ['a file', 'file', 'it is a file'],
    ['a place below a file', 'file/below', 'a part of its path is a file'],
  ])('into %s is refused, naming it', (_what, name, said) => {
    writeFileSync(join(folder, 'file'), '');
    const act = () => prepareFolder(join(folder, name));

    expect(act).toThrow(UsageError);
    expect(act).toThrow(
      `Reports can't be written into ${join(folder, name)}: ${said}. Name another folder with --out.`,
    );
  });

  it('over a folder is refused, and the half-written file is removed', () => {
    mkdirSync(join(folder, 'results.json', 'x'), { recursive: true });

    expect(() => writeReports(folder, source)).toThrow(/Reports can't be written into/);
    expect(readdirSync(folder).toSorted()).toEqual(['evidence.jsonl', 'results.json']);
  });
});

describe('reports of results that are there already', () => {
  function keptIn(from: string): KeptResults {
    const results = join(from, 'results.json');
    const evidenceFile = join(from, 'evidence.jsonl');
    const facts = { 'results.json': factsOf(results), 'evidence.jsonl': factsOf(evidenceFile) };
    return { results, evidence: evidenceFile, facts: facts as KeptResults['facts'] };
  }

  it('are byte for byte those that the run would have written', () => {
    const [first, second] = [join(folder, 'first'), join(folder, 'second')];
    writeReports(first, source, formatIds);
    const kept = JSON.parse(readFileSync(join(first, 'results.json'), 'utf8')) as Results;

    writeReportsLater({ folder: second, kept: keptIn(first) }, { ...source, results: kept }, formatIds);

    expect(contentsOf(second)).toEqual(contentsOf(first));
  });

  it('beside the results leave the other reports there, and the manifest names them all', () => {
    writeReports(folder, source, ['junit']);
    const before = contentsOf(folder);
    const { files: facts } = JSON.parse(before['manifest.json'] ?? '') as { files: KeptResults['facts'] };

    const paths = writeReportsLater({ folder, kept: { ...keptIn(folder), facts } }, source, ['badge']);

    expect(paths).toEqual([join(folder, 'badge.svg'), join(folder, 'manifest.json')]);
    expect(contentsOf(folder)).toMatchObject({ ...before, 'manifest.json': expect.any(String) as string });
    const { files } = JSON.parse(readFileSync(join(folder, 'manifest.json'), 'utf8')) as { files: object };
    expect(Object.keys(files)).toEqual(['badge.svg', 'evidence.jsonl', 'junit.xml', 'results.json']);
  });

  it('take the place of a folder with all that was in it, in the manifest as well', () => {
    writeReports(folder, source, ['allure']);
    writeFileSync(join(folder, 'allure-results', 'old-result.json'), '{}');
    const gone = { sha256: '0'.repeat(64), bytes: 2 };
    const kept = keptIn(folder);
    const facts = { ...kept.facts, 'allure-results/old-result.json': gone };

    writeReportsLater({ folder, kept: { ...kept, facts } }, source, ['allure']);

    const { files } = JSON.parse(readFileSync(join(folder, 'manifest.json'), 'utf8')) as { files: object };
    expect(Object.keys(files).toSorted()).toEqual(
      Object.keys(contentsOf(folder))
        .filter((name) => name !== 'manifest.json')
        .toSorted(),
    );
    expect(files).not.toHaveProperty(['allure-results/old-result.json']);
  });

  it('in another folder come without evidence where there is none', () => {
    const [first, second] = [join(folder, 'first'), join(folder, 'second')];
    writeReports(first, source, []);
    writeReports(second, source, formatIds);
    const { results, facts } = keptIn(first);

    writeReportsLater({ folder: second, kept: { results, facts } }, source, ['badge']);

    expect(readdirSync(second).toSorted()).toEqual(['badge.svg', 'manifest.json', 'results.json']);
  });
});
