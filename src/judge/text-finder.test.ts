import { describe, expect, it } from 'vitest';
import { createTextFinder } from './text-finder.ts';

describe('a text finder', () => {
  const finds = createTextFinder(['For all chat 1', 'For all sms 12', 'For all', 'Hi']);

  it.each(['For all chat 1', 'He said: For all sms 12!', 'For al For all', 'aHi'])(
    'finds one in %j',
    (text) => {
      expect(finds(text)).toBe(true);
    },
  );

  it.each(['', 'H', 'for all chat 1', 'For al', 'For a ll sms 12'])('finds none in %j', (text) => {
    expect(finds(text)).toBe(false);
  });

  it('finds nothing when it looks for nothing, and the empty text everywhere', () => {
    expect(createTextFinder([])('anything')).toBe(false);
    expect(createTextFinder([''])('')).toBe(true);
    expect(createTextFinder(['', 'long text'])('x')).toBe(true);
  });
});
