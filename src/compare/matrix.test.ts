import { describe, expect, it } from 'vitest';
import { outcome, resultsOf } from '../report/sample-run.fixture.ts';
import { labelsOf } from './labels.ts';
import { compareMany, isStriking } from './matrix.ts';

const first = resultsOf([outcome('RESP-001', 'sms', 'passed'), outcome('RESP-001', 'chat', 'passed')], {
  readings: [{ id: 'SPELLING', channel: 'sms', answer: 'documented' }],
  divergences: [
    { id: 'a', class: 'same', chat: '1', sms: '1' },
    { id: 'b', class: 'undocumented', chat: '1', sms: '2' },
  ],
  latencies: [{ measure: 'first', channel: 'sms', samples: 3, p50: 1, p95: 2, p99: 3 }],
});
const second = { ...first, outcomes: [outcome('RESP-001', 'sms', 'failed')], latencies: [] };

describe('a matrix', () => {
  const matrix = compareMany([
    { label: 'one', results: first },
    { label: 'two', results: second },
    { label: 'three', results: first },
  ]);

  it('has a row for each requirement on each channel, and a cell for each run', () => {
    expect(matrix.verdicts).toEqual([
      { id: 'RESP-001', channel: 'chat', cells: ['passed', null, 'passed'], alike: false },
      { id: 'RESP-001', channel: 'sms', cells: ['passed', 'failed', 'passed'], alike: false },
    ]);
    expect(matrix.readings).toMatchObject([
      { cells: ['documented', 'documented', 'documented'], alike: true },
    ]);
    expect(matrix.latencies).toMatchObject([{ id: 'first', cells: [{ samples: 3 }, null, { samples: 3 }] }]);
  });

  it('leaves out divergences that are alike, but for undocumented ones', () => {
    expect(matrix.divergences).toEqual([
      { id: 'b', cells: ['undocumented', 'undocumented', 'undocumented'], alike: true },
    ]);
  });

  it('finds rows striking that differ or are broken', () => {
    expect(isStriking({ id: '', cells: ['passed', null], alike: false })).toBe(true);
    expect(isStriking({ id: '', cells: ['failed', 'failed'], alike: true })).toBe(true);
    expect(isStriking({ id: '', cells: ['passed', 'passed'], alike: true })).toBe(false);
  });
});

describe('the label of a run', () => {
  const version = (text: string) => ({ ...first, target: { ...first.target, version: text } });

  it.each([
    ['product and version', ['8.5', '8.6'], ['a/x', 'b/x'], ['Web Services 8.5', 'Web Services 8.6']],
    ['its folder when those are the same', ['8.5', '8.5'], ['runs/a', 'runs/b/results.json'], ['a', 'b']],
    ['its path when the folder is the same too', ['8.5', '8.5'], ['a/x', 'b/x'], ['a/x', 'b/x']],
    ['numbered when all is the same', ['8.5', '8.5'], ['a', 'a'], ['a (1)', 'a (2)']],
  ])('is %s', (_what, versions, places, labels) => {
    const runs = places.map((place, i) => ({ place, results: version(versions[i] ?? '') }));

    expect(labelsOf(runs)).toEqual(labels);
  });

  it('has the name of the target where nobody said what product it is', () => {
    const results = { ...first, target: { ...first.target, product: 'not stated', version: 'not stated' } };

    expect(labelsOf([{ place: 'a', results }])).toEqual(['Staging']);
  });
});
