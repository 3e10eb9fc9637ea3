/** The environment variables that change what a run does, as a table. */

/** A set of environment variables. */
export type Environment = Readonly<Record<string, string | undefined>>;

/** The variables, by what they set; `--help` shows this table. */
export const variables = {
  target: { name: 'CONSULT_TARGET', meaning: 'the target file, when --target is not given' },
  baseUrl: { name: 'CONSULT_BASE_URL', meaning: 'replaces baseUrl of the target file' },
} as const satisfies Record<string, { name: string; meaning: string }>;

/** The value of a variable of the table; one that is set to nothing counts as not set. */
export function variable(environment: Environment, which: keyof typeof variables): string | undefined {
  const value = environment[variables[which].name];
  return value === '' ? undefined : value;
}
