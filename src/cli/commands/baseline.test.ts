import { mkdtempSync, readFileSync, rmSync, writeFileSync, existsSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { fingerprinted } from '../../model/fingerprint.ts';
import { renderResults } from '../../report/results.ts';
import { mixedRun, outcome, problem, resultsOf } from '../../report/sample-run.fixture.ts';
import { cli } from '../stub-context.fixture.ts';

let folder: string;
let file: string;
let run: string;

const failing = fingerprinted(outcome('RESP-002', 'sms', 'failed', { problems: [problem()] }));
const results = resultsOf([outcome('RESP-001', 'chat', 'passed'), failing]);

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'consult-baseline-'));
  file = join(folder, 'baseline.yaml');
  run = join(folder, 'results.json');
  writeFileSync(run, renderResults(results));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const accepted = ['--owner', 'Team SMS', '--reason', 'Known.', '--issue', 'https://issues.example/1'];

function update(...flags: readonly string[]) {
  return cli(['baseline', 'update', run, '--baseline', file, ...flags]);
}

function check() {
  return cli(['baseline', 'check', run, '--baseline', file]);
}

describe('baseline update', () => {
  it('writes a file that waives the failures of a run', async () => {
    const { code, out } = await update(...accepted);

    expect({ code, out }).toEqual({
      code: 0,
      out: `+ RESP-002 on sms\n${file}: 1 added, 0 removed, 0 renewed, 0 kept.\n`,
    });
    expect(readFileSync(file, 'utf8')).toContain('issue: https://issues.example/1');
    expect(await check()).toMatchObject({ code: 0, out: `${file}: nothing is wrong with its entries.\n` });
  });

  it('changes nothing when nothing has changed', async () => {
    await update(...accepted);
    const before = readFileSync(file, 'utf8');

    const { code, out } = await update();

    expect({ code, out }).toEqual({ code: 0, out: `${file}: 0 added, 0 removed, 0 renewed, 1 kept.\n` });
    expect(readFileSync(file, 'utf8')).toBe(before);
  });

  it('writes nothing that nobody answers for, and says what it would accept', async () => {
    const { code, err } = await update('--reason', 'Known.');

    expect(code).toBe(2);
    expect(err).toContain('Give --owner. The new failures are:\n  RESP-002 on sms (');
    expect(existsSync(file)).toBe(false);
  });

  it('drops what is gone', async () => {
    await update(...accepted);
    writeFileSync(run, renderResults(resultsOf([outcome('RESP-002', 'sms', 'passed')])));

    expect(await check()).toMatchObject({ code: 4 });
    const { code, out } = await update();

    expect(code).toBe(0);
    expect(out).toContain('stale: RESP-002 on sms: its finding is gone: its verdict is passed now.');
    expect(out).toContain('0 added, 1 removed, 0 renewed, 0 kept.');
  });

  it('renews what has expired when it is told to, and only then', async () => {
    await update(...accepted);
    writeFileSync(file, readFileSync(file, 'utf8').replace(/expires: \S+/, 'expires: 2020-01-01'));

    expect(await update()).toMatchObject({ code: 4 });
    expect(await update('--renew')).toMatchObject({ code: 0 });
    expect(await check()).toMatchObject({ code: 0 });
  });

  it('leaves alone what it does not understand, and says so', async () => {
    await update(...accepted);
    const text = readFileSync(file, 'utf8').replace('channel: sms', 'channel: all');
    writeFileSync(file, text);

    const { code, out } = await update(...accepted);

    expect(code).toBe(4);
    expect(out).toContain('too-broad: RESP-002: it has no channel of its own.');
    expect(readFileSync(file, 'utf8')).toContain('channel: all');
  });

  it.each([
    ['--expires=2020-01-01', '2020-01-01 is over'],
    ['--expires=9999-01-01', '366 days at most'],
    ['--expires=soon', 'expected a day'],
    ['--issue=javascript:alert(1)', 'begins with http:// or https://'],
  ])('refuses %s', async (flag, said) => {
    const { code, err } = await update('--owner', 'a', '--reason', 'b', flag);

    expect(code).toBe(2);
    expect(err).toContain(said);
  });
});

describe('run --baseline', () => {
  it('reads the file before anything is driven', async () => {
    writeFileSync(file, 'schemaVersion: 1\nwaivers:\n  - requirement: RESP-001\n');

    const { code, err, asked } = await cli(['run', '--out', folder, '--baseline', file]);

    expect(code).toBe(2);
    expect(err).toContain('The baseline file has 3 mistakes:');
    expect(asked.run).toBeUndefined();
  });

  it('passes on its entries', async () => {
    await update(...accepted);

    const { asked } = await cli(['run', '--out', folder, '--baseline', file]);

    expect(asked.run?.baseline?.entries).toMatchObject([{ requirement: 'RESP-002', owner: 'Team SMS' }]);
  });

  it('shows what is wrong with its entries, and ends with 4 where nothing else fails', async () => {
    const said = 'its finding is gone: its verdict is passed now. Remove the entry';
    const baseline = {
      file: 'b.yaml',
      entries: 1,
      troubles: [{ kind: 'stale', line: 3, requirement: 'RESP-001', channel: 'chat', said }],
      warnings: ['The waiver of RESP-002 on sms ends today.'],
    } as const;
    const passed = resultsOf([outcome('RESP-001', 'chat', 'passed')], { baseline });
    const runConformance = async () => ({ results: passed, evidence: [] });

    const { code, out } = await cli(['run', '--out', folder], { layers: { runConformance } });

    expect(code).toBe(4);
    expect(out).toContain('line 3: stale RESP-001 on chat');
    expect(out).toContain('The waiver of RESP-002 on sms ends today.');
    expect(out).toContain('Exit code 4: the baseline needs mending');
    expect(mixedRun.baseline).toBeUndefined();
  });
});
