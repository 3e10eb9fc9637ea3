import { describe, expect, it } from 'vitest';
import { cell, fit, labelled, widthOf, wrap } from './layout.ts';

describe('the width of a text', () => {
  it.each([
    ['abc', 3],
    ['日本', 4],
    ['e\u0301', 1],
    ['😀', 2],
    ['✓ –', 3],
  ])('%j is %i cells', (text, width) => {
    expect(widthOf(text)).toBe(width);
  });
});

describe('a cell', () => {
  it.each([
    ['ab', 4, 'ab  '],
    ['abcd', 4, 'abcd'],
    ['abcde', 4, 'abc…'],
    ['日本語', 4, '日… '],
    ['abc', 0, ''],
  ])('makes of %j in %i cells %j', (text, width, shown) => {
    expect(cell(text, width)).toBe(shown);
  });

  it('never leaves a space before the ellipsis', () => {
    expect(fit('ab cdef', 4)).toBe('ab…');
  });
});

describe('wrapped text', () => {
  it('breaks at spaces, and inside a word that is too long', () => {
    expect(wrap('one two abcdefghijkl', 7)).toEqual(['one two', 'abcdefg', 'hijkl']);
  });

  it('stands beside its label', () => {
    const lines = labelled('label', 'one two three four five', { indent: 2, label: 8, width: 30 });

    expect(lines).toEqual(['  label   one two three four', '          five']);
  });
});
