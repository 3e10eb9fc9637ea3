/** What each keyword of JSON Schema asks for, in words: one row a keyword. */
import { isObject, type JsonObject } from '../model/json.ts';
import { clip, printable, quote, quoteAll } from './printable.ts';

/** The keywords that a schema of ours may use to refuse a value. */
export type RefusingKeyword =
  | 'type'
  | 'const'
  | 'enum'
  | 'not'
  | 'anyOf'
  | 'oneOf'
  | 'false schema'
  | 'required'
  | 'additionalProperties'
  | 'propertyNames'
  | 'minProperties'
  | 'maxProperties'
  | 'pattern'
  | 'format'
  | 'minLength'
  | 'maxLength'
  | 'minimum'
  | 'maximum'
  | 'exclusiveMinimum'
  | 'exclusiveMaximum'
  | 'minItems'
  | 'maxItems'
  | 'uniqueItems';

/** A keyword's value, the schema that it stands in, and the member that it misses, if it does. */
export interface Clause {
  readonly value: unknown;
  readonly schema: JsonObject;
  readonly member?: string;
}

const typeNames: Readonly<Record<string, string>> = {
  array: 'an array',
  boolean: 'true or false',
  integer: 'an integer',
  null: 'null',
  number: 'a number',
  object: 'an object',
  string: 'a string',
};

/** The texts of a list; anything else gives none. */
function texts(value: unknown): string[] {
  return Array.isArray(value) ? value.filter((item): item is string => typeof item === 'string') : [];
}

function typeSentence(value: unknown): string {
  const types = typeof value === 'string' ? [value] : texts(value);
  return types.map((type) => typeNames[type] ?? type).join(' or ');
}

/** A pattern is no reading matter: where the schema gives an example, that tells more. */
function formSentence({ value, schema }: Clause): string {
  const example: unknown = Array.isArray(schema['examples']) ? schema['examples'][0] : undefined;
  return typeof example === 'string'
    ? `text like ${quote(example)}`
    : `text of the form ${clip(String(value))}`;
}

function count(value: unknown, noun: string): string {
  return `${String(value)} ${noun}${value === 1 ? '' : 's'}`;
}

/**
 * The members that a list of alternatives asks for, when it asks for nothing else:
 * `[{ "required": ["a"] }, { "required": ["b"] }]` gives `a` and `b`.
 */
export function alternativeMembers(value: unknown): readonly string[] | undefined {
  if (!Array.isArray(value)) return undefined;
  const members: string[] = [];
  for (const branch of value) {
    const [name, ...more] = isObject(branch) ? texts(branch['required']) : [];
    if (name === undefined || more.length > 0 || Object.keys(branch).length > 1) return undefined;
    members.push(name);
  }
  return members;
}

function alternativeName(branch: unknown): string {
  if (!isObject(branch)) return 'another form';
  const name = branch['title'] ?? branch['description'];
  if (typeof name === 'string') return name;
  return 'type' in branch
    ? typeSentence(branch['type'])
    : `the members ${quoteAll(texts(branch['required']))}`;
}

function alternativesSentence(howMany: string, value: unknown): string {
  const members = alternativeMembers(value);
  if (members !== undefined) return `${howMany} of the members ${quoteAll(members)}`;
  return clip(`${howMany} of: ${(Array.isArray(value) ? value : []).map(alternativeName).join('; ')}`);
}

const sentences: Readonly<Record<RefusingKeyword, (clause: Clause) => string>> = {
  type: ({ value }) => typeSentence(value),
  const: ({ value }) => printable(value),
  enum: ({ value }) => `one of ${(Array.isArray(value) ? value : []).map(printable).join(', ')}`,
  not: ({ value }) =>
    `anything but ${isObject(value) && 'const' in value ? printable(value['const']) : 'this'}`,
  anyOf: ({ value }) => alternativesSentence('at least one', value),
  oneOf: ({ value }) => alternativesSentence('exactly one', value),
  'false schema': () => 'nothing',
  required: ({ member }) => (member === undefined ? 'this member' : `a member ${quote(member)}`),
  additionalProperties: ({ schema }) => {
    const known = isObject(schema['properties']) ? Object.keys(schema['properties']) : [];
    return `no other members than ${quoteAll(known)}`;
  },
  propertyNames: ({ value }) =>
    `a member name of the form ${isObject(value) ? clip(String(value['pattern'])) : ''}`,
  minProperties: ({ value }) => `at least ${count(value, 'member')}`,
  maxProperties: ({ value }) => `at most ${count(value, 'member')}`,
  pattern: formSentence,
  format: formSentence,
  minLength: ({ value }) =>
    value === 1 ? 'text that is not empty' : `at least ${count(value, 'character')}`,
  maxLength: ({ value }) => `at most ${count(value, 'character')}`,
  minimum: ({ value }) => `at least ${String(value)}`,
  maximum: ({ value }) => `at most ${String(value)}`,
  exclusiveMinimum: ({ value }) => `more than ${String(value)}`,
  exclusiveMaximum: ({ value }) => `less than ${String(value)}`,
  minItems: ({ value }) => `at least ${count(value, 'item')}`,
  maxItems: ({ value }) => `at most ${count(value, 'item')}`,
  uniqueItems: () => 'no item twice',
};

/** Whether a keyword has its row in the table of sentences. */
export function isRefusingKeyword(keyword: string): keyword is RefusingKeyword {
  return Object.hasOwn(sentences, keyword);
}

/** What a keyword with its value asks for, as part of a sentence. */
export function expectation(keyword: RefusingKeyword, clause: Clause): string {
  return sentences[keyword](clause);
}
