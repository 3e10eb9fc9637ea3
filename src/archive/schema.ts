/** Values of a run's files, checked against the schemas that say what they are. */
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { Ajv2020, type ErrorObject } from 'ajv/dist/2020.js';
import formats from 'ajv-formats';

/** The files of a run that have a schema in `schemas/tool`. */
export type SchemaName = 'results' | 'manifest' | 'evidence' | 'attestation';

/** What is wrong with a value, a line each, with the place; empty: nothing. */
export type Mistakes = (value: unknown) => readonly string[];

/** How many mistakes of a value are named. */
const NAMED = 10;

/** A schema with its definitions, to check values against. */
export interface Schema {
  /** Checks against the whole, all mistakes at once. */
  readonly mistakes: Mistakes;
  /** Checks against one of its `$defs`, up to the first mistake. `undefined`: it has no such one. */
  readonly definition: (name: string) => Mistakes | undefined;
}

/** Reads a schema and makes it ready; each part is compiled when it is first used. */
export function openSchema(name: SchemaName): Schema {
  const path = createRequire(import.meta.url).resolve(`#schemas/tool/${name}.schema.json`);
  const schema = JSON.parse(readFileSync(path, 'utf8')) as { readonly $defs?: object };
  const compiler = (allErrors: boolean): Ajv2020 => {
    const ajv = new Ajv2020({ allErrors, allowUnionTypes: true });
    formats.default(ajv);
    return ajv.addSchema(schema, name);
  };
  const quick = compiler(false);
  const check = (ajv: Ajv2020, key: string): Mistakes => {
    const validate = ajv.getSchema(key);
    return (value) => (validate?.(value) === true ? [] : described(validate?.errors ?? []));
  };
  const parts = new Map(
    Object.keys(schema.$defs ?? {}).map((part) => [part, () => check(quick, `${name}#/$defs/${part}`)]),
  );
  const ready = new Map<string, Mistakes>();
  return {
    mistakes: (value) => check(compiler(true), name)(value),
    definition: (part) => {
      const known = ready.get(part) ?? parts.get(part)?.();
      if (known !== undefined) ready.set(part, known);
      return known;
    },
  };
}

function described(errors: readonly ErrorObject[]): readonly string[] {
  const lines = errors.slice(0, NAMED).map(({ instancePath, message = '', params }) => {
    const added = params['additionalProperty'] as string | undefined;
    const name = added === undefined ? '' : ` (${JSON.stringify(added).slice(0, 60)})`;
    return `${instancePath || '(the whole)'} ${message}${name}`;
  });
  return errors.length > NAMED ? [...lines, `and ${errors.length - NAMED} more`] : lines;
}
