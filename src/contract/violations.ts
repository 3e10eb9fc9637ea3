/**
 * Breaks the shape of a Consult request, one keyword of its schema at a time. The names are those of Schemathesis.
 * That a request may have no further members is a rule about us, not about servers: `additionalProperties` is left out.
 */
import type { ChannelId } from '../model/channel.ts';
import { HarnessError } from '../model/errors.ts';
import { isObject, toPointer, type JsonObject } from '../model/json.ts';
import type { Violation } from '../model/violation.ts';
import type { Contract } from './contract.ts';
import { readSchema, referredFiles, type SchemaFile } from './schema-store.ts';
import { shapeFile } from './shapes.ts';

type Mutation = 'remove_required_property' | 'change_type' | 'negate_constraints';

/** A value for each JSON type; none of them can be read as a target or an operation. */
const samples: Readonly<Record<string, unknown>> = {
  null: null,
  boolean: true,
  integer: 7,
  string: 'text',
  array: [],
  object: {},
};

/** Texts among which one is found that breaks a keyword and nothing else. */
const texts: readonly string[] = ['urn:consult-conformance:nobody', 'http://[nobody', ''];

/** Keywords of which one broken text is enough. */
const textual: readonly string[] = ['minLength', 'pattern', 'format'];

/** One way to break a schema: the mutation, the members that it is about, and what becomes of the value. */
interface Break {
  readonly mutation: Mutation;
  readonly about: string;
  readonly to: string;
  readonly value: unknown;
}

function without(value: unknown, members: readonly string[]): unknown {
  return Object.fromEntries(Object.entries(value as JsonObject).filter(([name]) => !members.includes(name)));
}

function membersOf(list: unknown): string[] {
  return Array.isArray(list) ? list.filter((name): name is string => typeof name === 'string') : [];
}

const changeType = (keyword: unknown): Break[] =>
  Object.entries(samples)
    .filter(([type]) => type !== keyword && !(keyword === 'number' && type === 'integer'))
    .map(([, value]) => ({ mutation: 'change_type', about: '', to: ` to ${JSON.stringify(value)}`, value }));

const broken = (keyword: string, values: readonly string[]): Break[] =>
  values.map((value) => ({
    mutation: 'negate_constraints',
    about: '',
    to: ` ${keyword}: ${JSON.stringify(value)}`,
    value,
  }));

/** How each keyword is broken: all ways that the contract refuses for this keyword are tried, of texts the first. */
const breakers: Readonly<Record<string, (keyword: unknown, value: unknown) => readonly Break[]>> = {
  type: changeType,
  required: (list, value) =>
    membersOf(list).map((member) => ({
      mutation: 'remove_required_property',
      about: toPointer([member]),
      to: '',
      value: without(value, [member]),
    })),
  anyOf: (branches, value) => {
    const members = (Array.isArray(branches) ? branches : []).flatMap((one: unknown) =>
      membersOf(isObject(one) ? one['required'] : undefined),
    );
    const about = members.map((member) => toPointer([member])).join(' and ');
    return [{ mutation: 'remove_required_property', about, to: '', value: without(value, members) }];
  },
  const: (word) => broken('const', [`Not${String(word)}`]),
  minLength: () => broken('minLength', texts),
  pattern: () => broken('pattern', texts),
  format: () => broken('format', texts),
};

/** A schema with what it refers to in its place. */
function resolved(file: SchemaFile, schema: unknown): JsonObject {
  if (!isObject(schema)) return {};
  const [other] = typeof schema['$ref'] === 'string' ? referredFiles({ $ref: schema['$ref'] }, file) : [];
  return other === undefined ? schema : { ...readSchema(other), ...schema };
}

/** A part of a right body with its own schema, and the way back to the whole. */
interface Part {
  readonly schema: JsonObject;
  readonly pointer: string;
  readonly value: unknown;
  readonly within: (value: unknown) => unknown;
}

function partsOf(file: SchemaFile, right: JsonObject): readonly Part[] {
  const schema = readSchema(file);
  const members = isObject(schema['properties']) ? schema['properties'] : {};
  const given = Object.entries(members).filter(([name]) => Object.hasOwn(right, name));
  return [
    { schema, pointer: '', value: right, within: (value) => value },
    ...given.map(([name, member]) => ({
      schema: resolved(file, member),
      pointer: toPointer([name]),
      value: right[name],
      within: (value: unknown) => ({ ...right, [name]: value }),
    })),
  ];
}

/**
 * All bodies that break one keyword each, made of a right one. Each was refused by the contract, for this keyword.
 * Throws HarnessError when the body that they are made of is not right.
 */
export function violationsOf(
  contract: Pick<Contract, 'shapeProblems'>,
  channel: ChannelId,
  right: JsonObject,
): readonly Violation[] {
  const problemsOf = (body: unknown) => contract.shapeProblems(channel, 'consult-request', body);
  if (problemsOf(right).length > 0)
    throw new HarnessError('Only a right request can be made wrong in one place.');
  const isFor = (keyword: string, body: unknown): boolean => {
    const [problem, ...others] = problemsOf(body);
    // Of alternatives none of which is there, the contract says that the first is missing.
    const named = keyword === 'anyOf' ? 'required' : keyword;
    return problem?.keyword === named && others.length === 0;
  };
  const breaksOf = (part: Part, keyword: string, clause: unknown): readonly Violation[] => {
    const proved = (breakers[keyword]?.(clause, part.value) ?? [])
      .map(({ mutation, about, to, value }) => ({
        id: `${mutation} ${part.pointer + about || 'the body'}${to}`,
        body: part.within(value),
      }))
      .filter(({ body }) => isFor(keyword, body));
    return textual.includes(keyword) ? proved.slice(0, 1) : proved;
  };
  return partsOf(shapeFile(channel, 'consult-request'), right).flatMap((part) =>
    Object.entries(part.schema).flatMap(([keyword, clause]) => breaksOf(part, keyword, clause)),
  );
}
