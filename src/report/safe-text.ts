/**
 * Text of strangers, made safe to show. Whatever a server, a file or a person outside wrote goes through one of
 * these before it stands in a terminal, in Markdown or in XML.
 */

/** Control, format, private and separator characters, and halves of surrogate pairs; the space is none of them. */
const steering = /[\p{Cc}\p{Cf}\p{Co}\p{Cs}\p{Zl}\p{Zp}]/gu;

const namedEscapes: Readonly<Record<string, string>> = { '\n': '\\n', '\r': '\\r', '\t': '\\t' };

/** How much of one text of a stranger is shown. */
const MAX_SHOWN = 400;

function escapeCharacter(character: string): string {
  const code = character.codePointAt(0) ?? 0;
  return namedEscapes[character] ?? `\\u{${code.toString(16)}}`;
}

/** Text of at most `limit` characters; what is left out is counted. */
export function clipText(text: string, limit = MAX_SHOWN): string {
  if (text.length <= limit) return text;
  const shown = Array.from(text.slice(0, 2 * limit))
    .slice(0, limit)
    .join('');
  return shown.length === text.length ? text : `${shown}… (${text.length} characters)`;
}

/** One line that can't steer a terminal: nothing moves the cursor, colours, rings or changes the direction. */
export function plainText(text: string): string {
  return text.replace(steering, escapeCharacter);
}

/** {@link plainText}, clipped: what one value of a stranger becomes in a report for people. */
export function shownText(text: string, limit = MAX_SHOWN): string {
  return plainText(clipText(text, limit));
}

const entity = (character: string): string => `&#${character.charCodeAt(0)};`;

/** Text of a stranger as Markdown code: no markup, link, mention, HTML or table cell can begin in it. */
export function markdownCode(text: string): string {
  const shown = shownText(text);
  if (shown.trim() === '') return '*nothing*';
  // In a code span nothing is markup, but for the backtick that ends it; a table ends at each bare pipe.
  if (!/[`|\\]/.test(shown)) return `\`${shown}\``;
  return `<code>${shown.replace(/[!-/:-@[-`{-~]/g, entity)}</code>`;
}

/** A sentence of our own as Markdown text: its punctuation is shown, not obeyed. */
export function markdownText(text: string): string {
  return plainText(text).replace(/[&<>|`*_[\]\\~@#$]/g, entity);
}

const xmlEntities: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&apos;',
};

/** Text for an XML element or attribute; what XML 1.0 can't hold, and what steers, is written as an escape. */
export function xmlText(text: string): string {
  return text
    .replace(steering, (character) => (character === '\n' ? character : escapeCharacter(character)))
    .replace(/[\uFFFE\uFFFF]/g, escapeCharacter)
    .replace(/[&<>"']/g, (character) => xmlEntities[character] ?? character);
}
