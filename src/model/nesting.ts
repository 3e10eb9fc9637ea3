/** How deep JSON text is nested, told before it is read: every walk over a value is recursive somewhere. */

const QUOTE = 0x22;
const BACKSLASH = 0x5c;
const OPENING: ReadonlySet<number> = new Set([0x5b, 0x7b]);
const CLOSING: ReadonlySet<number> = new Set([0x5d, 0x7d]);

/** Whether JSON text is nested deeper than `levels`; brackets inside strings don't count. */
export function isNestedDeeper(text: string, levels: number): boolean {
  if (!holdsMore(text, levels)) return false; // nearly all texts, and much faster told
  let depth = 0;
  let quoted = false;
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i);
    if (quoted) {
      if (code === BACKSLASH) i++;
      else if (code === QUOTE) quoted = false;
      continue;
    }
    if (code === QUOTE) quoted = true;
    else if (OPENING.has(code) && ++depth > levels) return true;
    else if (CLOSING.has(code)) depth--;
  }
  return false;
}

/** Whether a text holds more than `count` opening brackets, wherever they stand. */
function holdsMore(text: string, count: number): boolean {
  let found = 0;
  for (const bracket of ['{', '[']) {
    for (let i = text.indexOf(bracket); i >= 0; i = text.indexOf(bracket, i + 1))
      if (++found > count) return true;
  }
  return false;
}
