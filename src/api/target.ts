/** The server under test, as programs describe it. */
import { loadCatalog, pinnableAnswers } from '../catalog/index.ts';
import { configureTarget } from '../config/index.ts';
import { readTargetValue } from '../config/target-file.ts';
import { channelIds, type ChannelId } from '../model/channel.ts';
import { UsageError } from '../model/errors.ts';
import type { Target as Described } from '../model/target.ts';
import { unwrap, type TargetDefinition } from './definition.ts';

/** Where the secrets of a target are looked for. */
export interface TargetOptions {
  /** Looked up by `env:NAME`; absent: the environment of the process. */
  readonly environment?: Readonly<Record<string, string | undefined>>;
}

/** Where the secrets of a target are looked for that is no file. */
export interface DefineOptions extends TargetOptions {
  /** The folder of relative paths, as in `file:PATH`; absent: the working folder of the process. */
  readonly folder?: string;
}

/** A server that can be driven: its description was checked, and its secrets were found. It shows none of them. */
export class Target {
  /** What reports call it. */
  readonly name: string;
  readonly baseUrl: string;
  /** The channels that it has. */
  readonly channels: readonly ChannelId[];
  readonly #described: Described;

  /** @internal */
  constructor(described: Described) {
    this.name = described.name;
    this.baseUrl = described.baseUrl;
    this.channels = channelIds.filter((id) => described.channels[id] !== undefined);
    this.#described = described;
  }

  /** The whole description, secrets included. @internal */
  static described(target: Target): Described {
    if (!(#described in target))
      throw new UsageError('The target is not one. Expected what defineTarget or readTarget returned.');
    return target.#described;
  }
}

/**
 * Checks a target that is described by an object, as a target file is checked: by the same schema
 * (`consult-conformance/schemas/tool/target.schema.json`), with the same messages. What the environment replaces in
 * a target file (`CONSULT_BASE_URL` and so on), it does not replace here.
 * @throws UsageError with all mistakes at once, each with its key; no value of the object is in it
 */
export function defineTarget(definition: TargetDefinition, options: DefineOptions = {}): Target {
  const { environment: given = process.env, folder = process.cwd() } = options;
  const { value, environment } = unwrap(definition, given);
  const readings = pinnableAnswers(loadCatalog());
  return new Target(readTargetValue(value, { environment, folder, readings }));
}

/**
 * Reads a target file as `run --target FILE` does; the environment replaces the same in it.
 * Rejects with UsageError, with all mistakes of the file, each with line and column.
 */
export async function readTarget(file: string, options: TargetOptions = {}): Promise<Target> {
  const { environment = process.env } = options;
  const described = await configureTarget({ file, readings: pinnableAnswers(loadCatalog()) }, environment);
  if (described === undefined) throw new UsageError('No target file is named.');
  return new Target(described);
}
