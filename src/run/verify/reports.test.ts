import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { defaultFormats } from '../../report/index.ts';
import { verifyRun } from './index.ts';
import { createDesk, rehash } from './recorded-run.fixture.ts';

const desk = createDesk();
let red: string;
let folder: string;
let results: string;

beforeAll(async () => {
  const faults = { 'answer.html': ['sms'] } as const;
  red = await desk.record({ only: ['response'], faults, formats: defaultFormats });
}, 60_000);
beforeEach(() => {
  folder = desk.copy(red);
  results = join(folder, 'allure-results');
});
afterAll(() => desk.clear());

/** What does not agree, by step. */
function trouble(): Readonly<Record<string, readonly string[]>> {
  const steps = verifyRun(folder).steps.filter(({ deviations }) => deviations.length > 0);
  return Object.fromEntries(steps.map(({ id, deviations }) => [id, deviations.map(({ what }) => what)]));
}

/** A result of Allure that says that a test failed; made green. */
function forge(): string {
  const failed = readdirSync(results).find((name) =>
    readFileSync(join(results, name), 'utf8').includes('"status":"failed"'),
  );
  if (failed === undefined) throw new Error('Something has to have failed.');
  const path = join(results, failed);
  writeFileSync(path, readFileSync(path, 'utf8').replace('"status":"failed"', '"status":"passed"'));
  return `allure-results/${failed}`;
}

describe('the results of Allure in a run that is verified', () => {
  it('are looked at as all other reports', () => {
    const { steps } = verifyRun(folder);

    expect(trouble()).toEqual({});
    expect(steps.find(({ id }) => id === 'reports')?.said).toContain('5 reports');
  });

  it('are found when one was changed, also with all hashes', () => {
    const forged = forge();

    expect(trouble()).toEqual({ files: [forged], reports: [forged] });

    rehash(folder);

    expect(trouble()).toEqual({ reports: [forged] });
  });

  it('are found when one is gone, or was added', () => {
    const name = readdirSync(results).find((one) => one.endsWith('-result.json')) ?? '';
    rmSync(join(results, name));
    writeFileSync(join(results, 'added-result.json'), '{"status":"passed"}');

    expect(trouble()).toEqual({
      files: [`allure-results/${name}`, 'allure-results/added-result.json'],
      reports: [`allure-results/${name}`],
    });
  });

  it('may have by them what Allure itself keeps there', () => {
    mkdirSync(join(results, 'history'));
    writeFileSync(join(results, 'executor.json'), '{}');

    expect(trouble()).toEqual({});
  });

  it('are none where a file takes their name', () => {
    rmSync(results, { recursive: true });
    writeFileSync(results, 'x');

    expect(trouble()['files']).toContain('allure-results');
  });
});
