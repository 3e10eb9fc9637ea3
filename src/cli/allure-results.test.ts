import { spawn } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TestResult } from 'allure-js-commons';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Results } from '../model/outcome.ts';
import { createProcesses, ended, type Ended, type Variables } from './processes.fixture.ts';

const processes = createProcesses();
const ofVitest = join('reports', 'vitest', 'allure-results'); // see vitest.config.ts
let folder: string;
let made: string;
let ran: Ended;
let tested: Ended;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'consult-allure-'));
  made = join(folder, 'made');
  const { yaml, variables } = await processes.serve('--fault', 'answer.referenceId.missing@sms');
  const target = join(folder, 'target.yaml');
  writeFileSync(target, yaml);
  ran = await processes.program(['run', '--target', target, '--format', 'allure', '--out', made], variables);
  rmSync(ofVitest, { recursive: true, force: true });
  tested = await runVitest({ ...variables, CONSULT_TARGET: target });
}, 180_000);
afterAll(() => {
  processes.end();
  rmSync(folder, { recursive: true, force: true });
});

function runVitest(variables: Variables): Promise<Ended> {
  const options = [join('node_modules', 'vitest', 'vitest.mjs'), 'run'];
  return ended(spawn(process.execPath, options, { env: { ...process.env, VITEST: '', ...variables } }));
}

function resultsIn(results: string): ReadonlyMap<string, TestResult> {
  const names = readdirSync(results).filter((name) => name.endsWith('-result.json'));
  const read = names.map((name) => JSON.parse(readFileSync(join(results, name), 'utf8')) as TestResult);
  return new Map(read.map((result) => [result.historyId ?? '', result]));
}

const written = (): ReadonlyMap<string, TestResult> => resultsIn(join(made, 'allure-results'));

describe('the Allure results of a run', () => {
  it('are one for each verdict, each known by requirement and channel', () => {
    const { outcomes } = JSON.parse(readFileSync(join(made, 'results.json'), 'utf8')) as Results;

    expect(ran.code).toBe(1);
    expect([...written().keys()].toSorted()).toEqual(
      outcomes.map(({ requirement, channel }) => `${requirement}@${channel}`).toSorted(),
    );
  });

  it('keep the reason of everything that was not judged', () => {
    const open = [...written().values()].filter(({ status }) => ['skipped', 'broken'].includes(status ?? ''));

    expect(open.length).toBeGreaterThan(0);
    for (const { statusDetails } of open)
      expect(statusDetails.message).toMatch(/^(not judged|not applicable): \S/);
  });

  it('attach the evidence of a failure, and say what was expected', () => {
    const failed = [...written().values()].filter(({ status }) => status === 'failed');

    expect(failed.map(({ historyId }) => historyId)).toContain('RESP-005@sms');
    for (const { attachments, statusDetails } of failed) {
      const texts = attachments.map(({ source }) =>
        readFileSync(join(made, 'allure-results', source), 'utf8'),
      );
      expect(texts.join('')).toContain('"kind":"exchange"');
      expect(statusDetails.message).toMatch(/\n {4}expected .+\n {4}actual {3}\S/);
    }
  });

  it('tell nothing of the machine that made them', () => {
    const names = new Set([...written().values()].flatMap(({ labels }) => labels.map(({ name }) => name)));

    expect([...names].toSorted()).toEqual(
      ['basis', 'channel', 'epic', 'feature', 'level', 'severity', 'source', 'story', 'verdict'].toSorted(),
    );
    expect([...written().values()].filter(({ statusDetails }) => statusDetails.trace)).toEqual([]);
  });
});

describe('the tests that vitest makes of the same server', () => {
  /** What both writers have to say of a verdict. */
  function told(results: ReadonlyMap<string, TestResult>, names: ReadonlySet<string>) {
    return [...results]
      .toSorted(([a], [b]) => (a < b ? -1 : 1))
      .map(([id, result]) => ({
        id,
        testCaseId: result.testCaseId,
        name: result.name,
        status: result.status,
        stage: result.stage,
        message: result.status === 'skipped' ? 'lost by the reporter of vitest' : firstLine(result),
        labels: result.labels.filter(({ name }) => names.has(name)),
      }));
  }

  const firstLine = ({ statusDetails: { message = '' } }: TestResult): string => message.split('\n')[0] ?? '';

  it('have the same status, names and labels as the results that a run writes', () => {
    const names = new Set([...written().values()].flatMap(({ labels }) => labels.map(({ name }) => name)));

    expect(tested.code).toBe(1);
    expect(told(resultsIn(ofVitest), names)).toEqual(told(written(), names));
  });
});
