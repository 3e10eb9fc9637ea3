import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { contentsOf } from '../report/folder-contents.fixture.ts';
import { createProcesses, type Ended } from './processes.fixture.ts';

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

describe('reports that are made later', () => {
  it('are byte for byte those of the run', () => {
    expect([ran.code, reported.code]).toEqual([1, 0]);
    expect(reported.err).toBe('');
    expect(Object.keys(contentsOf(again)).length).toBeGreaterThan(350);
    expect(contentsOf(again)).toEqual(contentsOf(made));
  });
});
