import { describe, expect, it } from 'vitest';
import type { BaselineEntry } from '../model/baseline.ts';
import { fingerprintOf } from '../model/fingerprint.ts';
import { exitCode } from '../report/exit-code.ts';
import { catalog, outcome, problem, resultsOf } from '../report/sample-run.fixture.ts';
import { applyBaseline, changeOf, unwaived, waive, waiversIn } from './index.ts';

const today = '2026-03-01';
const finding = problem({ where: 'the answer, /statusCode' });
const other = problem({ where: 'the answer, /referenceId' });

const failing = resultsOf(
  [
    outcome('RESP-001', 'chat', 'passed'),
    fingerprintedFailure([finding]),
    outcome('CUST-001', 'chat', 'untestable', { because: 'RESP-002', reason: 'It rests on RESP-002.' }),
    outcome('CUST-002', 'chat', 'untestable', { because: 'CUST-001', reason: 'It rests on CUST-001.' }),
    outcome('RESP-002', 'sms', 'passed'),
  ],
  { complete: false },
);

function fingerprintedFailure(problems: readonly ReturnType<typeof problem>[]) {
  const own = problems.map((one) => ({ ...one, fingerprint: fingerprintOf('RESP-002', 'chat', one) }));
  return outcome('RESP-002', 'chat', 'failed', { problems: own });
}

function entry(more: Partial<BaselineEntry> = {}): BaselineEntry {
  return {
    requirement: 'RESP-002',
    channel: 'chat',
    fingerprint: fingerprintOf('RESP-002', 'chat', finding),
    reason: 'Known.',
    owner: 'Team Chat',
    expires: '2026-06-01',
    line: 4,
    ...more,
  };
}

function applied(entries: readonly BaselineEntry[], results = failing) {
  return applyBaseline(results, { file: 'baseline.yaml', entries }, { catalog, today });
}

