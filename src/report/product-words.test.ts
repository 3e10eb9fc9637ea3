import { describe, expect, it } from 'vitest';
import { productWords, titleParts } from './product-words.ts';

describe('what was judged', () => {
  it.each([
    ['Web Services', '8.5', '<Web Services> <8.5>'],
    ['Web Services', 'not stated', '<Web Services>, version not stated'],
    ['not stated', '8.5', 'product not stated, version <8.5>'],
    ['not stated', 'not stated', 'product and version not stated'],
    ['', '', 'product and version not stated'],
  ])('is, of %j and %j, called %s', (product, version, words) => {
    expect(productWords({ product, version }, (text) => `<${text}>`)).toBe(words);
  });

  it('is in a title what somebody said of it, or the name of the target', () => {
    expect(titleParts({ product: 'Web Services', version: '8.5', name: 'x' })).toEqual([
      'Web Services',
      '8.5',
    ]);
    expect(titleParts({ product: 'not stated', version: 'not stated', name: 'x' })).toEqual(['x', '']);
  });
});
