/**
 * Writes the TypeScript types of the JSON Schemas into schemas/generated. With `--check` it writes nothing
 * and exits 1 when a file there is not what the schemas give.
 */
import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { join, relative } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { compile, type JSONSchema } from 'json-schema-to-typescript';
import { format } from 'prettier';
import { isObject, type JsonObject } from '../src/model/json.ts';

/** One generated file and the folders of schemas, below schemas/, of which it holds the types. */
export interface TypesFile {
  readonly file: string;
  readonly folders: readonly string[];
}

/** What is generated: the shapes that travel, and the shapes of our own files. */
export const typesFiles: readonly TypesFile[] = [
  { file: 'contract.ts', folders: ['common', 'chat', 'sms'] },
  { file: 'tool.ts', folders: ['tool'] },
];

const schemasDir = fileURLToPath(new URL('../schemas/', import.meta.url));
const generatedDir = join(schemasDir, 'generated');

const banner = `/**
 * Generated from the JSON Schemas by scripts/generate-types.ts. Do not edit: change the schema, then run
 * \`npx tsx scripts/generate-types.ts\`.
 */`;

/** The schemas by file name relative to schemas/. */
type Schemas = Map<string, JsonObject>;

async function schemaFilesIn(folder: string): Promise<string[]> {
  const entries = await readdir(join(schemasDir, folder));
  return entries
    .filter((name) => name.endsWith('.schema.json'))
    .sort()
    .map((name) => `${folder}/${name}`);
}

/** Reads a schema and every schema that it refers to, once each. */
async function readClosure(file: string, into: Schemas): Promise<void> {
  if (into.has(file)) return;
  const schema: unknown = JSON.parse(await readFile(join(schemasDir, file), 'utf8'));
  if (!isObject(schema)) throw new Error(`schemas/${file} is not a JSON object`);
  into.set(file, schema);
  for (const ref of refsOf(schema)) await readClosure(fileOf(ref, file), into);
}

function refsOf(node: unknown): string[] {
  if (Array.isArray(node)) return node.flatMap(refsOf);
  if (!isObject(node)) return [];
  const own = typeof node['$ref'] === 'string' ? [node['$ref']] : [];
  return [...own, ...Object.values(node).flatMap(refsOf)];
}

/** The file that a reference in another file points into, relative to schemas/. */
function fileOf(ref: string, from: string): string {
  const target = new URL(ref, pathToFileURL(join(schemasDir, from)));
  return relative(schemasDir, fileURLToPath(target)).replaceAll('\\', '/');
}

function titleOf(file: string, schemas: Schemas): string {
  const title = schemas.get(file)?.['title'];
  if (typeof title !== 'string') throw new Error(`schemas/${file} has no title`);
  return title;
}

/** Whether a list of alternatives only says which members are needed: a rule that types don't express. */
function onlyAsksForMembers(keyword: string, value: unknown): boolean {
  if (keyword !== 'anyOf' && keyword !== 'oneOf') return false;
  const isRule = (branch: unknown) =>
    isObject(branch) && Object.keys(branch).every((key) => key === 'required');
  return Array.isArray(value) && value.every(isRule);
}

/** Keywords whose effect is on values, not on types. */
const untyped: ReadonlySet<string> = new Set(['$schema', 'examples', 'default', 'not', 'if', 'then', 'else']);

/** Keywords whose value is a map from names to schemas: those names are not keywords. */
const namesSchemas: ReadonlySet<string> = new Set(['properties', 'patternProperties', '$defs']);

/**
 * A schema as the generator needs it: references lead into the index, and a reference with a description
 * beside it becomes `allOf`, because the generator would make a second type of it.
 */
function prepare(node: unknown, from: string, schemas: Schemas): unknown {
  if (Array.isArray(node)) return node.map((item) => prepare(item, from, schemas));
  if (!isObject(node)) return node;
  const prepared: Record<string, unknown> = {};
  for (const [keyword, value] of Object.entries(node)) {
    if (untyped.has(keyword) || onlyAsksForMembers(keyword, value)) continue;
    if (keyword === '$ref' && typeof value === 'string') prepared[keyword] = indexRef(value, from, schemas);
    else if (namesSchemas.has(keyword) && isObject(value))
      prepared[keyword] = prepareEach(value, from, schemas);
    else if (keyword === 'const' || keyword === 'enum') prepared[keyword] = value;
    else prepared[keyword] = prepare(value, from, schemas);
  }
  const { $ref, ...rest } = prepared;
  return $ref === undefined || Object.keys(rest).length === 0 ? prepared : { ...rest, allOf: [{ $ref }] };
}

