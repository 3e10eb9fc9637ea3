/** HTML by template: every value is escaped unless it is markup already, so that no text of a stranger becomes any. */
import { clipText, plainText } from '../safe-text.ts';

const text = Symbol('markup');

/** HTML that was made here. JSON can't look like it: its key is a symbol. */
export interface Markup {
  readonly [text]: string;
}

/** What may stand in a template: texts are escaped, lists are joined, `undefined` is nothing. */
export type Content = string | number | undefined | Markup | readonly Content[];

const entities: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

/** Template tag: `` markup`<p>${anything}</p>` ``. Places are in text or in quoted attributes, nowhere else. */
export function markup(parts: TemplateStringsArray, ...values: readonly Content[]): Markup {
  let whole = parts[0] ?? '';
  for (const [i, value] of values.entries()) whole += rendered(value) + (parts[i + 1] ?? '');
  return { [text]: whole };
}

/** Text of our own that is markup as it stands: the style and the script of the page. */
export function verbatim(trusted: string): Markup {
  return { [text]: trusted };
}

/** The HTML itself. */
export function htmlOf(content: Markup): string {
  return content[text];
}

/** How much of one text of a stranger is shown. */
const MAX_SAID = 600;

/** What somebody else wrote: clipped, and set apart, so that its direction is its own. */
export function said(words: string, limit = MAX_SAID): Markup {
  return markup`<bdi>${clipText(words, limit)}</bdi>`;
}

/** {@link said}, as code. */
export function code(words: string, limit = MAX_SAID): Markup {
  return markup`<code><bdi>${clipText(words, limit)}</bdi></code>`;
}

function rendered(value: Content): string {
  if (value === undefined) return '';
  if (typeof value === 'string') return escaped(value);
  if (typeof value === 'number') return String(value);
  if (text in value) return value[text];
  return value.map(rendered).join('');
}

/** Only letters, digits and harmless marks: most texts are. */
const plain = /^[\w .,:;/()+-]*$/;

function escaped(words: string): string {
  if (plain.test(words)) return words;
  return plainText(words).replace(/[&<>"']/g, (character) => entities[character] ?? character);
}
