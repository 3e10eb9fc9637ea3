import { describe, expect, it } from 'vitest';
import type { VerdictFact } from '../../model/selftest.ts';
import { movedLines, renderGolden } from './golden.ts';

const fact = (requirement: string, verdict: VerdictFact['verdict'], because?: string): VerdictFact => ({
  channel: 'chat',
  requirement,
  verdict,
  ...(because === undefined ? {} : { because }),
});

const right = ['A-001', 'A-002', 'A-003', 'B-001', 'B-003'].map((id) => fact(id, 'passed'));

describe('the golden file', () => {
  it('has the right server in full, and of others what differs, with neighbours put together', () => {
    const broken = [
      fact('A-001', 'failed'),
      fact('A-002', 'untestable', 'A-001'),
      fact('A-003', 'untestable', 'A-001'),
      fact('B-001', 'passed'),
      fact('B-003', 'passed'),
    ];

    const text = renderGolden(right, [
      { name: 'fault x.lost', channels: ['chat'], verdicts: broken },
      { name: 'variant y', channels: ['chat'], verdicts: right },
    ]);

    expect(text.split('\n').filter((line) => !line.startsWith('#'))).toEqual([
      'right@chat passed: A-001..003 B-001 B-003',
      'fault x.lost@chat: failed A-001; untestable (A-001) A-002..003',
      'variant y@chat: (as the right server)',
      '',
    ]);
  });

  it('tells which lines moved, came and went', () => {
    const [old, now] = ['# x\na: 1\nb: 2\nc: 3\n', '# y\na: 1\nb: 4\nd: 5\n'];

    expect(movedLines(old, now, true)).toEqual([
      { name: 'b', before: '2', now: '4' },
      { name: 'd', now: '5' },
      { name: 'c', before: '3' },
    ]);
    expect(movedLines(old, now, false)).not.toContainEqual({ name: 'c', before: '3' });
  });
});
