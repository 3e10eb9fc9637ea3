import { describe, expect, it } from 'vitest';
import type { Divergence } from '../model/outcome.ts';
import { differing } from './html/differing.ts';
import { alikeMembers, divergenceRows } from './divergence-rows.ts';
import { htmlOf } from './html/markup.ts';

function row(id: string, chat: string, sms: string): Divergence {
  return { id, class: chat === sms ? 'same' : 'undocumented', chat, sms };
}

const divergences = [
  row('verdict RESP-004', 'passed', 'failed'),
  row('consult-accepted: answer to consult, /body/statusCode', '0', '"0"'),
  row('consult-again: answer to consult, /body/statusCode', '0', '"0"'),
  row('consult-again: answer to consult, /body/referenceId', 'integer', 'absent'),
  row('consult-again: answer to consult, /body/other', 'integer', 'absent'),
];

describe('rows of divergences', () => {
  it('have the same difference once, with all its acts', () => {
    const rows = [...divergenceRows(divergences)].flatMap(([message, list]) =>
      list.map(({ whats, acts, times }) => [message, whats, acts, times]),
    );

    expect(rows).toEqual([
      ['', ['verdict RESP-004'], [], 1],
      ['answer to consult', ['/body/statusCode'], ['consult-accepted', 'consult-again'], 2],
      ['answer to consult', ['/body/referenceId', '/body/other'], ['consult-again'], 2],
    ]);
  });

  it('know the members in which the channels agree wherever they were compared', () => {
    const all = [
      ...divergences,
      row('consult-accepted: answer to consult, /', 'object', 'object'),
      row('consult-accepted: answer to consult, /body/referenceId', 'integer', 'integer'),
      row('consult-accepted: another answer, /', 'object', 'object'),
    ];

    expect([...alikeMembers(all, new Set(['answer to consult']))]).toEqual([['answer to consult', ['/']]]);
  });
});

describe('two values side by side', () => {
  const marks = (chat: string, sms: string): string[][] =>
    differing(chat, sms).map((value) =>
      [...htmlOf(value).matchAll(/<mark><bdi>(.*?)<\/bdi><\/mark>/g)].map(([, text = '']) => text),
    );

  it.each([
    ['values', 'integer', 'absent', ['integer'], ['absent']],
    ['equal values', 'x', 'x', [], []],
    ['sequences', 'a · b · c', 'a · c · d', ['b'], ['d']],
    ['sets of words', '"A" "B" "C"', '"A" "C"', ['&quot;B&quot;'], []],
    ['parts of a line', 'HTTP 400, statusCode 10', 'HTTP 400, none', ['statusCode 10'], ['none']],
  ])('have marked what differs in %s', (_what, chat, sms, left, right) => {
    expect(marks(chat, sms)).toEqual([left, right]);
  });
});
