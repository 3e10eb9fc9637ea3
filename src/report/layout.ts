/** Text in columns: what is as wide as it looks. Text that comes in here holds no control characters. */

const graphemes = new Intl.Segmenter('en', { granularity: 'grapheme' });
const wide =
  /[\u1100-\u115f\u2e80-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60\uffe0-\uffe6]|\p{Emoji_Presentation}/u;

/** The number of terminal cells that a text without control characters takes. */
export function widthOf(text: string): number {
  if (/^[ -~]*$/.test(text)) return text.length;
  return [...graphemes.segment(text)].reduce((sum, { segment }) => sum + (wide.test(segment) ? 2 : 1), 0);
}

/** A text of at most `width` cells; one that is longer ends in an ellipsis. */
export function fit(text: string, width: number): string {
  if (widthOf(text) <= width) return text;
  let fitting = '';
  let taken = 1;
  for (const { segment } of graphemes.segment(text)) {
    taken += wide.test(segment) ? 2 : 1;
    if (taken > width) break;
    fitting += segment;
  }
  return width > 0 ? `${fitting.trimEnd()}…` : '';
}

/** A text in exactly `width` cells: clipped, or with spaces after it. */
export function cell(text: string, width: number): string {
  const fitting = fit(text, width);
  return fitting + ' '.repeat(Math.max(0, width - widthOf(fitting)));
}

/** A text broken at its spaces into lines of at most `width` cells; a word that is longer is broken too. */
export function wrap(text: string, width: number): string[] {
  const lines = [''];
  for (const word of text.split(' ').flatMap((part) => pieces(part, width))) {
    const line = lines.at(-1) ?? '';
    const joined = line === '' ? word : `${line} ${word}`;
    if (widthOf(joined) <= width) lines[lines.length - 1] = joined;
    else lines.push(word);
  }
  return lines;
}

function pieces(word: string, width: number): string[] {
  if (widthOf(word) <= width) return [word];
  const found = [''];
  for (const { segment } of graphemes.segment(word)) {
    const piece = found.at(-1) ?? '';
    if (widthOf(piece + segment) <= width) found[found.length - 1] = piece + segment;
    else found.push(segment);
  }
  return found;
}

/** A label and a text beside it, the text wrapped under itself. */
export function labelled(
  label: string,
  text: string,
  room: { indent: number; label: number; width: number },
): string[] {
  const left = room.indent + room.label;
  return wrap(text, Math.max(20, room.width - left)).map(
    (line, i) => `${' '.repeat(room.indent)}${cell(i === 0 ? label : '', room.label)}${line}`,
  );
}
