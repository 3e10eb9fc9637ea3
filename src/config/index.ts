/** Configuration: target file, environment and flags, made into one target. */
import { UsageError } from '../model/errors.ts';
import type { Deadlines, Target } from '../model/target.ts';
import { variable, variables, type Environment } from './environment.ts';
import { overrides, type FlagOverrides, type OverrideName } from './overrides.ts';
import type { KnownReadings } from './value-checks.ts';

export { defaultDeadlines, defaultMaxBodyBytes, defaultNotificationsPath } from './defaults.ts';
export { durationForm, formatDuration, parseDuration } from './duration.ts';
export { fileTrouble } from './file-trouble.ts';
export { variables, type Environment } from './environment.ts';
export { overrides, type FlagOverrides, type OverrideName } from './overrides.ts';
export type { KnownReadings } from './value-checks.ts';

/** What the command line says about the target. */
export interface TargetFlags {
  /** The target file. */
  readonly file?: string | undefined;
  readonly deadlines?: Partial<Deadlines>;
  /** What else flags replace in the file. */
  readonly overrides?: FlagOverrides;
  /** Answers that readings must have, which were checked before; they go before those of the file. */
  readonly pinned?: Readonly<Record<string, string>>;
  /** The readings that there are, to check those of the file. */
  readonly readings?: KnownReadings;
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
    refuseOrphans(flags.overrides ?? {}, environment);
    return undefined;
  }
  const { readTargetFile } = await import('./target-file.ts'); // YAML and its schema: not for the embedded server
  const { overrides: replaced, readings } = flags;
  const namedBy = flags.file === undefined ? variables.target.name : undefined;
  const target = readTargetFile(file, { environment, flags: replaced, readings, namedBy });
  const pinned = { ...target.pinned, ...flags.pinned };
  return {
    ...target,
    deadlines: { ...target.deadlines, ...flags.deadlines },
    ...(Object.keys(pinned).length === 0 ? {} : { pinned }),
  };
}

/** What replaces something in a target file is nothing without one: it is told, so that nobody relies on it. */
function refuseOrphans(flags: FlagOverrides, environment: Environment): void {
  for (const name of Object.keys(overrides) as OverrideName[]) {
    const row = overrides[name];
    const flag = flags[name] === undefined || !('flag' in row) ? undefined : row.flag.name;
    const set = variable(environment, row.variable) === undefined ? undefined : variables[row.variable].name;
    const said = flag === undefined ? set && `${set} is set` : `${flag} is given`;
    if (said === undefined) continue;
    throw new UsageError(
      `${said}, but no target file is named. Give one with --target, or leave it out to drive the embedded server.`,
    );
  }
}
