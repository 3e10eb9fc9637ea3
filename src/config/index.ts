/** Configuration: target file, environment and flags, made into one target. */
import { UsageError } from '../model/errors.ts';
import type { Deadlines, Target } from '../model/target.ts';
import { variable, variables, type Environment } from './environment.ts';

export { defaultDeadlines, defaultMaxBodyBytes, defaultNotificationsPath } from './defaults.ts';
export { durationForm, formatDuration, parseDuration } from './duration.ts';
export { variables, type Environment } from './environment.ts';

/** What the command line says about the target. */
export interface TargetFlags {
  /** The target file. */
  readonly file?: string | undefined;
  readonly deadlines?: Partial<Deadlines>;
}

/**
 * The target that flags, environment and file name, in this order of weight; `undefined` when none names one:
 * then the embedded server is the target.
 * Rejects with UsageError, with all mistakes of the file.
 */
export async function configureTarget(
  flags: TargetFlags,
  environment: Environment,
): Promise<Target | undefined> {
  const file = flags.file ?? variable(environment, 'target');
  if (file === undefined) {
    if (variable(environment, 'baseUrl') !== undefined)
      throw new UsageError(
        `${variables.baseUrl.name} is set, but no target file is named. Give one with --target, or unset it to drive the embedded server.`,
      );
    return undefined;
  }
  const { readTargetFile } = await import('./target-file.ts'); // YAML and its schema: not for the embedded server
  const target = readTargetFile(file, environment);
  return { ...target, deadlines: { ...target.deadlines, ...flags.deadlines } };
}
