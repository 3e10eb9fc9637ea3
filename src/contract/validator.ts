/** The validator: finds schemas in their files and collects everything that it has against a value. */
import { Ajv2020 } from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';
import { HarnessError } from '../model/errors.ts';
import { isObject, places } from '../model/json.ts';
import type { BranchComplaints, Complaint } from './root-causes.ts';
import type { readWithReferred, SchemaFile } from './schema-store.ts';

/** Asks schemas about values. A schema is read and compiled when it is first asked. */
export interface Validator {
  /** Everything that the schema of a file has against a value, in the validator's order. */
  complaints(file: SchemaFile, value: unknown): readonly Complaint[];
  /** The same for one branch of the list of alternatives that another complaint is about. */
  readonly branchComplaints: BranchComplaints;
}

/** The base address of all schemas. It is only a name: nothing is fetched from it. */
const base = 'https://schemas.invalid/';

/**
 * Strictness about the schemas themselves is left to the tests: a branch has to compile without its
 * surroundings. The other settings save time at the start of every run.
 */
function createAjv(): Ajv2020 {
  const ajv = new Ajv2020({
    strict: false,
    validateSchema: false,
    allErrors: true,
    verbose: true,
    ownProperties: true,
    messages: false,
    logger: false,
    meta: false,
    code: { optimize: false },
  });
  addFormats.default(ajv);
  return ajv;
}

/** Gives a schema and those that it refers to, without those that are known already. */
export type ReadSchemas = typeof readWithReferred;

/** Makes a validator that knows no schema yet and finds them with `read`. */
export function createValidator(read: ReadSchemas): Validator {
  const ajv = createAjv();
  const addresses = new Map<unknown, string>();

  function load(file: SchemaFile): string {
    const known = (other: SchemaFile) => Object.hasOwn(ajv.schemas, base + other);
    for (const [name, schema] of read(file, known)) {
      ajv.addSchema(schema, base + name);
      for (const [pointer, node] of places(schema)) {
        if (isObject(node)) addresses.set(node, `${base}${name}#${encodeURI(pointer)}`);
      }
    }
    return base + file;
  }

  function ask(address: string, value: unknown): readonly Complaint[] {
    const validate = ajv.getSchema(address);
    if (validate === undefined) throw new HarnessError(`There is no schema at ${address}`);
    return validate(value) === true ? [] : [...(validate.errors ?? [])];
  }

  return {
    complaints: (file, value) => ask(load(file), value),
    branchComplaints({ keyword, parentSchema, data }, branch) {
      const address = addresses.get(parentSchema);
      if (address === undefined) throw new HarnessError(`The schema around ${keyword} is in no file`);
      return ask(`${address}/${keyword}/${branch}`, data);
    },
  };
}
