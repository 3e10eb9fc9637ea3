import { appendFileSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readEvidence, readResults } from '../../archive/index.ts';
import type { ChannelId } from '../../model/channel.ts';
import type { Results } from '../../model/outcome.ts';
import { exitCode, writeReports } from '../../report/index.ts';
import { verifyRun } from '../verify/index.ts';
import { mergeShards } from './index.ts';
import { driven, essence, right, shardIn, withServer } from './played.fixture.ts';

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'consult-merge-'));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** Servers whose defects show in every scenario there is, and one that shows none, with the number of shards. */
const servers: readonly (readonly [fault: string, channel: ChannelId, of: number])[] = [
  ['none', 'chat', 4],
  ['first.uri.null', 'chat', 3],
  ['failure.as-text', 'sms', 2],
  ['message.to-agents-visible', 'chat', 2],
  ['second.type.type', 'sms', 2],
  ['first.to-bystander', 'chat', 2],
  ['answer.referenceId.type', 'chat', 2],
  ['refusal.no-target', 'sms', 2],
  ['second-consult.mutes-first', 'sms', 2],
  ['capabilities.repeated-later', 'chat', 2],
  ['crowd.references-swapped', 'chat', 2],
  ['crowd.state-lost', 'sms', 2],
  ['crowd.bystander-told', 'sms', 2],
  ['transfer.originator-stays', 'chat', 2],
  ['conference.unseen', 'sms', 2],
];

describe('a run that was split and merged', () => {
  it.each(servers)(
    'has the verdicts of one that was not: fault %s on %s, %i shards',
    { timeout: 120_000 },
    async (fault, channel, of) => {
      const whole = await withServer({ fault, channel }, driven);
      const folders = await withServer({ fault, channel }, async (reference) => {
        const written: string[] = [];
        for (let index = of; index >= 1; index--)
          written.push(await shardIn(folder, reference, { shard: { index, of } }));
        return written;
      });

      const merged = mergeShards(folders);

      expect(essence(merged.results)).toEqual(essence(whole.results));
      expect(exitCode(merged.results)).toBe(exitCode(whole.results));
      expect(merged.results.asked).toEqual(whole.results.asked);
      expect(merged.results.outcomes.some(({ problems }) => problems.length > 0)).toBe(fault !== 'none');
    },
  );
});

