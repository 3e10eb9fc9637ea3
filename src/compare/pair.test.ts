import { describe, expect, it } from 'vitest';
import type { Divergence, Outcome, Results, Verdict } from '../model/outcome.ts';
import { outcome, problem, resultsOf } from '../report/sample-run.fixture.ts';
import { compareResults } from './pair.ts';
import { divergenceMoves, isBroken, verdictMoves, type Move, type SeenClass } from './moves.ts';

/** A row that both runs judge, so that there is something to compare. */
const judged = outcome('CUST-001', 'chat', 'passed');

const ofVerdict = (verdict: Verdict, id = 'RESP-001'): Outcome =>
  outcome(id, 'sms', verdict, isBroken(verdict) ? { problems: [problem()] } : {});

const runOf = (outcomes: readonly Outcome[], more: Partial<Results> = {}): Results =>
  resultsOf([judged, ...outcomes], more);

const moveOf = (before: Results, after: Results): Move | undefined =>
  compareResults(before, after).verdicts.both.find(({ requirement }) => requirement === 'RESP-001')?.move;

const conclusions: Readonly<Record<Move, string>> = {
  worse: 'worse',
  open: 'open',
  better: 'not-worse',
  same: 'not-worse',
};

describe('a verdict', () => {
  const transitions = Object.entries(verdictMoves).flatMap(([from, row]) =>
    Object.entries(row).map(([to, move]) => [from as Verdict, to as Verdict, move] as const),
  );

  it.each(transitions)('that goes from %s to %s is %s', (from, to, move) => {
    const comparison = compareResults(runOf([ofVerdict(from)]), runOf([ofVerdict(to)]));

    expect(comparison.verdicts.both.find(({ requirement }) => requirement === 'RESP-001')).toMatchObject({
      from,
      to,
      move,
    });
    expect(comparison.conclusion).toBe(conclusions[move]);
  });

  it.each<[Verdict, Verdict]>([
    ['passed', 'untestable'],
    ['failed', 'untestable'],
    ['passed', 'not-applicable'],
    ['not-applicable', 'untestable'],
  ])('is never silently fine when it goes from %s to %s', (from, to) => {
    expect(verdictMoves[from][to]).toBe('open');
  });

  it('that is waived, or no longer waived, is as broken as it was', () => {
    expect(moveOf(runOf([ofVerdict('failed')]), runOf([ofVerdict('waived')]))).toBe('same');
    expect(moveOf(runOf([ofVerdict('waived')]), runOf([ofVerdict('failed')]))).toBe('same');
  });

  it('keeps its level of the first run where that was another', () => {
    const { verdicts } = compareResults(
      runOf([outcome('RESP-001', 'sms', 'warned', { level: 'SHOULD' })]),
      runOf([outcome('RESP-001', 'sms', 'failed')]),
    );

    expect(verdicts.both[1]).toMatchObject({ levelBefore: 'SHOULD', level: 'MUST', move: 'same' });
  });
});

describe('a rule that is broken in both runs', () => {
  const one = problem({ where: 'the answer, /statusCode' });
  const other = problem({ where: 'the answer, /referenceId' });
  const broken = (...problems: Outcome['problems']): Results =>
    runOf([outcome('RESP-001', 'sms', 'failed', { problems })]);

  it.each([
    [
      'the same defect, in other words',
      [one],
      [{ ...one, actual: 'something else', evidence: [99] }],
      'same',
    ],
    ['another defect besides', [one], [one, other], 'worse'],
    ['another defect instead', [one], [other], 'worse'],
    ['a defect less', [one, other], [one], 'better'],
    ['the same defect more often', [one], [one, one], 'same'],
  ] as const)('with %s is %4$s', (_what, before, after, move) => {
    expect(moveOf(broken(...before), broken(...after))).toBe(move);
  });

  it('has its problems told apart by fingerprints, whether the files have them or not', () => {
    const { verdicts } = compareResults(
      broken({ ...one, fingerprint: 'ffffffffffffffff' }),
      broken(one, other),
    );
    const states = verdicts.both.flatMap(({ problems }) =>
      problems.map(({ where, state }) => [where, state]),
    );

    expect(new Set(states.map(String))).toEqual(new Set([`${one.where},still`, `${other.where},new`]));
  });
});

describe('a problem', () => {
  const stateOf = (from: Verdict, to: Verdict): readonly string[] =>
    compareResults(runOf([ofVerdict(from)]), runOf([ofVerdict(to)])).verdicts.both.flatMap(({ problems }) =>
      problems.map(({ state }) => state),
    );

  it.each<[Verdict, Verdict, string]>([
    ['failed', 'passed', 'gone'],
    ['failed', 'untestable', 'open'],
    ['failed', 'not-applicable', 'open'],
    ['passed', 'failed', 'new'],
    ['not-applicable', 'failed', 'new'],
    ['untestable', 'failed', 'open'],
    ['failed', 'waived', 'still'],
  ])('of a verdict from %s to %s is %s', (from, to, state) => {
    expect(stateOf(from, to)).toEqual([state]);
  });
});

