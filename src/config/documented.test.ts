import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { afterAll, describe, expect, it } from 'vitest';
import { parse, stringify } from 'yaml';
import { isObject } from '../model/json.ts';
import { certificate, lockedKey, passphrase } from './certificate.fixture.ts';
import { overrides } from './overrides.ts';
import { readTargetFile } from './target-file.ts';
import { variables } from './environment.ts';

const schema = createRequire(import.meta.url)('#schemas/tool/target.schema.json') as Record<string, unknown>;
const page = readFileSync(resolve('docs/target.md'), 'utf8');
const readme = readFileSync(resolve('README.md'), 'utf8');
const folder = mkdtempSync(join(tmpdir(), 'consult-documented-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const examples = [page, readme].flatMap((text) =>
  [...text.matchAll(/```yaml\n([^]*?)```/g)].map(([, yaml = '']) => yaml),
);

/** What an example leaves out. */
const rest = {
  baseUrl: 'https://gws.example.com',
  parties: { originator: { userName: 'alice', password: 'env:P' } },
  channels: { chat: {} },
};

const replacing = Object.values(variables).map(({ name }): string => name);

/** Everything that examples point at. */
const environment = new Proxy<Record<string, string>>(
  {},
  {
    get: (_none, name) =>
      name === 'KEY_PASSPHRASE' ? passphrase : replacing.includes(String(name)) ? undefined : 'x',
  },
);
const files: Readonly<Record<string, string>> = {
  'company-ca.pem': certificate,
  'client.pem': certificate,
  'client.key': lockedKey,
};

/** The places of the schema that this page is about; those of session sources have a page of their own. */
const ours = placesIn(schema, '').filter(([pointer]) =>
  /^(\/properties|\/\$defs\/(agent|oauth|consultee|reference|channel|duration)(\/|$)|$)/.test(pointer),
);

/** Names of all keys that the schema knows there. */
const keys = ours.flatMap(([, { properties }]) => (isObject(properties) ? Object.keys(properties) : []));

describe('the page about the target file', () => {
  it('has every key of the schema', () => {
    const missing = keys.filter((key) => !new RegExp(`\\b${key}\\b`).test(page));

    expect(keys).toContain('passphrase');
    expect(missing).toEqual([]);
  });

  it('has every variable and every flag that replaces something', () => {
    const flags = Object.values(overrides).flatMap((row) => ('flag' in row ? [row.flag.name] : []));

    for (const word of [...Object.values(variables).map(({ name }) => name), ...flags])
      expect(page).toContain(word);
  });

  it.each(examples.map((yaml) => [yaml.split('\n', 1)[0] ?? '', yaml]))(
    'shows what is accepted: %s …',
    (_first, yaml) => {
      for (const name of ['secrets/bob', 'secrets/carol.token', 'secrets/licence', ...Object.keys(files)])
        writeFileSync(join(folder, name.replace('/', '-')), files[name] ?? 'x');
      const whole = stringify({ ...rest, ...(parse(yaml) as object) }).replaceAll(
        'file:secrets/',
        'file:secrets-',
      );
      const path = join(folder, 'target.yaml');
      writeFileSync(path, whole);

      expect(readTargetFile(path, { environment }).name).toBe('gws.example.com');
    },
  );
});

describe('the published schema', () => {
  it('gives examples and defaults that it accepts itself', () => {
    const ajv = new Ajv2020({ allowUnionTypes: true, strictRequired: false });
    ajv.addSchema(schema, 'target');
    const wrong = ours.flatMap(([pointer, node]) => {
      const given = [
        ...(Array.isArray(node['examples']) ? (node['examples'] as unknown[]) : []),
        ...('default' in node ? [node['default']] : []),
      ];
      const fits = ajv.compile({ $ref: `target#${pointer}` });
      return given.filter((value) => !fits(value)).map((value) => [pointer, value]);
    });

    expect(wrong).toEqual([]);
  });
});

function placesIn(node: unknown, pointer: string): [string, Record<string, unknown>][] {
  if (!isObject(node)) return [];
  return [
    [pointer, { ...node }],
    ...['properties', '$defs'].flatMap((group) => {
      const named = node[group];
      return Object.entries(isObject(named) ? named : {}).flatMap(([name, inner]) =>
        placesIn(inner, `${pointer}/${group}/${name}`),
      );
    }),
  ];
}
