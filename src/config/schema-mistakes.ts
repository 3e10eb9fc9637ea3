/** What a schema finds wrong in a YAML file, in words and with places. */
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { Ajv2020, type ErrorObject } from 'ajv/dist/2020.js';
import { isObject, pointerSteps } from '../model/json.ts';
import { nearest } from '../model/nearest.ts';
import type { Mistake } from './mistakes.ts';
import { errorsByTag, UNKNOWN_TAG } from './tagged.ts';
import type { YamlSource } from './yaml-source.ts';

const typeNames: Readonly<Record<string, string>> = {
  object: 'keys with values, indented below',
  string: 'text; a number or a word like yes needs quotes to be text',
  integer: 'a whole number',
  number: 'a number',
  boolean: 'true or false',
  array: 'a list: a line with a hyphen for each value',
};

/** Where a mistake is, below the place that the validator names, and what it says. */
interface Found {
  readonly below?: string;
  readonly at: 'key' | 'value';
  readonly said: string;
  readonly suggestion?: string | undefined;
}

type Explain = (error: ErrorObject) => Found;

/** One row a keyword of our schemas; none repeats a value. */
const explanations: Readonly<Record<string, Explain>> = {
  additionalProperties: (error) => {
    const key = String(error.params['additionalProperty']);
    const known = propertiesOf(error);
    return {
      below: /^[\w.-]{1,40}$/.test(key) ? key : '(this key)',
      at: 'key',
      said: `this key is not known; expected ${oneOf(known)}`,
      suggestion: nearest(key, known),
    };
  },
  required: (error) => ({
    below: String(error.params['missingProperty']),
    at: 'key',
    said: `is missing${describedAs(error, String(error.params['missingProperty']))}`,
  }),
  type: (error) => ({ at: 'value', said: `expected ${typeWords(error)}` }),
  enum: (error) => {
    const allowed = (error.params['allowedValues'] as unknown[]).map(String);
    return {
      at: 'value',
      said: `expected ${oneOf(allowed)}`,
      suggestion: nearest(String(error.data), allowed),
    };
  },
  [UNKNOWN_TAG]: ({ data, params }) => {
    const kinds = params['allowedValues'] as readonly string[];
    return { at: 'value', said: `expected ${oneOf(kinds)}`, suggestion: nearest(String(data), kinds) };
  },
  oneOf: ({ data, parentSchema }) => {
    const names = alternativesOf(parentSchema);
    const given = names.filter((name) => isObject(data) && Object.hasOwn(data, name));
    const has = given.length === 0 ? 'there is none' : `there are ${given.join(' and ')}`;
    return { at: 'value', said: `expected exactly one of ${names.join(', ')}; ${has}` };
  },
  minItems: () => ({ at: 'value', said: 'expected a list that is not empty' }),
  uniqueItems: () => ({ at: 'value', said: 'expected no item twice' }),
  minLength: () => ({ at: 'value', said: 'expected text that is not empty' }),
  minProperties: (error) => ({
    at: 'value',
    said: `expected at least one of ${propertiesOf(error).join(', ')}`,
  }),
  minimum: (error) => ({
    at: 'value',
    said: `expected a number of at least ${String(error.params['limit'])}`,
  }),
  maximum: (error) => ({
    at: 'value',
    said: `expected a number of at most ${String(error.params['limit'])}`,
  }),
  pattern: (error) => ({ at: 'value', said: `expected ${descriptionOf(error.parentSchema)}` }),
};

/** The members of which a schema asks for exactly one. */
function alternativesOf(schema: unknown): string[] {
  const branches = isObject(schema) && Array.isArray(schema['oneOf']) ? (schema['oneOf'] as unknown[]) : [];
  return branches.flatMap((branch) => (isObject(branch) ? (branch['required'] as string[]) : []));
}

function propertiesOf({ parentSchema }: ErrorObject): string[] {
  const properties = parentSchema?.['properties'];
  return isObject(properties) ? Object.keys(properties) : [];
}

