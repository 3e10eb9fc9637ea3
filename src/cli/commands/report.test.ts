import {
  appendFileSync,
  cpSync,
  existsSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { writeReports } from '../../report/index.ts';
import { catalog, evidence, mixedRun } from '../../report/sample-run.fixture.ts';
import { reportFiles } from '../../report/write.ts';
import { cli } from '../stub-context.fixture.ts';

let folder: string;
let made: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'consult-report-command-'));
  made = join(folder, 'made');
  writeReports(made, { results: mixedRun, evidence, catalog }, ['junit']);
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

function read(name: string): string {
  return readFileSync(join(made, name), 'utf8');
}

describe('report', () => {
  it('adds reports beside those of the run, which stay as they are', async () => {
    const before = read('junit.xml') + read('results.json');

    const { code, out, err } = await cli(['report', made, '--format', 'badge', '--format', 'sarif']);

    expect({ code, err }).toEqual({ code: 0, err: '' });
    expect(out).toContain('SMS does not conform: 1 MUST failed, 1 not judged.\n');
    expect(out).toContain(`  ${join(made, 'consult.sarif')}\n`);
    expect(read('junit.xml') + read('results.json')).toBe(before);
    expect(read('manifest.json')).toMatch(/"badge.svg"[^]*"junit.xml"/);
  });

  it('makes a whole folder elsewhere', async () => {
    const again = join(folder, 'again');

    const { code } = await cli(['report', join(made, 'results.json'), '--out', again]);

    expect(code).toBe(0);
    expect(readdirSync(again).toSorted()).toEqual(reportFiles().toSorted());
    expect(readFileSync(join(again, 'results.json'), 'utf8')).toBe(read('results.json'));
  });

  it('makes reports without evidence where there is none, and says so', async () => {
    const alone = join(folder, 'alone.json');
    cpSync(join(made, 'results.json'), alone);

    const { code, err } = await cli(['report', alone, '--format', 'md', '--out', join(folder, 'out')]);

    expect(code).toBe(0);
    expect(err).toBe(
      `Warning: There is no evidence.jsonl beside ${alone}: the reports are made without evidence.\n`,
    );
    expect(readdirSync(join(folder, 'out')).toSorted()).toEqual([
      'compliance.md',
      'manifest.json',
      'results.json',
    ]);
  });

  it.each([
    ['evidence', 'evidence.jsonl', '{"seq":3,"at":4,"kind":"watch","party":"originator","state":"lost"}\n'],
    ['results', 'results.json', '\n'],
  ])('is refused for %s that changed since the run', async (_what, name, more) => {
    appendFileSync(join(made, name), more);

    const { code, out, err } = await cli(['report', made, '--format', 'badge']);

    expect({ code, out }).toEqual({ code: 2, out: '' });
    expect(err).toContain(`${name} is not the file that the run wrote: its SHA-256 is `);
    expect(existsSync(join(made, 'badge.svg'))).toBe(false);
  });

  it('adds nothing beside results that are signed, and leaves no signature where it does not hold', async () => {
    const other = join(folder, 'other');
    writeReports(other, { results: mixedRun, evidence, catalog }, []);
    for (const signed of [made, other]) writeFileSync(join(signed, 'attestation.dsse.json'), '{}');
    const before = read('manifest.json');

    const refused = await cli(['report', made, '--format', 'badge']);
    const elsewhere = await cli(['report', made, '--format', 'badge', '--out', other]);

    expect(refused).toMatchObject({ code: 2, out: '' });
    expect(refused.err).toContain('is signed, and reports that are added would not be.');
    expect(read('manifest.json')).toBe(before);
    expect(elsewhere.code).toBe(0);
    expect(existsSync(join(other, 'attestation.dsse.json'))).toBe(false);
  });

  it('warns of results that another suite judged, and shows the verdicts that it does not know', async () => {
    const [first, ...rest] = mixedRun.outcomes;
    if (first === undefined) throw new Error('The sample has outcomes.');
    const newer = {
      ...mixedRun,
      suite: { ...mixedRun.suite, version: '9.0.0', requirementSet: 'fedcba9876543210' },
      outcomes: [{ ...first, requirement: 'NEW-001' }, ...rest],
    };
    writeReports(made, { results: newer, evidence, catalog }, []);

    const { code, err } = await cli(['report', made, '--format', 'md']);

    expect(code).toBe(0);
    expect(err).toContain('Warning: These results were judged by requirement set fedcba9876543210');
    expect(err).toContain('Warning: These results are of version 9.0.0; this is 1.2.3');
    expect(read('compliance.md')).toContain('`NEW-001`');
  });

  it.each([
    ['a folder without results', () => folder, 'it has no results.json'],
    [
      'a file of another name, without --out',
      () => join(folder, 'a.json'),
      'name a folder for the reports with --out',
    ],
  ])('is refused for %s', async (_what, path, said) => {
    writeFileSync(join(folder, 'a.json'), read('results.json'));

    const { code, err } = await cli(['report', path(), '--format', 'md']);

    expect(code).toBe(2);
    expect(err).toContain(said);
  });

  it('says where the results stand in the command line when they are taken for a format', async () => {
    const { code, err } = await cli(['report', '--format', 'md', made]);

    expect(code).toBe(2);
    expect(err).toContain('other arguments stand before --format');
  });
});
