/** Finds any of many texts inside other texts, in a time that does not grow with how many there are. */

/** How many characters of a text are looked for before it is compared as a whole. */
const BEGINNING = 8;

/** Tells whether one of some texts stands in a text. */
export type FindsText = (text: string) => boolean;

/** A finder of the given texts. Many of them begin alike: what follows is looked up, one length after the other. */
export function createTextFinder(texts: Iterable<string>): FindsText {
  const byBeginning = new Map<string, Map<number, Set<string>>>();
  for (const text of texts) {
    const beginning = text.slice(0, BEGINNING);
    const byLength = byBeginning.get(beginning) ?? new Map<number, Set<string>>();
    const alike = byLength.get(text.length) ?? new Set<string>();
    byBeginning.set(beginning, byLength.set(text.length, alike.add(text)));
  }
  const shortest = Math.min(...[...byBeginning.values()].flatMap((byLength) => [...byLength.keys()]));
  return (text) => {
    if (text.length < shortest) return false;
    for (const [beginning, byLength] of byBeginning) {
      for (let from = text.indexOf(beginning); from >= 0; from = text.indexOf(beginning, from + 1)) {
        for (const [length, alike] of byLength) if (alike.has(text.slice(from, from + length))) return true;
        if (beginning === '') break; // it stands at every place of every text
      }
    }
    return false;
  };
}
