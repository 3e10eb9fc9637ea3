/** What environment and flags replace in a target file, as a table. */
import { isObject } from '../model/json.ts';
import { variable, variables, type Environment, type VariableName } from './environment.ts';

/** One value of a target file that can be replaced. */
interface Override {
  /** Where it stands in the file. */
  readonly path: readonly [string, ...string[]];
  readonly variable: VariableName;
  /** How a flag says it; deadlines are read as flags elsewhere, because the embedded server has them too. */
  readonly flag?: { readonly name: string; readonly value?: string; readonly meaning: string };
  /** What stands in the file when the variable is set. */
  readonly fromVariable?: (written: string) => unknown;
}

/** A word for yes or no; any other word stays, and is refused with its place. */
function truth(written: string): unknown {
  if (/^(true|yes|1)$/i.test(written)) return true;
  return /^(false|no|0)$/i.test(written) ? false : written;
}

/** The table. */
export const overrides = {
  baseUrl: {
    path: ['baseUrl'],
    variable: 'baseUrl',
    flag: { name: '--base-url', value: '<address>', meaning: 'replaces baseUrl of the target file' },
  },
  proxy: {
    path: ['proxy'],
    variable: 'proxy',
    flag: {
      name: '--proxy',
      value: '<address>',
      meaning: 'replaces proxy; without credentials, or env:NAME or file:PATH',
    },
    // An address with credentials in it may stand in the environment, and nowhere else.
    fromVariable: (written) => (/^(env|file):/.test(written) ? written : `env:${variables.proxy.name}`),
  },
  insecure: {
    path: ['tls', 'insecure'],
    variable: 'insecure',
    flag: { name: '--insecure', meaning: 'take any certificate; every report says so' },
    fromVariable: truth,
  },
  answer: { path: ['deadlines', 'answer'], variable: 'answer' },
  notification: { path: ['deadlines', 'notification'], variable: 'notification' },
  settle: { path: ['deadlines', 'settle'], variable: 'settle' },
  overall: { path: ['deadlines', 'overall'], variable: 'overall' },
} as const satisfies Record<string, Override>;

/** What can be replaced. */
export type OverrideName = keyof typeof overrides;

/** What a command line replaces; `true` of a flag without a value. */
export type FlagOverrides = Readonly<Partial<Record<OverrideName, string | true>>>;

/** A target file's value with what was replaced in it. */
export interface Overridden {
  readonly value: unknown;
  /** By the dotted path of each replaced value, the variable or flag that did it. */
  readonly origins: ReadonlyMap<string, string>;
}

/** Replaces what the environment replaces, and then what flags do. A file that is no map of keys stays as it is. */
export function override(file: unknown, environment: Environment, flags: FlagOverrides = {}): Overridden {
  const origins = new Map<string, string>();
  let value = file;
  for (const [name, row] of Object.entries(overrides) as [OverrideName, Override][]) {
    const said = saidOf(name, row, { environment, flags });
    if (said === undefined) continue;
    const replaced = replaceAt(value, row.path, said.value);
    if (replaced === undefined) continue;
    value = replaced;
    origins.set(row.path.join('.'), said.origin);
  }
  return { value, origins };
}

function saidOf(
  name: OverrideName,
  { variable: named, flag, fromVariable }: Override,
  { environment, flags }: { environment: Environment; flags: FlagOverrides },
): { readonly value: unknown; readonly origin: string } | undefined {
  const given = flags[name];
  if (given !== undefined) return { value: given, origin: flag?.name ?? name };
  const written = variable(environment, named);
  if (written === undefined) return undefined;
  return { value: fromVariable?.(written) ?? written, origin: variables[named].name };
}

/** A copy with another value at a path; `undefined` where the path does not lead through maps of keys. */
function replaceAt(around: unknown, path: readonly string[], value: unknown): unknown {
  const [key, ...rest] = path;
  if (key === undefined) return value;
  if (!isObject(around)) return undefined;
  const inner = replaceAt(around[key] ?? (rest.length > 0 ? {} : undefined), rest, value);
  return inner === undefined ? undefined : { ...around, [key]: inner };
}
