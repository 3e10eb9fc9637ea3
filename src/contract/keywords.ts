/** Every keyword of a shape's schemas that can refuse a value, with the place in the value that it is about. */
import { posix } from 'node:path';
import type { ChannelId } from '../model/channel.ts';
import { isObject, toPointer, type JsonObject } from '../model/json.ts';
import { alternativeMembers, isRefusingKeyword } from './expectation.ts';
import { readSchema, type SchemaFile } from './schema-store.ts';
import { shapeFile, type ShapeName } from './shapes.ts';

/** A keyword at a place: as `ShapeProblem` names them, with `*` for every element of an array. */
export interface PlacedKeyword {
  readonly where: string;
  readonly keyword: string;
}

/** The refusing keywords of a shape on a channel, in the order of the schema. */
export function shapeKeywords(channel: ChannelId, shape: ShapeName): readonly PlacedKeyword[] {
  const file = shapeFile(channel, shape);
  return below({ file, schema: readSchema(file), where: '' });
}

interface Node {
  readonly file: SchemaFile;
  readonly schema: JsonObject;
  readonly where: string;
}

function below(node: Node): PlacedKeyword[] {
  const { schema } = node;
  return [...own(node), ...Object.entries(schema).flatMap(([keyword, value]) => inner(node, keyword, value))];
}

/** The keywords of one schema; a member that is missing is missed at its own place. */
function own({ schema, where }: Node): PlacedKeyword[] {
  return Object.entries(schema).flatMap(([keyword, value]) => {
    if (!isRefusingKeyword(keyword)) return [];
    if (keyword === 'required')
      return (value as readonly string[]).map((name) => ({ where: where + toPointer([name]), keyword }));
    const [member] = (keyword === 'oneOf' || keyword === 'anyOf' ? alternativeMembers(value) : []) ?? [];
    if (member === undefined) return [{ where, keyword }];
    const place = where + toPointer([member]);
    return [
      { where: place, keyword: 'required' },
      { where: place, keyword },
    ];
  });
}

/** The keywords of the schemas inside of one. */
function inner({ file, where }: Node, keyword: string, value: unknown): PlacedKeyword[] {
  if (keyword === '$ref') {
    const referred = posix.join(posix.dirname(file), String(value));
    return below({ file: referred, schema: readSchema(referred), where });
  }
  if (keyword === 'properties' && isObject(value))
    return Object.entries(value).flatMap(([name, schema]) =>
      at({ file, where: where + toPointer([name]) }, schema),
    );
  if (keyword === 'items') return at({ file, where: `${where}/*` }, value);
  if (keyword === 'allOf' && Array.isArray(value))
    return value.flatMap((schema: unknown) => at({ file, where }, schema));
  return [];
}

function at(node: Omit<Node, 'schema'>, schema: unknown): PlacedKeyword[] {
  return isObject(schema) ? below({ ...node, schema }) : [];
}