function oneOf(words: readonly string[]): string {
  return words.length === 1 ? words.join() : `one of ${words.join(', ')}`;
}

/** A schema's description as the end of a sentence: what is right there. */
function descriptionOf(schema: unknown): string {
  const description = isObject(schema) ? schema['description'] : undefined;
  if (typeof description !== 'string') return 'another value';
  const sentence = description.replace(/\.$/, '');
  return /^An? /.test(sentence) ? sentence.charAt(0).toLowerCase() + sentence.slice(1) : sentence;
}

function describedAs(error: ErrorObject, key: string): string {
  const properties = error.parentSchema?.['properties'];
  const schema = isObject(properties) ? properties[key] : undefined;
  const kinds = error.params['allowedValues'] as readonly string[] | undefined;
  if (kinds !== undefined) return `: expected ${oneOf(kinds)}`;
  return isObject(schema) && 'description' in schema ? `: ${descriptionOf(schema)}` : '';
}

function typeWords({ params, parentSchema }: ErrorObject): string {
  const types = [params['type'] as string | string[]].flat();
  return types.length > 1 ? descriptionOf(parentSchema) : types.map((type) => typeNames[type] ?? type).join();
}

/** Everything that one of our own schemas (`schemas/tool/<name>.schema.json`) finds wrong in a file. */
export function schemaMistakes(name: string, source: YamlSource): readonly Mistake[] {
  const path = createRequire(import.meta.url).resolve(`#schemas/tool/${name}.schema.json`);
  const ajv = new Ajv2020({ allErrors: true, verbose: true, allowUnionTypes: true, strictRequired: false });
  const root = JSON.parse(readFileSync(path, 'utf8')) as object;
  ajv.addSchema(root, name);
  const errors = errorsByTag({ ajv, name, root }, source.value).filter(
    // Of alternatives the whole is told, of a condition what follows from it.
    ({ keyword, schemaPath }) => !/\/oneOf\/\d+\/required$/.test(schemaPath) && keyword !== 'if',
  );
  const mistakes = errors.map((error) => toMistake(error, source));
  return mistakes.filter(
    (mistake) => !isMisspelled(mistake, mistakes) && !isChoiceMisspelled(mistake, mistakes),
  );
}

function toMistake(error: ErrorObject, source: YamlSource): Mistake {
  const explain = explanations[error.keyword];
  const found: Found = explain?.(error) ?? {
    at: 'value',
    said: `expected ${descriptionOf(error.parentSchema)}`,
  };
  const parent = pointerSteps(error.instancePath);
  const added = error.params['additionalProperty'] as string | undefined;
  const path = added === undefined ? parent : [...parent, added];
  // A key that is missing has no place: the key that it is missing below stands for it.
  const place = found.at === 'key' ? source.placeOfKey(path) : source.placeOf(path);
  const key = [...parent, ...(found.below === undefined ? [] : [found.below])].join('.');
  return { place, key, said: found.said, suggestion: found.suggestion };
}

/** Whether a key that is missing is there, misspelled: that is one mistake, not two. */
function isMisspelled(missing: Mistake, mistakes: readonly Mistake[]): boolean {
  if (!missing.said.startsWith('is missing')) return false;
  const siblings = missing.key.replace(/[^.]*$/, '');
  return mistakes.some(
    ({ key, suggestion }) =>
      suggestion !== undefined && key.startsWith(siblings) && `${siblings}${suggestion}` === missing.key,
  );
}

/** Whether one of several members that are asked for is there, misspelled. */
function isChoiceMisspelled({ key, said }: Mistake, mistakes: readonly Mistake[]): boolean {
  const [, names] = /^expected exactly one of (.*); there is none$/.exec(said) ?? [];
  return mistakes.some(
    ({ key: other, suggestion }) =>
      suggestion !== undefined && other.startsWith(`${key}.`) && names?.split(', ').includes(suggestion),
  );
}