describe('a row that only one run has', () => {
  const more = runOf([ofVerdict('failed')]);
  const asked = { channels: ['chat', 'sms'], only: [], pinned: {} } as const;
  const otherSet = { suite: { name: 'consult-conformance', version: '2', requirementSet: 'other' }, asked };

  it('is listed and nothing else when the sets of requirements differ', () => {
    for (const [before, after, run] of [
      [more, runOf([], otherSet), 'before'],
      [runOf([], otherSet), more, 'after'],
    ] as const) {
      const comparison = compareResults({ ...before, asked }, { ...after, asked });

      expect(comparison.verdicts.lone).toMatchObject([{ requirement: 'RESP-001', run, why: 'not-in-set' }]);
      expect(comparison.conclusion).toBe('not-worse');
    }
  });

  it('leaves it open what became of it when the second run was not asked for it', () => {
    const { verdicts, conclusion, counts } = compareResults(more, runOf([]));

    expect(verdicts.lone).toMatchObject([{ run: 'before', why: 'not-asked' }]);
    expect(counts.lost).toBe(1);
    expect(conclusion).toBe('open');
  });

  it.each([
    ['one channel', { ...asked, channels: ['chat'] as const }],
    ['some requirements', { ...asked, only: ['CUST-001'] }],
    ['a shard', { ...asked, shard: { index: 1, of: 2 } }],
  ])('is not called dropped from the set by a run that was asked for %s', (_what, narrow) => {
    const { conclusion } = compareResults({ ...more, asked }, runOf([], { ...otherSet, asked: narrow }));

    expect(conclusion).toBe('open');
  });

  it('is never worse when only the second run has it', () => {
    expect(compareResults(runOf([]), more).conclusion).toBe('not-worse');
  });
});

describe('a pinned reading', () => {
  const pinned = (answer: string): Results =>
    runOf([outcome('PIN-SPELLING', 'sms', 'passed')], {
      asked: { channels: ['chat', 'sms'], only: [], pinned: { SPELLING: answer } },
    });

  it('is not compared when another answer was demanded', () => {
    expect(compareResults(pinned('documented'), pinned('published')).verdicts.both[0]).toMatchObject({
      requirement: 'PIN-SPELLING',
      move: 'open',
      pinsDiffer: true,
    });
    expect(compareResults(pinned('published'), pinned('published')).conclusion).toBe('not-worse');
  });
});

describe('a divergence', () => {
  const withClass = (
    seen: SeenClass,
    more: Partial<Results> = {},
    rows: readonly Outcome[] = [],
  ): Results => {
    const one = { id: 'member /a', class: seen, chat: 'integer', sms: 'absent' } as Divergence;
    return runOf(rows, { divergences: seen === 'absent' ? [] : [one], ...more });
  };
  const transitions = Object.entries(divergenceMoves).flatMap(([from, row]) =>
    Object.entries(row).map(([to, move]) => [from as SeenClass, to as SeenClass, move] as const),
  );

  it.each(transitions)('that goes from %s to %s is %s', (from, to, move) => {
    const { divergences, conclusion } = compareResults(withClass(from), withClass(to));
    const listed = from !== to || to === 'undocumented';

    expect(divergences.listed.map((one) => one.move)).toEqual(
      listed && from + to !== 'absentabsent' ? [move] : [],
    );
    expect(conclusion).toBe(conclusions[move]);
  });

  it.each([
    ['another suite', { suite: { name: 'consult-conformance', version: '9', requirementSet: '1' } }, []],
    ['another question', { asked: { channels: ['chat'], only: ['response'], pinned: {} } as const }, []],
    ['less sight', {}, [ofVerdict('untestable')]],
  ] as const)('is neither new nor gone when the run without it has %s', (_what, more, rows) => {
    const others = rows.map(() => ofVerdict('passed'));
    const news = compareResults(withClass('absent', more, rows), withClass('undocumented', {}, others));
    const gone = compareResults(withClass('undocumented', {}, others), withClass('absent', more, rows));

    expect(news.divergences.listed).toMatchObject([{ move: 'open' }]);
    expect(gone.divergences.listed).toMatchObject([{ move: 'open' }]);
  });

  it('with other words is listed, and those that are as they were are counted', () => {
    const same = { id: 'b', class: 'same', chat: '1', sms: '1' } as const;
    const run = (chat: string): Results =>
      runOf([], { divergences: [same, { id: 'a', class: 'documented', chat, sms: 'smsessions' }] });
    const { divergences } = compareResults(run('chats'), run('conversations'));

    expect(divergences).toMatchObject({
      listed: [{ id: 'a', move: 'same', before: { chat: 'chats' }, after: { chat: 'conversations' } }],
      asBefore: 1,
    });
  });
});

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
