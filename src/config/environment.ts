/** The environment variables that change what a run does, as a table. */

/** A set of environment variables. */
export type Environment = Readonly<Record<string, string | undefined>>;

/** The variables, by what they set; `--help` shows this table. */
export const variables = {
  target: { name: 'CONSULT_TARGET', meaning: 'the target file, when --target is not given' },
  baseUrl: { name: 'CONSULT_BASE_URL', meaning: 'replaces baseUrl of the target file' },
  proxy: { name: 'CONSULT_PROXY', meaning: 'replaces proxy; the address may have credentials in it' },
  insecure: { name: 'CONSULT_INSECURE', meaning: 'true replaces tls.insecure: any certificate is taken' },
  answer: { name: 'CONSULT_DEADLINE_ANSWER', meaning: 'replaces deadlines.answer: 10s' },
  notification: { name: 'CONSULT_DEADLINE_NOTIFICATION', meaning: 'replaces deadlines.notification: 10s' },
  settle: { name: 'CONSULT_SETTLE', meaning: 'replaces deadlines.settle: 2s' },
  overall: { name: 'CONSULT_OVERALL', meaning: 'replaces deadlines.overall: 2m' },
} as const satisfies Record<string, { name: string; meaning: string }>;

/** What a variable of the table sets. */
export type VariableName = keyof typeof variables;

/** The value of a variable of the table; one that is set to nothing counts as not set. */
export function variable(environment: Environment, which: VariableName): string | undefined {
  const value = environment[variables[which].name];
  return value === '' ? undefined : value;
}
