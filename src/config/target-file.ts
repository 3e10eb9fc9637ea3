/** The target file: read, checked and made into a target. */
import { dirname } from 'node:path';
import type { TargetChannelEntry, TargetFile } from '../../schemas/generated/tool.ts';
import { channelIds, channels, type ChannelId } from '../model/channel.ts';
import { UsageError } from '../model/errors.ts';
import type { SessionSource, Target, TargetChannel } from '../model/target.ts';
import { connectionOf } from './connection.ts';
import { defaultDeadlines, defaultMaxBodyBytes, defaultNotificationsPath } from './defaults.ts';
import { durationsOf } from './duration.ts';
import type { Environment } from './environment.ts';
import { mistakesError, type Mistake } from './mistakes.ts';
import { override, type FlagOverrides } from './overrides.ts';
import { partiesOf } from './parties.ts';
import { present, withoutSlash } from './present.ts';
import { schemaMistakes } from './schema-mistakes.ts';
import type { SecretPlaces } from './secret.ts';
import { sessionSourceOf } from './session-source.ts';
import { readTextFile } from './text-file.ts';
import { textOf, valueMistakes, type KnownReadings, type Lookup } from './value-checks.ts';
import { readYaml, type YamlSource } from './yaml-source.ts';

const NOT_STATED = 'not stated';

/** What is at hand while a file is made into a target; mistakes are gathered, not thrown. */
interface Reading {
  readonly source: YamlSource;
  readonly secrets: SecretPlaces;
  readonly mistakes: Mistake[];
}

/** What is read besides the file. */
export interface ReadOptions {
  readonly environment: Environment;
  /** What flags replace in the file. */
  readonly flags?: FlagOverrides | undefined;
  /** The readings that there are, and their answers; without them, `readings` of the file is not checked. */
  readonly readings?: KnownReadings | undefined;
  /** The variable that names the file; absent: a flag does. */
  readonly namedBy?: string | undefined;
}

/**
 * Reads a target file.
 * @param path the file, as the user named it: messages name it the same way
 * @throws UsageError with all mistakes of the file, each with line and column; no value of the file is in it
 */
export function readTargetFile(path: string, options: ReadOptions): Target {
  const { environment, flags, readings, namedBy } = options;
  const named = namedBy === undefined ? '' : `${namedBy} names it. `;
  const missing = `${named}consult-conformance init writes one.`;
  const yaml = readYaml(readTextFile(path, 'target file', missing));
  if ('mistakes' in yaml) throw mistakesError(path, yaml.mistakes);
  if (yaml.value === null || yaml.value === undefined)
    throw new UsageError(
      `The target file ${path} is empty. Expected at least baseUrl, parties and channels.`,
    );
  const { value, origins } = override(yaml.value, environment, flags);
  const secrets: SecretPlaces = { environment, folder: dirname(path) };
  return checkedTarget({ ...yaml, value }, { path, origins, lookup: { secrets, readings } });
}

/** What a value that describes a target is read with. */
export interface ValueOptions extends SecretPlaces {
  /** As of {@link ReadOptions}. */
  readonly readings?: KnownReadings | undefined;
}

/**
 * Reads what a target file says from a value that a program made. Nothing in the environment replaces a part of it.
 * @throws UsageError with all mistakes of the value, each with its key; no text of the value is in it
 */
export function readTargetValue(value: unknown, { readings, ...secrets }: ValueOptions): Target {
  const source: YamlSource = { value, placeOf: () => undefined, placeOfKey: () => undefined };
  return checkedTarget(source, { path: undefined, origins: new Map(), lookup: { secrets, readings } });
}

interface Checking {
  /** The file, for messages; `undefined`: there is none. */
  readonly path: string | undefined;
  readonly origins: ReadonlyMap<string, string>;
  readonly lookup: Lookup;
}

function checkedTarget(source: YamlSource, { path, origins, lookup }: Checking): Target {
  const mistakes = allMistakes(source, lookup).map((mistake) => withOrigin(mistake, origins));
  if (mistakes.length > 0) throw mistakesError(path, mistakes);
  const reading: Reading = { source, secrets: lookup.secrets, mistakes: [] };
  const target = targetOf(source.value as TargetFile, reading);
  if (reading.mistakes.length > 0) throw mistakesError(path, reading.mistakes);
  return target;
}

/** What the schema finds, and what else is wrong in places that the schema found right. */
function allMistakes(source: YamlSource, lookup: Lookup): readonly Mistake[] {
  const found = schemaMistakes('target', source);
  const known = new Set(found.map(({ key }) => key));
  return [...found, ...valueMistakes(source, lookup).filter(({ key }) => !known.has(key))];
}

/** A mistake in a value that does not come from the file is one of the variable or flag that it comes from. */
function withOrigin(mistake: Mistake, origins: ReadonlyMap<string, string>): Mistake {
  const origin = origins.get(mistake.key);
  return origin === undefined ? mistake : { ...mistake, key: origin, place: undefined };
}

function targetOf(file: TargetFile, reading: Reading): Target {
  const { secrets } = reading;
  const baseUrl = withoutSlash(file.baseUrl);
  return {
    name: file.name ?? hostOf(baseUrl),
    kind: 'deployed',
    product: file.product ?? NOT_STATED,
    version: file.version ?? NOT_STATED,
    baseUrl,
    notificationsPath: file.notificationsPath ?? defaultNotificationsPath,
    ...partiesOf(file, secrets),
    channels: channelsOf(file.channels, reading),
    deadlines: { ...defaultDeadlines, ...durationsOf(file.deadlines ?? {}) },
    ...connectionOf(file, secrets),
    ...present({
      vendor: file.vendor,
      budget: file.budget && durationsOf(file.budget),
      pinned: file.readings,
      redact: file.redact,
      secrets: file.secrets?.map((reference) => textOf(reference, secrets)),
      startsWork: file.startsWork,
    }),
    maxBodyBytes: file.maxBodyBytes ?? defaultMaxBodyBytes,
  };
}

function hostOf(baseUrl: string): string {
  return URL.canParse(baseUrl) ? new URL(baseUrl).host : baseUrl;
}

function channelsOf(file: TargetFile['channels'], reading: Reading): Target['channels'] {
  const named = channelIds.flatMap((id): [ChannelId, TargetChannel][] => {
    const entry = file[id];
    return entry === undefined ? [] : [[id, channelOf(id, entry, reading)]];
  });
  return Object.fromEntries(named);
}

function channelOf(id: ChannelId, entry: TargetChannelEntry, reading: Reading): TargetChannel {
  const { spellings } = channels[id];
  const none: SessionSource = {
    kind: 'none',
    reason: `The target file names no source of ${channels[id].title} sessions: channels.${id}.source is missing.`,
  };
  return {
    // A channel with one spelling only has no other to choose.
    spelling: entry.spelling && (spellings.find((row) => row.id === entry.spelling) ?? spellings[0]),
    source:
      entry.source === undefined ? none : sessionSourceOf(entry.source, ['channels', id, 'source'], reading),
    ...present({ mediaName: entry.mediaName, declares: entry.declares }),
  };
}
