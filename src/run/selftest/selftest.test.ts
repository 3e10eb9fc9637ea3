import { describe, expect, it } from 'vitest';
import { UsageError } from '../../model/errors.ts';
import { loadCatalog } from '../../catalog/index.ts';
import { workBeside } from './crew.ts';
import { selftest } from './index.ts';
import { conductTrial } from './trial.ts';

describe('the self-test', () => {
  it('tries a fault on each of its channels, both in one run with another', async () => {
    const seen: string[] = [];

    const { rows, golden, failed } = await selftest({
      faults: ['answer.html', 'failure.twice'],
      onProgress: ({ what }) => seen.push(what),
    });

    expect(rows.map(({ fault, channel, turnedRed }) => `${fault} ${channel} ${turnedRed.join()}`)).toEqual([
      'answer.html chat RESP-003',
      'answer.html sms RESP-003',
      'failure.twice chat FAIL-021',
      'failure.twice sms FAIL-021',
    ]);
    expect(golden).toContain('\nfault failure.twice@sms: warned FAIL-021\n');
    expect(failed).toBe(0);
    expect(seen).toContain('answer.html on chat, failure.twice on sms');
  });

  it('tells what moved since the golden file was written', async () => {
    const { moved } = await selftest({
      faults: ['failure.twice'],
      golden: 'fault failure.twice@chat: failed FAIL-001\nfault failure.twice@sms: warned FAIL-021\n',
    });

    expect(moved?.filter(({ name }) => name.startsWith('fault '))).toEqual([
      { name: 'fault failure.twice@chat', before: 'failed FAIL-001', now: 'warned FAIL-021' },
    ]);
  });

  it('tries a variant without any fault', async () => {
    const { rows, variants, failed } = await selftest({ variants: ['charset'] });

    expect({ rows, failed }).toEqual({ rows: [], failed: 0 });
    expect(variants.map(({ variant }) => variant)).toEqual(['charset']);
  });

  it('refuses faults and variants that there are not, before it tries any', async () => {
    await expect(selftest({ faults: ['no.such'] })).rejects.toThrow(UsageError);
    await expect(selftest({ variants: ['no.such'] })).rejects.toThrow(UsageError);
  });

  it('ends when it is told to', async () => {
    await expect(selftest({ faults: ['answer.html'], signal: AbortSignal.abort() })).rejects.toThrow();
  });
});

describe('a process beside this one', () => {
  it('finds the same verdicts, tells errors, and ends when it is closed', async () => {
    const worker = workBeside();
    const trial = { kind: 'faults', faults: [{ fault: 'second.twice', channel: 'sms' }] } as const;

    const [there, here] = [await worker.conduct(trial), await conductTrial(trial, loadCatalog())];

    expect(there).toEqual(here);
    await expect(worker.conduct({ kind: 'variant', id: 'no-such' })).rejects.toThrow('no-such');
    const waiting = worker.conduct(trial);
    worker.close();
    await expect(waiting).rejects.toThrow('ended');
  });
});
