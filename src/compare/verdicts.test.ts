import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import type { Outcome, Results, Verdict } from '../model/outcome.ts';
import { outcome, problem } from '../report/sample-run.fixture.ts';
import { verdictMoves, type Move } from './moves.ts';
import { compareResults } from './pair.ts';
import { conclusions, ofVerdict, runOf } from './runs.fixture.ts';

const moveOf = (before: Results, after: Results): Move | undefined =>
  compareResults(before, after).verdicts.both.find(({ requirement }) => requirement === 'RESP-001')?.move;

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

  it('moves as docs/comparing.md says', () => {
    const page = readFileSync(new URL('../../docs/comparing.md', import.meta.url), 'utf8');
    const cells = (line: string): string[] =>
      line
        .split('|')
        .slice(1, -1)
        .map((cell) => cell.trim().replace(' ', '-'));
    const lines = page
      .slice(page.indexOf('## Verdicts'))
      .split('\n')
      .filter((line) => line.startsWith('|'));
    const [head = [], , ...rows] = lines.slice(0, 8).map(cells);
    const table = rows.map(([from = '', ...row]) => [
      from,
      Object.fromEntries(row.map((move, i) => [head[i + 1] ?? '', move])),
    ]);

    expect(Object.fromEntries(table)).toEqual(verdictMoves);
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

  it('that is waived with the failure that it rests on was not judged', () => {
    const waived = outcome('RESP-001', 'sms', 'waived', { because: 'RESP-002' });

    expect(moveOf(runOf([ofVerdict('passed')]), runOf([waived]))).toBe('open');
    expect(moveOf(runOf([waived]), runOf([ofVerdict('failed')]))).toBe('open');
    expect(moveOf(runOf([waived]), runOf([ofVerdict('passed')]))).toBe('better');
    expect(moveOf(runOf([waived]), runOf([ofVerdict('untestable')]))).toBe('same');
  });

  it('that rests on several broken rules names them all', () => {
    const resting = outcome('RESP-001', 'sms', 'untestable', {
      because: 'RESP-002',
      alsoBecause: ['FIRST-001', 'FIRST-002'],
    });

    const { verdicts } = compareResults(runOf([ofVerdict('passed')]), runOf([resting]));

    expect(verdicts.both.find(({ requirement }) => requirement === 'RESP-001')).toMatchObject({
      because: 'RESP-002',
      alsoBecause: ['FIRST-001', 'FIRST-002'],
    });
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
