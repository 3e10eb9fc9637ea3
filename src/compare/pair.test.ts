import { describe, expect, it } from 'vitest';
import type { Results } from '../model/outcome.ts';
import { outcome, resultsOf } from '../report/sample-run.fixture.ts';
import { compareResults } from './pair.ts';
import { judged, ofVerdict, runOf } from './runs.fixture.ts';

describe('readings', () => {
  it.each([
    ['documented', 'published', 'changed'],
    ['not-seen', 'published', 'seen'],
    ['documented', 'not-seen', 'unseen'],
    ['documented', undefined, 'removed'],
    [undefined, 'published', 'added'],
    ['documented', 'documented', undefined],
  ])('that go from %s to %s are %s, and never worse', (from, to, shift) => {
    const run = (answer: string | undefined): Results =>
      runOf([], { readings: answer === undefined ? [] : [{ id: 'SPELLING', channel: 'sms', answer }] });
    const { readings, conclusion } = compareResults(run(from), run(to));

    expect(readings.map((one) => one.shift)).toEqual(shift === undefined ? [] : [shift]);
    expect(conclusion).toBe('not-worse');
  });
});

describe('latencies', () => {
  const run = (samples: number, [p50, p95]: readonly [number, number]): Results =>
    runOf([], { latencies: [{ measure: 'first', channel: 'sms', samples, p50, p95, p99: p95 }] });

  it.each([
    ['of many samples that doubled', 200, [100, 200], [200, 400], ['slower', 'slower']],
    ['of many samples that are half', 200, [200, 400], [100, 200], ['faster', 'faster']],
    ['of few samples that doubled', 12, [100, 200], [200, 400], ['slower', undefined]],
    ['of very few samples', 4, [100, 200], [900, 900], [undefined, undefined]],
    ['that grew a little', 200, [100, 200], [110, 220], [undefined, undefined]],
    ['that doubled within milliseconds', 200, [4, 8], [8, 16], [undefined, undefined]],
    ['that took no time at all', 200, [0, 0], [0, 0], [undefined, undefined]],
  ] as const)('%s are notable only as far as the samples allow', (_what, samples, from, to, notable) => {
    const { latencies, conclusion } = compareResults(run(samples, from), run(samples, to));

    expect(latencies[0]?.shifts.map((shift) => shift.notable)).toEqual(notable);
    expect(conclusion).toBe('not-worse');
  });

  it('are held to the smaller of the runs', () => {
    const { latencies } = compareResults(run(500, [10, 20]), run(5, [900, 900]));

    expect(latencies).toMatchObject([{ samples: { before: 500, after: 5 }, shifts: [{}, {}] }]);
    expect(
      latencies[0]?.shifts.every(({ needed, notable }) => needed === undefined && notable === undefined),
    ).toBe(true);
  });
});

describe('two runs', () => {
  it('of which none judged what the other did are not called as good as each other', () => {
    const none = resultsOf([outcome('RESP-001', 'chat', 'untestable')], { complete: false });

    expect(compareResults(none, none).conclusion).toBe('incomparable');
    expect(compareResults(resultsOf([]), resultsOf([])).conclusion).toBe('incomparable');
    expect(compareResults(none, resultsOf([outcome('RESP-001', 'chat', 'passed')])).conclusion).toBe(
      'incomparable',
    );
  });

  it('that say worse and open at once are worse', () => {
    const before = runOf([ofVerdict('passed'), ofVerdict('passed', 'RESP-002')]);
    const after = runOf([ofVerdict('failed'), ofVerdict('untestable', 'RESP-002')]);

    expect(compareResults(before, after).conclusion).toBe('worse');
  });

  it('give the same whatever the order of what stands in them', () => {
    const rows = [
      ofVerdict('failed'),
      ofVerdict('passed', 'RESP-002'),
      outcome('RESP-003', 'chat', 'warned'),
    ];
    const divergences = ['b', 'a'].map((id) => ({ id, class: 'undocumented', chat: '1', sms: '2' }) as const);
    const before = runOf(rows, { divergences });
    const turned = {
      ...before,
      outcomes: before.outcomes.toReversed(),
      divergences: divergences.toReversed(),
    };
    const after = runOf([]);

    expect(JSON.stringify(compareResults(turned, after))).toBe(JSON.stringify(compareResults(before, after)));
  });

  it.each([
    ['requirement', { outcomes: [judged, judged] }],
    [
      'divergence',
      { divergences: ['a', 'a'].map((id) => ({ id, class: 'same', chat: '', sms: '' }) as const) },
    ],
    ['reading', { readings: ['a', 'a'].map((id) => ({ id, channel: 'sms', answer: '' }) as const) }],
  ])('of which one has a %s twice are refused', (_what, more) => {
    expect(() => compareResults(runOf([], more), runOf([]))).toThrow('twice');
  });

  it.each<[string, Partial<Results>, readonly string[]]>([
    ['nothing', {}, []],
    [
      'another suite',
      { suite: { name: 'consult-conformance', version: '2', requirementSet: '0123456789abcdef' } },
      ['suites-differ'],
    ],
    [
      'another set',
      { suite: { name: 'consult-conformance', version: '1.2.3', requirementSet: 'x' } },
      ['sets-differ', 'suites-differ'],
    ],
    ['other channels', { asked: { channels: ['chat', 'sms'], only: [], pinned: {} } }, ['asked-differs']],
    ['the same evidence', { evidence: { sha256: 'a', bytes: 1 } }, ['same-evidence']],
    ['an earlier time', { startedAt: '2024-01-01T00:00:00.000Z' }, ['older']],
    ['no end', { complete: false }, ['incomplete']],
  ])('that differ by %s are compared with a caveat', (_what, more, caveats) => {
    const evidence = { sha256: 'a', bytes: 1 };
    const before = runOf([], 'evidence' in more ? { evidence } : {});

    expect(compareResults(before, { ...before, ...more }).caveats).toEqual(
      caveats.length > 0 || !('evidence' in more) ? caveats : [],
    );
  });
});
