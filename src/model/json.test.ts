import { describe, expect, it } from 'vitest';
import { lastStep, matchesPointer, places, pointerSteps, strings, toPointer } from './json.ts';

describe('a JSON pointer', () => {
  it.each([
    ['', []],
    ['/a/0', ['a', '0']],
    ['/a~1b/~0/~01', ['a/b', '~', '~1']],
    ['/', ['']],
  ])('%j has the steps %j', (pointer, steps) => {
    expect(pointerSteps(pointer)).toEqual(steps);
    expect(toPointer(steps)).toBe(pointer);
    expect(lastStep(pointer)).toBe(steps.at(-1) ?? '');
  });

  it.each([
    ['', '', true],
    ['/a/*/b', '/a/12/b', true],
    ['/a/*', '/a/x~1y', true],
    ['/a/*', '/a', false],
    ['/a/*', '/a/b/c', false],
    ['/a.b', '/aXb', false],
    ['/a(b', '/a(b', true],
    ['/*/*', '/a/b', true],
  ])('is matched by the pattern %j: %j is %j', (pattern, pointer, matches) => {
    expect(matchesPointer(pattern, pointer)).toBe(matches);
  });
});

describe('a walk through a value', () => {
  const value = { a: ['x', { 'b/c': 'y' }], d: 7, e: 'z' };

  it('gives every place, parents first, in order', () => {
    expect([...places(value)].map(([pointer]) => pointer)).toEqual([
      '',
      '/a',
      '/a/0',
      '/a/1',
      '/a/1/b~1c',
      '/d',
      '/e',
    ]);
  });

  it('gives every string with its member, in order, of no more places than allowed', () => {
    expect(strings(value)).toEqual([
      ['0', 'x'],
      ['b/c', 'y'],
      ['e', 'z'],
    ]);
    expect(strings(value, 3)).toEqual([['0', 'x']]);
    expect(strings('text')).toEqual([['', 'text']]);
  });
});
