/** Bytes of unknown origin become a body. */
import type { Body } from '../model/evidence.ts';
import { isNestedDeeper } from '../model/nesting.ts';

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
  if (isNestedDeeper(text, MAX_DEPTH)) return { form: 'text', text, why: 'too-deep' };
  try {
    return { form: 'json', json: JSON.parse(text) as unknown };
  } catch {
    return { form: 'text', text, why: 'invalid-json' };
  }
}
