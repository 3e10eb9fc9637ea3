import { describe, expect, it } from 'vitest';
import { prettyLines, reach } from './pretty-json.ts';

function shown(value: unknown, pointers: readonly string[] = [], maxLines = 100): string[] {
  return prettyLines(value, { pointers, maxLines }).map(({ depth, text, place, missing }) => {
    const mark = place === undefined ? (missing === undefined ? '' : ' <- missing') : ' <- here';
    return `${' '.repeat(depth)}${text}${mark}`;
  });
}

describe('a JSON value as lines', () => {
  it('is JSON', () => {
    const value = { a: [1, 'x', null, true, [], {}], 'b"': { c: -1.5 } };

    expect(JSON.parse(shown(value).join('\n'))).toEqual(value);
  });

  it('marks the place of a pointer, also in an object as a whole', () => {
    expect(shown({ a: { b: 1 } }, ['/a/b'])).toEqual(['{', ' "a": {', '  "b": 1 <- here', ' }', '}']);
    expect(shown({ a: { b: 1 } }, ['/a'])).toEqual(['{', ' "a": { <- here', '  "b": 1', ' }', '}']);
  });

  it('shows where a member is missing', () => {
    expect(shown({ a: {} }, ['/a/b', '/c/d'])).toEqual([
      '{',
      ' "a": {',
      '  no "b" here <- missing',
      ' }',
      ' no "c" here <- missing',
      '}',
    ]);
  });

  it('leaves out what is too much, and never the place of a pointer', () => {
    const many = Array.from({ length: 1_000 }, (_, i) => ({ i }));

    const lines = shown(many, ['/900/i'], 20);

    expect(lines.length).toBeLessThan(60);
    expect(lines).toContain('  "i": 900 <- here');
    expect(lines.some((line) => /… \d+ more/.test(line))).toBe(true);
  });

  it('is not deeper than a page can show', () => {
    let deep: unknown = 1;
    for (let i = 0; i < 900; i++) deep = { a: deep };

    expect(shown(deep).length).toBeLessThan(30);
  });

  it.each([
    ['/a/b', { steps: 2, whole: true }],
    ['/a/c', { steps: 1, whole: false }],
    ['/toString', { steps: 0, whole: false }],
    ['', { steps: 0, whole: true }],
  ])('is reached by %s as far as it goes', (pointer, expected) => {
    expect(reach({ a: { b: 1 } }, pointer)).toEqual(expected);
  });
});
