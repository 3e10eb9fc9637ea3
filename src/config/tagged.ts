/**
 * What a schema finds wrong in objects of several kinds that a tag tells apart. Such a schema is a `oneOf` of
 * definitions, each with a constant for the tag: an object that fits none is held against the definition of its own
 * kind alone, so that a person is told what is wrong in it, and not why it is of no other kind.
 */
import type { Ajv2020, ErrorObject } from 'ajv/dist/2020.js';
import { at, isObject } from '../model/json.ts';

/** The keyword of an error that says that a tag has none of its values (`params.allowedValues`). */
export const UNKNOWN_TAG = 'unknownTag';

/** A schema that was added to a validator by its name. */
export interface NamedSchema {
  readonly ajv: Ajv2020;
  readonly name: string;
  readonly root: unknown;
}

/** One of the definitions that a tag chooses among. */
interface Leaf {
  readonly tag: string;
  readonly value: string;
  /** Where the definition is: `#/$defs/...`. */
  readonly ref: string;
}

/**
 * All errors of a value, those of tagged objects by their own kind. A missing tag is an error `required`, whose
 * `params.allowedValues` are the values that it can have.
 */
export function errorsByTag(schema: NamedSchema, value: unknown, ref = '#'): readonly ErrorObject[] {
  const errors = errorsOf(schema, value, ref);
  const unions = errors.filter((error) => leavesOf(schema, error).length > 0);
  const outermost = unions.filter(
    (union) => !unions.some(({ instancePath }) => union.instancePath.startsWith(`${instancePath}/`)),
  );
  const isInside = ({ instancePath }: ErrorObject): boolean =>
    outermost.some((union) => `${instancePath}/`.startsWith(`${union.instancePath}/`));
  return [
    ...errors.filter((error) => !isInside(error)),
    ...outermost.flatMap((union) => errorsOfTagged(schema, union, errors)),
  ];
}

function errorsOf({ ajv, name }: NamedSchema, value: unknown, ref: string): readonly ErrorObject[] {
  const validate = ajv.compile({ $ref: `${name}${ref}` });
  validate(value);
  return validate.errors ?? [];
}

/** The definitions among which a failed `oneOf` chooses by a tag; none for any other error. */
function leavesOf({ root }: NamedSchema, { keyword, parentSchema }: ErrorObject): readonly Leaf[] {
  const branches: unknown = keyword === 'oneOf' ? parentSchema?.['oneOf'] : undefined;
  if (!Array.isArray(branches)) return [];
  return (branches as unknown[]).flatMap((branch) => {
    const ref = isObject(branch) ? branch['$ref'] : undefined;
    if (typeof ref !== 'string') return [];
    const properties = at(root, `${ref.slice(1)}/properties`);
    return Object.entries(isObject(properties) ? properties : {}).flatMap(([tag, property]) =>
      isObject(property) && typeof property['const'] === 'string'
        ? [{ tag, value: property['const'], ref }]
        : [],
    );
  });
}

function errorsOfTagged(
  schema: NamedSchema,
  union: ErrorObject,
  errors: readonly ErrorObject[],
): readonly ErrorObject[] {
  const { data, instancePath, parentSchema } = union;
  const leaves = leavesOf(schema, union);
  const allowedValues = leaves.map(({ value }) => value);
  const [{ tag } = { tag: '' }] = leaves;
  if (!isObject(data) || !Object.hasOwn(data, tag)) {
    const own = errors.filter(
      (error) =>
        error !== union && error.instancePath === instancePath && error.parentSchema === parentSchema,
    );
    return own.map((error) => ({ ...error, params: { ...error.params, allowedValues } }));
  }
  const leaf = leaves.find(({ value }) => value === data[tag]);
  if (leaf === undefined)
    return [
      {
        ...union,
        keyword: UNKNOWN_TAG,
        instancePath: `${instancePath}/${tag}`,
        data: data[tag],
        params: { allowedValues },
      },
    ];
  return errorsByTag(schema, data, leaf.ref).map((error) => ({
    ...error,
    instancePath: `${instancePath}${error.instancePath}`,
  }));
}
