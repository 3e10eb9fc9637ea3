import { describe, expect, it } from 'vitest';
import { cli, goodSelftest } from '../stub-context.fixture.ts';

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

  it('exits with 1 when a fault survives', async () => {
    const { code } = await cli(['selftest'], {
      layers: { selftest: async () => ({ ...goodSelftest, passed: 0, failed: 1 }) },
    });

    expect(code).toBe(1);
  });
});
