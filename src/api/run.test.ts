import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { ChannelId } from '../model/channel.ts';
import { UsageError } from '../model/errors.ts';
import type { Entry } from '../model/evidence.ts';
import { readEvidence } from './evidence.ts';
import { judge } from './judge.ts';
import { runConformance, type Run, type RunOptions } from './run.ts';
import { defineTarget } from './target.ts';

let folder: string;
let run: Run;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'consult-api-run-'));
  run = await runConformance({ only: ['response', 'correlation'], concurrency: 1 });
}, 60_000);

afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** The entries as they come out of evidence.jsonl. */
const written = (entries: readonly Entry[]): Entry[] =>
  entries.map((entry) => JSON.parse(JSON.stringify(entry)) as Entry);

describe('a run of a program', () => {
  it('yields verdicts and evidence, and writes nothing', () => {
    expect(run.exitCode).toBe(0);
    expect(run.results.complete).toBe(true);
    expect(run.results.outcomes.map(({ verdict }) => verdict)).not.toContain('failed');
    expect(run.files).toEqual([]);
  });

  it('tells of a server that is not there in its results, and does not reject', async () => {
    const target = defineTarget(
      {
        baseUrl: 'http://127.0.0.1:9',
        parties: {
          originator: { userName: 'a', password: 'env:A' },
          consultant: { userName: 'b', password: 'env:A' },
        },
        channels: { chat: { source: { kind: 'list', ids: ['1'] } } },
        deadlines: { answer: '10s', notification: '2500ms', settle: 0, overall: '60s' },
      },
      { environment: { A: 'x' } },
    );
    const { exitCode, stopped, results } = await runConformance({ target, only: ['RESP-001'] });

    expect(exitCode).toBe(3);
    expect(stopped?.blame).toBe('network');
    expect(Object.keys(results.summary)).toEqual(['chat']);
    await expect(runConformance({ target, channels: ['sms'] })).rejects.toThrow('channels.sms is missing');
  });

  it('refuses options that can not be, before anything is driven', async () => {
    await expect(runConformance({ only: ['RESP-01'] })).rejects.toThrow('Did you mean RESP-001?');
    await expect(runConformance({ channels: ['smss' as ChannelId] })).rejects.toThrow('Did you mean sms?');
    await expect(runConformance({ chanels: ['sms'] } as RunOptions)).rejects.toThrow(
      'Did you mean channels?',
    );
    await expect(runConformance({ channels: [] })).rejects.toThrow(UsageError);
    const file = join(folder, 'file');
    writeFileSync(file, '');
    await expect(runConformance({ outDir: file })).rejects.toThrow(UsageError);
  });
});

describe('judging without a server', () => {
  it('gives the verdicts of the run, from its evidence alone, also when it is read line by line', () => {
    const { outcomes, divergences, readings } = run.results;
    const own = { only: ['response', 'correlation'] };
    expect(judge(run.evidence, own)).toMatchObject({ outcomes, readings, divergences });
    expect(judge(written(run.evidence).values(), own).outcomes).toEqual(outcomes);
  });

  it('reads the evidence of a folder of reports anew each time', () => {
    const lines = run.evidence.map((entry) => JSON.stringify(entry)).join('\n');
    writeFileSync(join(folder, 'evidence.jsonl'), `${lines}\n`);
    const evidence = readEvidence(folder);
    const own = { only: ['response', 'correlation'] };
    for (const each of [evidence, evidence, readEvidence(join(folder, 'evidence.jsonl'))])
      expect(judge(each, own).outcomes).toEqual(run.results.outcomes);
    expect(() => judge(readEvidence(join(folder, 'nowhere')))).toThrow(UsageError);
  });

  it('judges the channels that were recorded, or those that are asked for', () => {
    const chat = run.evidence.filter((entry) => !('trace' in entry) || !entry.trace?.endsWith('/sms'));
    const channelsOf = (entries: readonly Entry[], channels?: readonly ChannelId[]): ChannelId[] => [
      ...new Set(judge(entries, { only: ['RESP-001'], channels }).outcomes.map(({ channel }) => channel)),
    ];
    expect(channelsOf(chat)).toEqual(['chat']);
    expect(channelsOf(run.evidence, ['sms'])).toEqual(['sms']);
  });

  it('never passes what was not recorded', () => {
    const { complete, outcomes } = judge(run.evidence.filter(({ kind }) => kind !== 'exchange'));
    expect(complete).toBe(false);
    expect(outcomes.map(({ verdict }) => verdict)).not.toContain('passed');
  });

  it.each([
    ['is no evidence', [{ seq: 0, at: 0, kind: 'nonsense' }], 'Entry 0 is no evidence'],
    ['is nothing', [], 'there is nothing to judge'],
  ])('refuses what %s', (_, entries, message) => {
    expect(() => judge(entries as unknown as Entry[])).toThrow(message);
  });

  it('refuses two runs in one, and readings that there are not', () => {
    expect(() => judge([...run.evidence, ...run.evidence])).toThrow('out of order');
    expect(() => judge(run.evidence, { readings: { 'FAILURE-TIM': 'x' } })).toThrow(
      'Did you mean FAILURE-TIME?',
    );
    expect(() => judge(run.evidence, { readings: { 'FAILURE-TIME': 'synchron' } })).toThrow('has no answer');
  });
});
