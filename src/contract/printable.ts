/** Values as text that is safe and short enough to show: whatever a server sent must not steer a terminal. */
import { isObject } from '../model/json.ts';

const MAX_LENGTH = 120;
const MAX_MEMBERS = 10;

/** Control, format and separator characters, and halves of surrogate pairs; the space is none of them. */
const steering = /[\p{Cc}\p{Cf}\p{Co}\p{Cs}\p{Zl}\p{Zp}]/gu;

function escapeCharacter(character: string): string {
  const code = character.codePointAt(0) ?? 0;
  return code > 0xffff ? `\\u{${code.toString(16)}}` : `\\u${code.toString(16).padStart(4, '0')}`;
}

/** Text of at most 120 characters, then an ellipsis. */
export function clip(text: string): string {
  const characters = Array.from(text.slice(0, 2 * MAX_LENGTH + 2));
  return characters.length <= MAX_LENGTH ? text : `${characters.slice(0, MAX_LENGTH).join('')}…`;
}

/** A string in quotes, escaped and clipped. */
export function quote(text: string): string {
  return clip(JSON.stringify(clip(text)).replace(steering, escapeCharacter));
}

/** Names in quotes, with commas; a long list ends in an ellipsis. */
export function quoteAll(names: readonly string[]): string {
  const shown = names.slice(0, MAX_MEMBERS).map(quote);
  return [...shown, ...(names.length > MAX_MEMBERS ? ['…'] : [])].join(', ');
}

/** A value in a few words: scalars as JSON, arrays by their length, objects by the names of their members. */
export function printable(value: unknown): string {
  if (value === undefined) return 'nothing';
  if (typeof value === 'string') return quote(value);
  if (Array.isArray(value))
    return value.length === 1 ? 'an array of 1 item' : `an array of ${value.length} items`;
  if (!isObject(value)) return clip(String(value));
  const names = Object.keys(value);
  if (names.length === 0) return 'an empty object';
  return clip(`an object with ${names.length === 1 ? 'the member' : 'the members'} ${quoteAll(names)}`);
}
