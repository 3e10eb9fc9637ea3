import { describe, expect, it } from 'vitest';
import type { Divergence, Outcome, Results } from '../model/outcome.ts';
import { divergenceMoves, type SeenClass } from './moves.ts';
import { compareResults } from './pair.ts';
import { conclusions, ofVerdict, runOf } from './runs.fixture.ts';

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
