/** The opinion of another validator, made by others, on the same schemas: @hyperjump/json-schema. */
import '@hyperjump/json-schema/formats-lite';
import {
  registerSchema,
  setShouldValidateFormat,
  validate,
  type SchemaObject,
  type Validator,
} from '@hyperjump/json-schema/draft-2020-12';
import { readdirSync } from 'node:fs';
import { dirname } from 'node:path';
import { readSchema, schemaPath, type SchemaFile } from './schema-store.ts';

/** Says whether a value has the shape of a schema file. */
export type SecondOpinion = (file: SchemaFile, value: unknown) => boolean;

const base = 'https://schemas.invalid/';

/** The second validator, with some schema files made ready. */
export async function seekSecondOpinion(files: readonly SchemaFile[]): Promise<SecondOpinion> {
  setShouldValidateFormat(true);
  for (const folder of ['common', 'chat', 'sms']) {
    for (const name of readdirSync(dirname(schemaPath(`${folder}/session.schema.json`)))) {
      registerSchema(readSchema(`${folder}/${name}`) as SchemaObject, `${base}${folder}/${name}`);
    }
  }
  const validators = new Map<SchemaFile, Validator>();
  for (const file of new Set(files)) validators.set(file, await validate(base + file));
  return (file, value) => {
    const validator = validators.get(file);
    if (validator === undefined) throw new Error(`No second opinion was sought on ${file}`);
    return validator(value as Parameters<Validator>[0]).valid;
  };
}
