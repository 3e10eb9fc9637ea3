/** Pseudonyms: other words for words and numbers that would tell who somebody is. */

/** A phone number that is known by its form (E.164). */
const PHONE = '\\+\\d{7,15}(?!\\d)';

/** Makes one text of another. */
export type Replace = (text: string) => string;

/**
 * Replaces a text word by word, so that a text that contains another still does.
 * @param phones phone numbers, which are replaced whole
 * @param marks patterns of what stays as it is
 */
export function createMask(phones: Iterable<string>, marks: readonly string[]): Replace {
  const known = new Map<string, string>();
  // All of one length: no pseudonym is the beginning of another.
  const next = (): string => String(known.size + 1).padStart(7, '0');
  const pseudonym = (token: string, make: (number: string) => string): string => {
    const made = known.get(token) ?? make(next());
    known.set(token, made);
    return made;
  };
  const numbers = [...alternatives(phones).map(standingAlone), PHONE].join('|');
  const tokens = new RegExp(
    `(?<mark>${[...marks, '(?!)'].join('|')})|(?<phone>${numbers})|[\\p{L}\\p{M}\\p{N}]+`,
    'gu',
  );
  return (text) =>
    text.replace(tokens, (token: string, ...rest: unknown[]) => {
      const { mark, phone } = rest.at(-1) as { mark?: string; phone?: string };
      if (mark !== undefined) return mark;
      return phone === undefined
        ? pseudonym(token, (number) => `w${number}`)
        : pseudonym(token, (number) => `+000${number}`);
    });
}

/** Replaces phrases and phone numbers inside a text that is otherwise left as it is; also as they stand in addresses. */
export function createSearch(phrases: Iterable<string>, mask: Replace): Replace {
  const originals = new Map<string, string>();
  for (const phrase of phrases) {
    originals.set(phrase, mask(phrase));
    originals.set(encodeURIComponent(wellFormed(phrase)), encodeURIComponent(wellFormed(mask(phrase))));
  }
  const bounded = alternatives(originals.keys()).map(standingAlone);
  const pattern = new RegExp([...bounded, PHONE].join('|'), 'gu');
  return (text) => text.replace(pattern, (hit) => originals.get(hit) ?? mask(hit));
}

/** A pattern that matches whole words only. */
function standingAlone(pattern: string): string {
  return `(?<![\\p{L}\\p{N}])${pattern}(?![\\p{L}\\p{N}])`;
}

/** Texts as alternatives of a pattern, the longest first. */
function alternatives(texts: Iterable<string>): string[] {
  return [...texts]
    .filter((text) => text !== '')
    .sort((a, b) => b.length - a.length)
    .map((text) => text.replace(/[\\^$.*+?()[\]{}|/]/g, '\\$&'));
}

/** Without half surrogate pairs, which can't be encoded. */
function wellFormed(text: string): string {
  return Buffer.from(text, 'utf8').toString('utf8');
}
