import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Results } from '../model/outcome.ts';
import { createProcesses, type Ended } from './processes.fixture.ts';

interface AllureResult {
  readonly historyId: string;
  readonly status: string;
  readonly statusDetails: { readonly message?: string; readonly trace?: string };
  readonly labels: readonly { readonly name: string; readonly value: string }[];
  readonly steps: readonly { readonly attachments: readonly { readonly source: string }[] }[];
}

const processes = createProcesses();
let folder: string;
let made: string;
let again: string;
let ran: Ended;
let reported: Ended;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'consult-later-'));
  [made, again] = [join(folder, 'made'), join(folder, 'again')];
  const { yaml, variables } = await processes.serve('--fault', 'answer.referenceId.missing@sms');
  const target = join(folder, 'target.yaml');
  writeFileSync(target, yaml);
  const run = ['run', '--target', target, '--settle', '50ms', '--format', 'all', '--out', made];
  ran = await processes.program(run, variables);
  reported = await processes.program(['report', made, '--format', 'all', '--out', again]);
}, 180_000);
afterAll(() => {
  processes.end();
  rmSync(folder, { recursive: true, force: true });
});

/** The results of Allure, with what they attach, but for what is another in each run of vitest. */
function allureIn(out: string): ReadonlyMap<string, AllureResult & { readonly attached: readonly string[] }> {
  const results = join(out, 'allure-results');
  const names = readdirSync(results).filter((name) => name.endsWith('-result.json'));
  const read = names.map((name) => JSON.parse(readFileSync(join(results, name), 'utf8')) as AllureResult);
  return new Map(
    read.map((result) => {
      const sources = result.steps.flatMap(({ attachments }) => attachments.map(({ source }) => source));
      const attached = sources.map((source) => readFileSync(join(results, source), 'utf8'));
      const stable = { ...result, uuid: '', start: 0, stop: 0, steps: [], attached };
      return [result.historyId, stable] as const;
    }),
  );
}

describe('reports that are made later', () => {
  it('are byte for byte those of the run', () => {
    const files = readdirSync(again).filter((name) => name !== 'allure-results');

    expect([ran.code, reported.code]).toEqual([1, 0]);
    expect(reported.err).toBe('');
    expect(files.length).toBeGreaterThan(8);
    for (const name of files)
      expect(readFileSync(join(again, name), 'utf8')).toBe(readFileSync(join(made, name), 'utf8'));
  });

  it('have the same Allure results, but for times and names of files', () => {
    expect([...allureIn(again)].toSorted()).toEqual([...allureIn(made)].toSorted());
  });
});

describe('the Allure results of a run', () => {
  it('are one for each verdict, each known by requirement and channel', () => {
    const { outcomes } = JSON.parse(readFileSync(join(made, 'results.json'), 'utf8')) as Results;

    expect([...allureIn(made).keys()].toSorted()).toEqual(
      outcomes.map(({ requirement, channel }) => `${requirement}@${channel}`).toSorted(),
    );
  });

  it('keep the reason of everything that was not judged', () => {
    const open = [...allureIn(made).values()].filter(({ status }) => ['skipped', 'broken'].includes(status));

    expect(open.length).toBeGreaterThan(0);
    for (const { statusDetails } of open)
      expect(statusDetails.message).toMatch(/^(not judged|not applicable): \S/);
  });

  it('attach the evidence of a failure, and say what was expected', () => {
    const failed = [...allureIn(made).values()].filter(({ status }) => status === 'failed');

    expect(failed.map(({ historyId }) => historyId)).toContain('RESP-005@sms');
    for (const { attached, statusDetails } of failed) {
      expect(attached.join('')).toContain('"kind":"exchange"');
      expect(statusDetails.message).toMatch(/\n {4}expected .+\n {4}actual {3}\S/);
    }
  });

  it('tell nothing of the machine that made them', () => {
    const names = new Set(
      [...allureIn(made).values()].flatMap(({ labels }) => labels.map(({ name }) => name)),
    );

    expect([...names].toSorted()).toEqual(
      ['basis', 'channel', 'epic', 'feature', 'level', 'severity', 'source', 'story', 'verdict'].toSorted(),
    );
    expect([...allureIn(made).values()].filter(({ statusDetails }) => statusDetails.trace)).toEqual([]);
  });
});
