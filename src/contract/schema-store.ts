/** Reads the schema files below schemas/, each with everything that it refers to. */
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { posix } from 'node:path';
import { isObject, type JsonObject } from '../model/json.ts';

const require = createRequire(import.meta.url);

/** Name of a file relative to schemas/, such as `common/participant.schema.json`. */
export type SchemaFile = string;

/** Absolute path of a schema file, wherever the package is installed. */
export function schemaPath(file: SchemaFile): string {
  return require.resolve(`#schemas/${file}`);
}

/** Reads one schema file. Throws when it is missing or is not a JSON object. */
export function readSchema(file: SchemaFile): JsonObject {
  const schema: unknown = JSON.parse(readFileSync(schemaPath(file), 'utf8'));
  if (!isObject(schema)) throw new TypeError(`schemas/${file} is not a JSON object`);
  return schema;
}

/** The other files that a schema in `file` refers to. */
export function referredFiles(schema: unknown, file: SchemaFile): SchemaFile[] {
  if (Array.isArray(schema)) return schema.flatMap((item) => referredFiles(item, file));
  if (!isObject(schema)) return [];
  const ref = schema['$ref'];
  const [path] = typeof ref === 'string' ? ref.split('#') : [];
  const own = path === undefined || path === '' ? [] : [posix.join(posix.dirname(file), path)];
  return [...own, ...Object.values(schema).flatMap((member) => referredFiles(member, file))];
}

/** Reads a schema file and all that it refers to, those excepted that are `known`; referred ones come last. */
export function readWithReferred(
  file: SchemaFile,
  known: (file: SchemaFile) => boolean,
): ReadonlyMap<SchemaFile, JsonObject> {
  const read = new Map<SchemaFile, JsonObject>();
  const open = [file];
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    if (read.has(next) || known(next)) continue;
    const schema = readSchema(next);
    read.set(next, schema);
    open.push(...referredFiles(schema, next));
  }
  return read;
}
