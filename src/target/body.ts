/** Bytes of unknown origin become a body. */
import type { Body } from '../model/evidence.ts';

/** How much of an unreadable body is kept, in characters. */
export const MAX_TEXT = 2_000;

/** How deep JSON may be nested: real messages have 5 levels, and every walk over a body is recursive somewhere. */
const MAX_DEPTH = 200;

/** Reads a body as UTF-8 and JSON, whatever its content type says. Unreadable text is not clipped yet. */
export function readBody(bytes: Uint8Array): Body {
  if (bytes.byteLength === 0) return { form: 'none' };
  let text: string;
  try {
    text = new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return { form: 'text', text: new TextDecoder().decode(bytes), why: 'invalid-utf8' };
  }
  if (isDeep(text)) return { form: 'text', text, why: 'too-deep' };
  try {
    return { form: 'json', json: JSON.parse(text) as unknown };
  } catch {
    return { form: 'text', text, why: 'invalid-json' };
  }
}

const QUOTE = 0x22;
const BACKSLASH = 0x5c;
const OPENING: ReadonlySet<number> = new Set([0x5b, 0x7b]);
const CLOSING: ReadonlySet<number> = new Set([0x5d, 0x7d]);

/** Whether JSON text is nested deeper than {@link MAX_DEPTH}; brackets inside strings don't count. */
function isDeep(text: string): boolean {
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
    else if (OPENING.has(code) && ++depth > MAX_DEPTH) return true;
    else if (CLOSING.has(code)) depth--;
  }
  return false;
}