function prepareEach(named: JsonObject, from: string, schemas: Schemas): JsonObject {
  return Object.fromEntries(
    Object.entries(named).map(([name, schema]) => [name, prepare(schema, from, schemas)]),
  );
}

function indexRef(ref: string, from: string, schemas: Schemas): string {
  const fragment = ref.includes('#') ? ref.slice(ref.indexOf('#') + 1) : '';
  return `#/$defs/${titleOf(fileOf(ref, from), schemas)}${fragment}`;
}

/** One schema that holds all the given ones as definitions named by their titles. */
function indexOf(schemas: Schemas): JSONSchema {
  const definitions = new Map<string, unknown>();
  for (const [file, schema] of schemas) {
    const title = titleOf(file, schemas);
    if (definitions.has(title))
      throw new Error(`two schemas have the title ${title}; one is schemas/${file}`);
    definitions.set(title, prepare(schema, file, schemas));
  }
  const $defs = Object.fromEntries(definitions) as Record<string, JSONSchema>;
  return { title: 'Index', type: 'object', properties: {}, additionalProperties: false, $defs };
}

/** The generator names a second type of the same name `Name1`: that is a fault of the schemas. */
function refuseDuplicates(source: string, file: string): void {
  const names = new Set(
    [...source.matchAll(/^export (?:type|interface) (\w+)/gm)].map(([, name = '']) => name),
  );
  const doubled = [...names].filter((name) => /\d$/.test(name) && names.has(name.replace(/\d+$/, '')));
  if (doubled.length > 0) throw new Error(`${file} would have types twice: ${doubled.join(', ')}`);
}

/** What the generator wrote, without the index itself and without what it says about the index. */
function tidy(raw: string): string {
  return raw
    .replace(/^export interface Index \{\s*\}\s*/m, '')
    .replace(/^ \* This interface was referenced by[^]*?via the `definition` "[^"]*"\.?\n/gm, '')
    .replace(/^ \* *\n(?= \*\/)/gm, '')
    .replace(/^\/\*\*\n \*\/\n/gm, '');
}

/** The source text of one generated file, as the schemas now give it. */
export async function generateTypes({ file, folders }: TypesFile): Promise<string> {
  const schemas: Schemas = new Map();
  for (const folder of folders) {
    for (const schemaFile of await schemaFilesIn(folder)) await readClosure(schemaFile, schemas);
  }
  const raw = await compile(indexOf(schemas), 'Index', {
    bannerComment: '',
    format: false,
    unknownAny: true,
    unreachableDefinitions: true,
    ignoreMinAndMaxItems: true,
    $refOptions: { resolve: { http: false, file: false } },
  });
  const body = tidy(raw);
  refuseDuplicates(body, file);
  const exportsNothing = schemas.size === 0 ? 'export {};\n' : '';
  return format(`${banner}\n\n${body}${exportsNothing}`, {
    parser: 'typescript',
    singleQuote: true,
    printWidth: 110,
  });
}

/** The generated files that differ from what the schemas give, or are missing. */
export async function staleTypes(): Promise<string[]> {
  const stale: string[] = [];
  for (const types of typesFiles) {
    const present = await readFile(join(generatedDir, types.file), 'utf8').catch(() => undefined);
    if (present !== (await generateTypes(types))) stale.push(`schemas/generated/${types.file}`);
  }
  return stale;
}

async function writeTypes(): Promise<void> {
  await mkdir(generatedDir, { recursive: true });
  for (const types of typesFiles) await writeFile(join(generatedDir, types.file), await generateTypes(types));
}

async function main(): Promise<void> {
  if (!process.argv.includes('--check')) return writeTypes();
  const stale = await staleTypes();
  if (stale.length === 0) return;
  console.error(
    `Stale: ${stale.join(', ')}. Run \`npx tsx scripts/generate-types.ts\` and commit what it writes.`,
  );
  process.exitCode = 1;
}

const startedFile = process.argv[1];
if (startedFile !== undefined && import.meta.url === pathToFileURL(startedFile).href) await main();