describe('the folders of shards', () => {
  let one: string;
  let two: string;
  let other: string;
  const only = ['RESP-001'];

  beforeAll(async () => {
    await withServer(right, async (reference) => {
      one = await shardIn(folder, reference, { shard: { index: 1, of: 2 }, only });
      two = await shardIn(folder, reference, { shard: { index: 2, of: 2 }, only });
      other = await shardIn(folder, reference, { shard: { index: 2, of: 2 }, only: ['RESP-002'] });
    });
  }, 60_000);

  it('hold a part that is no verdict: nothing that only another shard shows is open in them', () => {
    const parts = [one, two].map(readResults);

    for (const { outcomes, complete } of parts) {
      expect(outcomes.filter(({ verdict }) => verdict === 'untestable')).toEqual([]);
      expect(complete).toBe(true);
    }
    expect(parts.map(exitCode)).toEqual([0, 0]);
  });

  it('give one order of evidence, in which each shard has its time for itself', () => {
    const entries = [...mergeShards([two, one]).evidence];

    const places = entries.flatMap((entry) => ('end' in entry ? [entry.seq, entry.end.seq] : [entry.seq]));
    expect(new Set(places).size).toBe(places.length);
    expect(entries.map(({ seq }) => seq)).toEqual(entries.map(({ seq }) => seq).toSorted((a, b) => a - b));
    const begins = entries.flatMap(({ kind }, i) => (kind === 'settings' ? [i] : []));
    expect(begins).toEqual([0, [...readEvidence(join(one, 'evidence.jsonl'))].length]);
    const border = begins[1] ?? 0;
    const latest = Math.max(...entries.slice(0, border).map(({ at }) => at));
    expect(entries.slice(border).every(({ at }) => at >= latest)).toBe(true);
  });

  it('are reports that follow from their evidence, and so is what they make together', () => {
    const merged = mergeShards([one, two]);
    const all = mkdtempSync(join(folder, 'all-'));
    writeReports(all, merged);

    for (const each of [one, two, all]) expect(verifyRun(each).answer).toBe('agrees');
  });

  it('may name where a notification came from: the answer that carried it is the same after merging', () => {
    const entries = [...mergeShards([one, two]).evidence];
    const answers = new Map(entries.map((entry) => [entry.seq, entry]));

    const carriers = entries.flatMap((entry) =>
      entry.kind === 'delivery' ? [answers.get(entry.batch)] : [],
    );

    expect(carriers.length).toBeGreaterThan(0);
    expect(carriers.every((entry) => entry?.kind === 'bayeux')).toBe(true);
  });

  it.each([
    ['when one is missing', () => [one], ['Shard 2 of 2 is missing. Run it with --shard 2/2.']],
    ['when one is there twice', () => [one, two, one], ['Shard 1 of 2 is there 2 times: ONE and ONE.']],
    [
      'when they are of different runs',
      () => [one, other],
      ['Different choice of requirements (--only): ["RESP-001"] in ONE; ["RESP-002"] in OTHER.'],
    ],
  ])('are refused %s, naming them', (_when, folders, said) => {
    const text = (line: string): string => line.replaceAll('ONE', one).replaceAll('OTHER', other);

    expect(() => mergeShards(folders())).toThrow(
      ['These folders do not make one run:', ...said.map(text)].join('\n  '),
    );
  });

  it.each<[string, (results: Results) => unknown, string]>([
    ['another target', (r) => ({ ...r, target: { ...r.target, name: 'B' } }), 'Different target:'],
    ['another product', (r) => ({ ...r, target: { ...r.target, product: 'B' } }), 'Different product:'],
    ['another version', (r) => ({ ...r, target: { ...r.target, version: '9' } }), 'Different version:'],
    [
      'another server',
      (r) => ({ ...r, target: { ...r.target, kind: 'deployed', baseUrl: 'http://b.example' } }),
      'Different base URL:',
    ],
    [
      'other pinned readings',
      (r) => ({ ...r, asked: { ...r.asked, pinned: { 'FAILURE-TIME': 'synchronous' } } }),
      'Different pinned readings:',
    ],
    ['other channels', (r) => ({ ...r, asked: { ...r.asked, channels: ['chat'] } }), 'Different channels:'],
    [
      'another number of shards',
      (r) => ({ ...r, asked: { ...r.asked, shard: { index: 2, of: 3 } } }),
      'Different number of shards:',
    ],
    ['no shard at all', (r) => ({ ...r, asked: { ...r.asked, shard: undefined } }), 'is no shard'],
  ])('are refused with %s', async (_what, change, said) => {
    const changed = mkdtempSync(join(folder, 'changed-'));
    writeFileSync(join(changed, 'evidence.jsonl'), readFileSync(join(two, 'evidence.jsonl')));
    writeFileSync(join(changed, 'results.json'), JSON.stringify(change(readResults(two))));

    expect(() => mergeShards([one, changed])).toThrow(said);
    expect(() => mergeShards([one, changed])).toThrow(changed);
  });

  it('are refused when their evidence was changed', () => {
    const changed = mkdtempSync(join(folder, 'changed-'));
    for (const name of ['results.json', 'evidence.jsonl'])
      writeFileSync(join(changed, name), readFileSync(join(two, name)));
    appendFileSync(join(changed, 'evidence.jsonl'), '\n');

    expect(() => mergeShards([one, changed])).toThrow(
      `${join(changed, 'evidence.jsonl')} is not what it was`,
    );
  });

  it('are refused when another suite recorded them', () => {
    const changed = mkdtempSync(join(folder, 'changed-'));
    writeFileSync(join(changed, 'evidence.jsonl'), readFileSync(join(one, 'evidence.jsonl')));
    const results = readResults(one);
    const suite = { ...results.suite, requirementSet: '00' };
    writeFileSync(join(changed, 'results.json'), JSON.stringify({ ...results, suite }));

    expect(() => mergeShards([changed, two])).toThrow('Merge with the version that recorded the shards.');
  });
});
