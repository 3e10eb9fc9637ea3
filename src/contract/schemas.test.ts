import { Ajv2020 } from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';
import { readdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { generateTypes, staleTypes, typesFiles } from '../../scripts/generate-types.ts';
import { at, isObject, places } from '../model/json.ts';
import { isRefusingKeyword } from './expectation.ts';
import { readSchema, readWithReferred, referredFiles, schemaPath } from './schema-store.ts';
import { channelIds } from '../model/channel.ts';
import { shapeFile, shapeNames } from './shapes.ts';

const require = createRequire(import.meta.url);
const root = dirname(dirname(schemaPath('common/participant.schema.json')));

function filesIn(folder: string): string[] {
  return readdirSync(join(root, folder)).map((name) => `${folder}/${name}`);
}

const wireFiles = ['common', 'chat', 'sms'].flatMap(filesIn);
const allFiles = [...wireFiles, ...filesIn('tool')];

/** Keywords that describe or lead elsewhere, and refuse nothing themselves. */
const silent: ReadonlySet<string> = new Set(
  '$schema $defs $ref title description examples default deprecated writeOnly readOnly properties items allOf if then else'.split(
    ' ',
  ),
);

/** Every schema inside a schema, that is: not the maps of names and not the values of `const` and the like. */
function schemasIn(schema: unknown): [pointer: string, schema: Record<string, unknown>][] {
  const named = /\/(properties|patternProperties|\$defs)$/;
  const data = /\/(const|enum|examples|default)(\/|$)/;
  return [...places(schema)].filter(
    (place): place is [string, Record<string, unknown>] =>
      isObject(place[1]) && !named.test(place[0]) && !data.test(place[0]),
  );
}

describe('a schema file', () => {
  it.each(allFiles)('%s compiles in strict mode', (file) => {
    const ajv = new Ajv2020({
      strict: true,
      strictRequired: false,
      allowUnionTypes: file.startsWith('tool/'),
    });
    addFormats.default(ajv);
    for (const [name, schema] of readWithReferred(file, () => false))
      ajv.addSchema(schema, `https://s.invalid/${name}`);

    expect(ajv.getSchema(`https://s.invalid/${file}`)).toBeTypeOf('function');
  });

  it.each(allFiles)('%s says its dialect, title and description, and no $id', (file) => {
    const schema = readSchema(file);

    expect(file).toMatch(/^[a-z]+\/[a-z]+(-[a-z]+)*\.schema\.json$/);
    expect(schema['$schema']).toBe('https://json-schema.org/draft/2020-12/schema');
    expect(schema['title']).toMatch(/^[A-Z][A-Za-z]+$/);
    expect(schema['description']).toMatch(/^.{10,}\.$/);
    expect(schemasIn(schema).filter(([, node]) => '$id' in node)).toEqual([]);
  });

  it.each(allFiles)('%s uses no keyword that could be misjudged or left without words', (file) => {
    const schema = readSchema(file);
    const known = (keyword: string) => isRefusingKeyword(keyword) || silent.has(keyword);
    const keywords = schemasIn(schema).flatMap(([, node]) => Object.keys(node));
    const unsafe = schemasIn(schema).filter(
      ([, node]) => '$ref' in node && ('oneOf' in node || 'anyOf' in node),
    );

    expect(keywords.filter((keyword) => !known(keyword))).toEqual([]);
    expect(unsafe).toEqual([]);
  });

  it.each(wireFiles)('%s describes every member', (file) => {
    const members = [...places(readSchema(file))].filter(([pointer]) => /\/properties\/[^/]+$/.test(pointer));

    expect(members.filter(([, member]) => typeof at(member, '/description') !== 'string')).toEqual([]);
  });

  it('is the only one with its title', () => {
    const titles = allFiles.map((file) => readSchema(file)['title']);

    expect(titles).toEqual([...new Set(titles)]);
  });

  it('of what travels is reached from a description or from a shape', () => {
    const specs = ['consult.openapi.yaml', 'notifications.asyncapi.yaml'].map((spec) =>
      readFileSync(require.resolve(`#specs/${spec}`), 'utf8'),
    );
    const named = [...specs.join('\n').matchAll(/\.\.\/schemas\/(\S+)/g)].map(([, file = '']) => file);
    const reached = new Set(named.flatMap((file) => [...readWithReferred(file, () => false).keys()]));
    const judged = channelIds.flatMap((channel) => shapeNames.map((shape) => shapeFile(channel, shape)));

    expect([...reached].sort()).toEqual([...wireFiles].sort());
    expect(judged.filter((file) => !reached.has(file))).toEqual([]);
  });

  it('refers only to files that are there', () => {
    const referred = allFiles.flatMap((file) => referredFiles(readSchema(file), file));

    expect(referred.filter((file) => !allFiles.includes(file))).toEqual([]);
  });
});

describe('the generated types', () => {
  it('are what the schemas give', async () => {
    expect(await staleTypes()).toEqual([]);
  });

  it.each(typesFiles)('of $file have a name for every schema, each once', async (types) => {
    const source = await generateTypes(types);
    const names = [...source.matchAll(/^export (?:type|interface) (\w+)/gm)].map(([, name]) => name);
    const titles = types.folders.flatMap(filesIn).map((file) => readSchema(file)['title']);

    expect(names).toEqual(expect.arrayContaining(titles));
    expect(names).toEqual([...new Set(names)]);
    expect(source).not.toMatch(/\bany\b(?=[;[])/);
  });
});
