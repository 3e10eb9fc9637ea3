/** The target file: read, checked and made into a target. */
import { readFileSync, statSync } from 'node:fs';
import { dirname } from 'node:path';
import type { TargetAgent, TargetChannelEntry, TargetFile } from '../../schemas/generated/tool.ts';
import { channelIds, channels, type ChannelId } from '../model/channel.ts';
import { UsageError } from '../model/errors.ts';
import type { AgentAccount, Deadlines, SessionSource, Target, TargetChannel } from '../model/target.ts';
import { defaultDeadlines, defaultMaxBodyBytes, defaultNotificationsPath } from './defaults.ts';
import { durationForm, parseDuration } from './duration.ts';
import { variable, variables, type Environment } from './environment.ts';
import { mistakesError, type Mistake } from './mistakes.ts';
import { schemaMistakes } from './schema-mistakes.ts';
import { resolveSecret, type SecretPlaces } from './secret.ts';
import { sessionSourceOf } from './session-source.ts';
import { readYaml, type YamlSource } from './yaml-source.ts';

const MAX_FILE_BYTES = 1_000_000;
const NOT_STATED = 'not stated';

/** What is at hand while a file is made into a target; mistakes are gathered, not thrown. */
interface Reading {
  readonly source: YamlSource;
  readonly secrets: SecretPlaces;
  readonly mistakes: Mistake[];
}

/**
 * Reads a target file.
 * @param path the file, as the user named it: messages name it the same way
 * @throws UsageError with all mistakes of the file, each with line and column; no value of the file is in it
 */
export function readTargetFile(path: string, environment: Environment): Target {
  const source = readYaml(readText(path));
  if ('mistakes' in source) throw mistakesError(path, source.mistakes);
  if (source.value === null || source.value === undefined)
    throw new UsageError(
      `The target file ${path} is empty. Expected at least baseUrl, parties and channels.`,
    );
  const wrong = schemaMistakes('target', source);
  if (wrong.length > 0) throw mistakesError(path, wrong);
  const reading: Reading = { source, secrets: { environment, folder: dirname(path) }, mistakes: [] };
  const target = targetOf(source.value as TargetFile, reading);
  if (reading.mistakes.length > 0) throw mistakesError(path, reading.mistakes);
  return target;
}

const fileTroubles: Readonly<Record<string, string>> = {
  ENOENT: 'does not exist',
  EACCES: 'may not be read by this user',
  EPERM: 'may not be read by this user',
  ENOTDIR: 'does not exist: a part of its path is a file',
};

function readText(path: string): string {
  try {
    const facts = statSync(path);
    if (facts.isDirectory()) throw new UsageError(`The target ${path} is a folder. Expected a YAML file.`);
    if (facts.size > MAX_FILE_BYTES)
      throw new UsageError(`The target file ${path} is larger than 1 MB. Is it a target file?`);
    return new TextDecoder('utf-8', { fatal: true }).decode(readFileSync(path));
  } catch (error) {
    if (error instanceof UsageError) throw error;
    if (error instanceof TypeError)
      throw new UsageError(`The target file ${path} is not UTF-8 text.`, { cause: error });
    const code = error instanceof Error && 'code' in error ? String(error.code) : '';
    const trouble = fileTroubles[code] ?? `can't be read (${code})`;
    throw new UsageError(`The target file ${path} ${trouble}.`, { cause: error });
  }
}

function targetOf(file: TargetFile, reading: Reading): Target {
  const baseUrl = baseUrlOf(file, reading);
  return {
    name: file.name ?? hostOf(baseUrl),
    kind: 'deployed',
    product: file.product ?? NOT_STATED,
    ...(file.vendor === undefined ? {} : { vendor: file.vendor }),
    version: file.version ?? NOT_STATED,
    baseUrl,
    notificationsPath: file.notificationsPath ?? defaultNotificationsPath,
    parties: eachOf(file.parties, (name, agent) => accountOf(agent, name, reading)),
    channels: channelsOf(file.channels, reading),
    deadlines: deadlinesOf(file, reading),
    maxBodyBytes: file.maxBodyBytes ?? defaultMaxBodyBytes,
  };
}

function eachOf<K extends string, A, B>(
  named: { readonly [key in K]?: A | undefined },
  make: (key: K, value: A) => B,
): Partial<Record<K, B>> {
  const pairs = Object.entries(named) as [K, A][];
  return Object.fromEntries(pairs.map(([key, value]) => [key, make(key, value)])) as Partial<Record<K, B>>;
}

function baseUrlOf(file: TargetFile, { source, secrets, mistakes }: Reading): string {
  const override = variable(secrets.environment, 'baseUrl');
  const address = override ?? file.baseUrl;
  const fits = /^https?:\/\/[^\s/?#@]+(\/[^\s?#]*)?$/.test(address) && URL.canParse(address);
  const said = 'expected an http or https address without credentials, query and fragment';
  if (!fits && override !== undefined) mistakes.push({ key: variables.baseUrl.name, said });
  else if (!fits) mistakes.push({ place: source.placeOf(['baseUrl']), key: 'baseUrl', said });
  return address.replace(/\/+$/, '');
}

function hostOf(baseUrl: string): string {
  return URL.canParse(baseUrl) ? new URL(baseUrl).host : baseUrl;
}

function accountOf(agent: TargetAgent, name: string, { source, secrets, mistakes }: Reading): AgentAccount {
  const secret = resolveSecret(agent.password, secrets);
  const path = ['parties', name, 'password'];
  if ('mistake' in secret)
    mistakes.push({ place: source.placeOf(path), key: path.join('.'), said: secret.mistake });
  const password = 'value' in secret ? secret.value : '';
  return {
    credentials: { kind: 'basic', userName: agent.userName, password },
    nickname: agent.nickname ?? agent.userName,
  };
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
  };
}

function deadlinesOf(file: TargetFile, { source, mistakes }: Reading): Deadlines {
  const written = eachOf(file.deadlines ?? {}, (name: keyof Deadlines, duration: number | string) => {
    const ms = parseDuration(duration);
    const path = ['deadlines', name];
    if (ms === undefined || (ms === 0 && name !== 'settle'))
      mistakes.push({ place: source.placeOf(path), key: path.join('.'), said: `expected ${durationForm}` });
    return ms ?? defaultDeadlines[name];
  });
  return { ...defaultDeadlines, ...written };
}
