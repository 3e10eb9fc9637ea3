import { availableParallelism } from 'node:os';
import { describe, expect, it } from 'vitest';
import { patient } from './patience.ts';

const deadlines = { answer: 1_000, notification: 2_000, settle: 50, overall: 60_000 };

describe('deadlines on this machine', () => {
  it('stay as they are where there is little else to do, or the load is not known', () => {
    expect(patient(deadlines, [0.5])).toEqual(deadlines);
    expect(patient(deadlines, [])).toEqual(deadlines);
  });

  it('are longer where there is more to do; what is waited in any case is not', () => {
    expect(patient(deadlines, [availableParallelism() * 3])).toEqual({
      answer: 2_000,
      notification: 4_000,
      settle: 50,
      overall: 120_000,
    });
  });

  it('have an end', () => {
    expect(patient(deadlines, [100_000]).answer).toBe(8_000);
  });
});
