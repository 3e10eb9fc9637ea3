import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { cli, goodSelftest } from '../stub-context.fixture.ts';

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'consult-selftest-'));
});
afterAll(() => rmSync(folder, { recursive: true }));

describe('selftest', () => {
  it('tries everything, shows progress, and ends with the count', async () => {
    const { code, out: shown, err, asked } = await cli(['selftest']);

    expect(code).toBe(0);
    expect(asked.selftest).not.toHaveProperty('faults');
    expect(err).toBe('1 of 2: no-answer on chat\n');
    expect(shown).toMatch(/\n1 passed, 0 failed\n$/);
  });

  it('tries the fault that was asked for', async () => {
    const { asked } = await cli(['selftest', '--fault', 'NO-answer']);

    expect(asked.selftest?.faults).toEqual(['no-answer']);
  });

  it('tries the variant that was asked for, and refuses one that there is not', async () => {
    const { asked } = await cli(['selftest', '--variant', 'early']);
    const { code, err } = await cli(['selftest', '--variant', 'nothing-of-the-kind']);

    expect(asked.selftest?.variants).toEqual(['early']);
    expect({ code, err }).toMatchObject({ code: 2, err: expect.stringContaining('no variant') as string });
  });

  it('exits with 1 when a fault survives', async () => {
    const { code } = await cli(['selftest'], {
      layers: { selftest: async () => ({ ...goodSelftest, passed: 0, failed: 1 }) },
    });

    expect(code).toBe(1);
  });

  it('writes its reports and the golden file where it is told to', async () => {
    const golden = join(folder, 'verdicts.txt');

    const { code } = await cli(['selftest', '--golden', golden, '--update', '--out', join(folder, 'out')], {
      layers: { selftest: async () => ({ ...goodSelftest, golden: 'right@chat passed: A-001\n' }) },
    });

    expect(code).toBe(0);
    expect(readFileSync(golden, 'utf8')).toBe('right@chat passed: A-001\n');
    expect(readdirSync(join(folder, 'out')).sort()).toEqual(['selftest.json', 'selftest.md']);
  });

  it('is given the golden file to compare with', async () => {
    const golden = join(folder, 'old.txt');
    writeFileSync(golden, 'old');

    const { asked } = await cli(['selftest', '--golden', golden, '--jobs', '3']);

    expect(asked.selftest).toMatchObject({ golden: 'old', jobs: 3 });
  });

  it.each([
    [['--update'], '--golden FILE'],
    [['--golden', 'x', '--update', '--fault', 'no-answer'], 'leave --fault and --variant out'],
    [['--golden', '/no/such/file'], 'There is no golden file'],
    [['--jobs', '0'], '1 to 99'],
  ])('refuses %j before anything is tried', async (flags, said) => {
    const { code, err, asked } = await cli(['selftest', ...flags]);

    expect(code).toBe(2);
    expect(err).toContain(said);
    expect(asked.selftest).toBeUndefined();
  });
});
