import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { cli } from '../stub-context.fixture.ts';

const folder = mkdtempSync(join(tmpdir(), 'consult-judge-'));
const out = join(folder, 'out');
const file = join(folder, 'a.har');
writeFileSync(file, '\uFEFF{"log":{"entries":[]}}');
afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe('judge', () => {
  it('hands the files on and writes the reports', async () => {
    const done = await cli(['judge', file, '--from', 'har', '--out', out, '--quiet']);
    expect(done.asked.captures).toEqual([`${file} har`]);
    expect(done.out).toContain('Exit code');
  });

  it('names every file that can not be read', async () => {
    const done = await cli(['judge', join(folder, 'none.har'), folder, '--out', out]);
    expect(done.code).toBe(2);
    expect(done.err).toContain("none.har can't be read (there is no such file)");
    expect(done.err).toContain("can't be read (it is a folder)");
  });

  it('knows the formats', async () => {
    const done = await cli(['judge', file, '--from', 'pcap', '--out', out]);
    expect(done.code).toBe(2);
    expect(done.err).toContain('har, bayeux, notifications');
  });

  it('refuses a requirement that there is not', async () => {
    const done = await cli(['judge', file, '--only', 'RESP-4', '--out', out]);
    expect(done.code).toBe(2);
    expect(done.err).toContain('RESP-');
  });
});