describe('a baseline', () => {
  it('waives a failure that it names, and what rests on it, and passes nothing', () => {
    const { outcomes, complete, summary, baseline } = applied([entry()]);

    expect(outcomes.map(({ verdict }) => verdict)).toEqual([
      'passed',
      'waived',
      'waived',
      'waived',
      'passed',
    ]);
    expect(outcomes[1]?.waivers).toMatchObject([{ owner: 'Team Chat', expires: '2026-06-01' }]);
    expect({ complete, chat: summary.chat }).toEqual({
      complete: true,
      chat: { passed: 1, failed: 0, waived: 3 },
    });
    expect(baseline).toEqual({ file: 'baseline.yaml', entries: 1, troubles: [], warnings: [] });
    expect(exitCode(applied([entry()]))).toBe(0);
  });

  describe('where a verdict rests on two failures', () => {
    const twice = resultsOf(
      [
        fingerprintedFailure([finding]),
        { ...fingerprintedFailure([other]), requirement: 'RESP-001' },
        outcome('CUST-001', 'chat', 'untestable', { because: 'RESP-002', alsoBecause: ['RESP-001'] }),
        outcome('CUST-002', 'chat', 'untestable', { because: 'CUST-001' }),
      ],
      { complete: false },
    );
    const second = entry({
      requirement: 'RESP-001',
      fingerprint: fingerprintOf('RESP-001', 'chat', other),
      owner: 'Team SMS',
      line: 9,
    });

    it('waives it by the waivers of both', () => {
      const { outcomes, complete } = applied([entry(), second], twice);

      expect(outcomes.map(({ verdict }) => verdict)).toEqual(['waived', 'waived', 'waived', 'waived']);
      expect(outcomes[2]?.waivers?.map(({ owner }) => owner)).toEqual(['Team Chat', 'Team SMS']);
      expect(outcomes[3]?.waivers).toHaveLength(2);
      expect(complete).toBe(true);
      expect(waive(unwaived(outcomes), waiversIn(outcomes))).toEqual(outcomes);
    });

    it.each([
      ['the first', entry()],
      ['the second', second],
    ])('leaves it open when %s alone is waived', (_what, only) => {
      const { outcomes, complete } = applied([only], twice);

      expect(outcomes.slice(2).map(({ verdict }) => verdict)).toEqual(['untestable', 'untestable']);
      expect(complete).toBe(false);
    });
  });

  it('makes no shard complete, which may have played less than it had to', () => {
    const asked = { channels: ['chat'], only: [], pinned: {}, shard: { index: 1, of: 2 } } as const;

    const after = applied([entry()], { ...failing, asked });

    expect(after.complete).toBe(false);
    expect(exitCode(after)).toBe(3);
  });

  it('waives nothing of a failure with a problem that it does not name', () => {
    const results = resultsOf([fingerprintedFailure([finding, other])]);

    const after = applied([entry()], results);

    expect(after.outcomes).toEqual(results.outcomes);
    expect(exitCode(after)).toBe(1);
  });

  it('is not applied to the same finding on the other channel', () => {
    const results = resultsOf([outcome('RESP-002', 'sms', 'failed', { problems: [finding] })]);

    expect(applied([entry()], results).outcomes[0]?.verdict).toBe('failed');
  });

  it.each([
    ['unknown', { requirement: 'RESP-02' }, 'Did you mean RESP-002?'],
    ['unknown', { channel: 'sm' }, 'Expected chat or sms'],
    ['unknown', { fingerprint: 'wrong-type' }, 'expected 16 hex digits'],
    ['unknown', { requirement: 'RESP-003' }, 'it warns and fails no run'],
    ['too-broad', { fingerprint: '*' }, 'it has no fingerprint of its own'],
    ['too-broad', { channel: 'all' }, 'it has no channel of its own'],
    ['too-broad', { requirement: 'RESP-*' }, 'it has no requirement of its own'],
    ['too-broad', { expires: '9999-12-31' }, '366 days at most'],
    ['expired', { expires: '2026-02-28' }, 'it ended on 2026-02-28'],
    ['stale', { fingerprint: '0123456789abcdef' }, 'it fails in other ways now'],
    ['stale', { requirement: 'RESP-001' }, 'its verdict is passed now'],
  ] as const)('with an entry that is %s (%j) waives nothing and says what to do', (kind, change, said) => {
    const results = applied([entry(change)]);

    expect(results.baseline?.troubles).toMatchObject([{ kind, line: 4 }]);
    expect(results.baseline?.troubles[0]?.said).toContain(said);
    expect(results.outcomes).toEqual(failing.outcomes);
  });

  it.each([
    ['has expired', { expires: '2026-02-28' }, 4],
    ['lasts too long', { expires: '9999-12-31' }, 4],
    ['names another finding', { fingerprint: '0123456789abcdef' }, 1],
  ] as const)('leads to the right exit code when the entry for a failure %s', (_what, change, code) => {
    expect(exitCode(applied([entry(change)]))).toBe(code);
  });

  it('with an entry that nothing needs leads to exit code 4 beside waived failures', () => {
    const results = applied([entry(), entry({ requirement: 'RESP-001', line: 9 })]);

    expect(exitCode(results)).toBe(4);
  });

  it('warns of entries that end within 14 days, the last day included', () => {
    const warningsFor = (expires: string) => applied([entry({ expires })]).baseline?.warnings;

    expect(warningsFor('2026-03-16')).toEqual([]);
    expect(warningsFor('2026-03-15')).toEqual([
      'The waiver of RESP-002 on chat ends in 14 days, on 2026-03-15 (line 4, Team Chat).',
    ]);
    expect(warningsFor('2026-03-01')?.[0]).toContain('ends today');
  });

  it('does not call stale what was not judged', () => {
    const results = resultsOf([outcome('RESP-002', 'chat', 'untestable', { reason: 'No answer.' })]);

    expect(applied([entry(), entry({ channel: 'sms', line: 8 })], results).baseline?.troubles).toEqual([]);
  });

  it('takes the place of one that was applied before', () => {
    const twice = applied([], applied([entry()]));

    expect(twice.outcomes).toEqual(failing.outcomes);
    expect(twice.complete).toBe(false);
  });

  it('can be found again in the outcomes', () => {
    const { outcomes } = applied([entry()]);

    expect(waive(unwaived(outcomes), waiversIn(outcomes))).toEqual(outcomes);
  });
});

describe('the change that a baseline needs', () => {
  it('is each new failure, and each entry that is gone', () => {
    const change = changeOf(
      failing,
      { file: 'b', entries: [entry({ fingerprint: '0123456789abcdef' }), entry({ channel: 'x', line: 9 })] },
      { catalog, today },
    );

    expect(change).toMatchObject({
      added: [{ requirement: 'RESP-002', channel: 'chat' }],
      removed: [{ kind: 'stale', line: 4 }],
      unclear: [{ kind: 'unknown', line: 9 }],
      kept: 0,
    });
  });

  it('is none where the baseline was applied', () => {
    const results = applied([entry()]);

    const change = changeOf(results, { file: 'b', entries: [entry()] }, { catalog, today });

    expect(change).toEqual({ added: [], removed: [], expired: [], unclear: [], kept: 1 });
  });

  it('adds no second entry for what has expired', () => {
    const change = changeOf(
      failing,
      { file: 'b', entries: [entry({ expires: today.replace('03', '02') })] },
      { catalog, today },
    );

    expect(change).toMatchObject({ added: [], expired: [{ kind: 'expired' }], kept: 0 });
  });
});
