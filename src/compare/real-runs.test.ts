import { beforeAll, describe, expect, it } from 'vitest';
import { loadCatalog } from '../catalog/index.ts';
import type { ChannelId } from '../model/channel.ts';
import type { Results } from '../model/outcome.ts';
import { faults, startReference, variants, type Quirk } from '../reference/index.ts';
import { conduct } from '../run/conduct.ts';
import { referenceTarget } from '../run/reference-target.ts';
import { compareMany } from './matrix.ts';
import { compareResults } from './pair.ts';

const catalog = loadCatalog();
const deadlines = { answer: 5_000, notification: 5_000, settle: 60, overall: 60_000 };

function fault(id: string, channel: ChannelId): Quirk {
  const row = faults.find((one) => one.id === id);
  if (row === undefined) throw new Error(`no fault ${id}`);
  return { ...row.make(), id, channels: [channel] };
}

function variant(id: string): Quirk {
  const row = variants.find((one) => one.id === id);
  if (row === undefined) throw new Error(`no variant ${id}`);
  return { ...row.quirk, id, channels: row.channels };
}

/** A run of the embedded server with these quirks. */
async function run(...quirks: readonly Quirk[]): Promise<Results> {
  const reference = await startReference({ quirks });
  try {
    const target = { ...referenceTarget(reference, deadlines), limits: { concurrentSessions: 3 } };
    return (await conduct({ target, catalog })).results;
  } finally {
    await reference.close();
  }
}

let right: Results;
let again: Results;
let wrongType: Results;
let missing: Results;
let published: Results;

beforeAll(async () => {
  right = await run();
  again = await run();
  wrongType = await run(fault('answer.statusCode.type', 'sms'));
  missing = await run(fault('answer.statusCode.missing', 'sms'));
  published = await run(variant('published-spelling'), variant('iso-timestamps'));
}, 120_000);

describe('runs of the embedded server', () => {
  it('that are both right differ in nothing but their times', () => {
    const { conclusion, verdicts, divergences, readings } = compareResults(right, again);

    expect(conclusion).toBe('not-worse');
    expect(verdicts.both.filter(({ move, from, to }) => move !== 'same' || from !== to)).toEqual([]);
    expect([verdicts.lone, divergences.listed, readings]).toEqual([[], [], []]);
  });

  it('are worse with a defect on SMS, and better without it', () => {
    const { conclusion, verdicts, divergences } = compareResults(right, wrongType);
    const moved = verdicts.both.filter(({ move }) => move !== 'same');

    expect(conclusion).toBe('worse');
    expect(moved).toMatchObject([
      { requirement: 'RESP-004', channel: 'sms', from: 'passed', to: 'failed', problems: [{ state: 'new' }] },
    ]);
    expect(divergences.listed.filter(({ move }) => move === 'worse').map(({ id }) => id)).toContain(
      'consult-accepted: answer to consult, /body/statusCode',
    );
    expect(compareResults(wrongType, right)).toMatchObject({
      conclusion: 'not-worse',
      counts: { verdicts: { worse: 0, better: 1 }, divergences: { worse: 0, open: 0 } },
    });
  });

  it('are worse with another defect of the same rule', () => {
    const { verdicts, conclusion } = compareResults(wrongType, missing);

    expect(conclusion).toBe('worse');
    expect(verdicts.both[0]).toMatchObject({
      requirement: 'RESP-004',
      from: 'failed',
      to: 'failed',
      move: 'worse',
    });
    expect(verdicts.both[0]?.problems.map(({ state, kind }) => [state, kind]).toSorted()).toEqual([
      ['gone', 'wrong-type'],
      ['new', 'missing-member'],
    ]);
  });

  it('that are right in another way have other readings, and nothing that is worse', () => {
    const { conclusion, readings, verdicts } = compareResults(right, published);

    expect(conclusion).toBe('not-worse');
    expect(verdicts.both.filter(({ move }) => move === 'worse' || move === 'open')).toEqual([]);
    expect(readings).toMatchObject([
      { id: 'SMS-TOPIC', channel: 'sms', from: 'smsessions', to: 'smssessions' },
      { id: 'SPELLING', channel: 'sms', from: 'documented', to: 'published', shift: 'changed' },
      { id: 'TIMESTAMP-FORM', channel: 'chat', to: 't' },
      { id: 'TIMESTAMP-FORM', channel: 'sms', to: 't' },
    ]);
  });

  it('stand side by side in a matrix', () => {
    const { verdicts, readings } = compareMany([
      { label: 'a', results: right },
      { label: 'b', results: wrongType },
      { label: 'c', results: published },
    ]);

    expect(verdicts.filter(({ alike }) => !alike)).toEqual([
      { id: 'RESP-004', channel: 'sms', cells: ['passed', 'failed', 'passed'], alike: false },
    ]);
    expect(readings.filter(({ alike }) => !alike).map(({ id }) => id)).toEqual([
      'SMS-TOPIC',
      'SPELLING',
      'TIMESTAMP-FORM',
      'TIMESTAMP-FORM',
    ]);
  });
});
