import { assert, constantFrom, property, string } from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createMask, createSearch } from './pseudonyms.ts';

const phones = ['+15551234567', '(0355) 12 34', '5551234'];

describe('a mask', () => {
  const mask = createMask(phones, ['consult-failed chat [0-9a-z]+']);

  it('makes the same of the same, and keeps what holds words together', () => {
    expect(mask('Ann, Ann-Ben!')).toBe('w0000001, w0000001-w0000002!');
  });

  it('replaces phone numbers whole, known ones and those that look like one', () => {
    const [known, national, unknown] = [mask('+15551234567'), mask('5551234'), mask('+49301234567')];

    expect(mask('call +15551234567 or 5551234 or +49301234567').match(/\+000\d{7}/g)).toEqual([
      known,
      national,
      unknown,
    ]);
  });

  it('leaves marks legible', () => {
    expect(mask('Customer consult-failed chat k3x')).toMatch(/^w\d{7} consult-failed chat k3x$/);
  });

  it('makes different texts of different texts, and keeps one text inside another', () => {
    const word = string({ unit: constantFrom(...'abA1 ,é+😀'), maxLength: 8 });
    assert(
      property(word, word, (a, b) => {
        expect(mask(a) === mask(b)).toBe(a === b);
        expect(mask(`${a} ${b}`)).toBe(`${mask(a)} ${mask(b)}`);
      }),
    );
  });
});

describe('a search', () => {
  const mask = createMask(phones, []);
  const search = createSearch(['Ann', 'Ann Lee', 'a+b?', ...phones], mask);

  it('replaces names inside texts, and nothing of other words', () => {
    expect(search('Ann left, Anna stays')).toBe(`${mask('Ann')} left, Anna stays`);
    expect(search('by Ann Lee')).toBe(`by ${mask('Ann Lee')}`);
  });

  it('replaces them as they stand in addresses', () => {
    expect(search('http://x/chats?to=%2B15551234567&who=a%2Bb%3F')).toBe(
      `http://x/chats?to=${encodeURIComponent(mask('+15551234567'))}&who=${encodeURIComponent(mask('a+b?'))}`,
    );
  });
});
