import { mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Results } from '../model/outcome.ts';
import { createProcesses, type Served } from './processes.fixture.ts';

const processes = createProcesses();
const lasting = { timeout: 120_000 };
let folder: string;
let faulty: Served;
let right: Served;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'consult-known-'));
  const faults = ['first.messageType.missing@sms', 'answer.refused-with-200@chat'];
  [faulty, right] = await Promise.all([
    processes.serve('--port', '0', ...faults.flatMap((fault) => ['--fault', fault])),
    processes.serve('--port', '0'),
  ]);
}, 60_000);
afterAll(() => {
  processes.end();
  rmSync(folder, { recursive: true, force: true });
});

const at = (name: string): string => join(folder, name);

async function run(server: Served, name: string, ...flags: readonly string[]) {
  writeFileSync(at('target.yaml'), server.yaml);
  const deadlines = ['--deadline-notification', '1500ms', '--settle', '50ms', '--concurrency', '2'];
  const args = ['run', '--target', at('target.yaml'), '--out', at(name), '--quiet', ...deadlines, ...flags];
  const { code, out, err } = await processes.program(args, server.variables);
  const results = JSON.parse(readFileSync(join(at(name), 'results.json'), 'utf8')) as Results;
  return { code, out, err, results };
}

const byBaseline = () => ['--baseline', at('baseline.yaml')];

describe('known failures of a server', () => {
  it('fail a run until they are accepted, and are never passed after that', lasting, async () => {
    const before = await run(faulty, 'before');
    const update = ['baseline', 'update', at('before'), ...byBaseline(), '--owner', 'A', '--reason', 'B'];
    const updated = await processes.program(update);
    const after = await run(faulty, 'after', ...byBaseline());

    expect([before.code, updated.code, after.code]).toEqual([1, 0, 0]);
    const failed = before.results.outcomes.filter(({ verdict }) => verdict === 'failed');
    expect(failed.length).toBeGreaterThan(1);
    for (const { requirement, channel } of failed)
      expect(
        after.results.outcomes.find((one) => one.requirement === requirement && one.channel === channel),
      ).toMatchObject({ verdict: 'waived', waivers: [{ owner: 'A', reason: 'B' }] });
    const passed = (results: Results): number =>
      results.outcomes.filter(({ verdict }) => verdict === 'passed').length;
    expect(passed(after.results)).toBe(passed(before.results));
    expect(after.out).toContain('MUST waived');
    const statuses = readdirSync(join(at('after'), 'allure-results'))
      .filter((name) => name.endsWith('-result.json'))
      .map((name) => readFileSync(join(at('after'), 'allure-results', name), 'utf8'))
      .filter((text) => text.includes('"value":"waived"'))
      .map((text) => (JSON.parse(text) as { status: string }).status);
    expect(new Set(statuses)).toEqual(new Set(['skipped']));
  });

  it('are stale when the server is mended', lasting, async () => {
    const mended = await run(right, 'mended', ...byBaseline());

    expect(mended.code).toBe(4);
    expect(mended.results.baseline?.troubles.every(({ kind }) => kind === 'stale')).toBe(true);
    expect(mended.results.outcomes.some(({ verdict }) => verdict === 'waived')).toBe(false);
  });
});
