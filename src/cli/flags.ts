/** Flags that more than one command has, and how their values are read. */
import { InvalidArgumentError, Option } from 'commander';
import {
  defaultDeadlines,
  durationForm,
  formatDuration,
  overrides,
  parseDuration,
  type FlagOverrides,
} from '../config/index.ts';
import { channelIds } from '../model/channel.ts';
import { nearest } from '../model/nearest.ts';
import type { Shard } from '../model/outcome.ts';
import type { Deadlines } from '../model/target.ts';
import { defaultFormats, formatIds, formatOf, type FormatId } from '../report/index.ts';

/** `--channel`, repeatable. */
export function channelFlag(): Option {
  return new Option('--channel <name...>', 'only this channel; may be repeated').choices(channelIds);
}

/** `--only`, repeatable. */
export function onlyFlag(): Option {
  return new Option('--only <name...>', 'only this requirement or subject; may be repeated');
}

/** `--concurrency N`. */
export function concurrencyFlag(): Option {
  const meaning = 'sessions that consult at the same time; 1: none beside another (default: what the target';
  return new Option(
    '--concurrency <sessions>',
    `${meaning} allows, and 20 on the embedded server)`,
  ).argParser(readConcurrency);
}

/** `--shard I/N`. */
export function shardFlag(): Option {
  return new Option(
    '--shard <i/n>',
    'play only part i of n, each on another machine; merge puts the parts together',
  ).argParser(readShard);
}

/** As many machines as anybody splits a run over. */
const MOST_SHARDS = 100;

function readShard(text: string): Shard {
  const [, index = 0, of = 0] = (/^([1-9]\d{0,2})\/([1-9]\d{0,2})$/.exec(text) ?? []).map(Number);
  if (of < 1 || index > of || of > MOST_SHARDS)
    throw new InvalidArgumentError(
      `Expected a part and their number, such as 2/4; at most ${MOST_SHARDS} parts.`,
    );
  return { index, of };
}

/** As many sessions at once as any run opens. */
const MOST_AT_ONCE = 200;

function readConcurrency(text: string): number {
  const sessions = /^\d{1,3}$/.test(text) ? Number(text) : 0;
  if (sessions < 1 || sessions > MOST_AT_ONCE)
    throw new InvalidArgumentError(`Expected a number of sessions, 1 to ${MOST_AT_ONCE}.`);
  return sessions;
}

/** `--format text|json`. */
export function formatFlag(): Option {
  return new Option('--format <name>', 'for people or for programs')
    .choices(['text', 'json'])
    .default('text');
}

/** `--format`, repeatable: the formats of the reports. */
export function reportFormatFlag(): Option {
  const meaning = `write reports of this format; may be repeated: ${formatIds.join(', ')}, or all`;
  return new Option('--format <name...>', `${meaning} (default: ${defaultFormats.join(', ')})`).argParser(
    readFormats,
  );
}

/** One value of the flag, added to those before it; several may stand in one, with commas between. */
function readFormats(text: string, before: readonly FormatId[] = []): readonly FormatId[] {
  const named = text.split(',').flatMap((word) => (word === 'all' ? formatIds : [formatNamed(word)]));
  return [...new Set([...before, ...named])];
}

function formatNamed(word: string): FormatId {
  const id = formatIds.find((one) => one === word.toLowerCase());
  if (id !== undefined) return id;
  const near = nearest(word, formatIds);
  const hint = near === undefined ? '' : ` Did you mean ${near}?`;
  throw new InvalidArgumentError(
    `There is no format ${JSON.stringify(word)}.${hint} Expected ${formatIds.join(', ')} or all; other arguments stand before --format.`,
  );
}

/** What each format is, as a note below the help of a command. */
export function formatNotes(): string {
  const width = Math.max(...formatIds.map((id) => formatOf(id).file.length)) + 2;
  const rows = formatIds.map((id) => {
    const { file, help } = formatOf(id);
    return `  ${id.padEnd(12)}${file.padEnd(width)}${help}`;
  });
  return [
    'Formats, besides results.json, evidence.jsonl and manifest.json, which are always written:',
    ...rows,
  ].join('\n');
}

const deadlineTable: Readonly<Record<keyof Deadlines, readonly [flag: string, meaning: string]>> = {
  answer: ['--deadline-answer', 'wait for the answer to a request'],
  notification: ['--deadline-notification', 'wait for a notification'],
  settle: ['--settle', 'wait for what must not arrive'],
  overall: ['--overall', 'let the whole run take'],
};

const deadlineNames = Object.keys(deadlineTable) as readonly (keyof Deadlines)[];

/** One flag a deadline, with its default in its description. */
export function deadlineFlags(): Option[] {
  return deadlineNames.map((name) => {
    const [flag, meaning] = deadlineTable[name];
    const description = `${meaning} at most this long (default: ${formatDuration(defaultDeadlines[name])})`;
    return new Option(`${flag} <duration>`, description).argParser((text) => readDuration(text, name));
  });
}

function readDuration(text: string, name: keyof Deadlines): number {
  const ms = parseDuration(text);
  if (ms === undefined || (ms === 0 && name !== 'settle'))
    throw new InvalidArgumentError(`Expected ${durationForm}.`);
  return ms;
}

/** The deadlines that were given as flags. */
export function deadlinesOf(flags: Readonly<Record<string, unknown>>): Partial<Deadlines> {
  const given = deadlineNames.flatMap((name) => {
    const option = new Option(`${deadlineTable[name][0]} <duration>`);
    const ms = flags[option.attributeName()];
    return typeof ms === 'number' ? [[name, ms] as const] : [];
  });
  return Object.fromEntries(given);
}

/** One flag for each value of a target file that a flag can replace, deadlines apart. */
export function overrideFlags(): Option[] {
  return flagged.map(
    ([, { flag }]) => new Option('value' in flag ? `${flag.name} ${flag.value}` : flag.name, flag.meaning),
  );
}

/** What was given of these flags. */
export function overridesOf(flags: Readonly<Record<string, unknown>>): FlagOverrides {
  const given = flagged.flatMap(([name, { flag }]) => {
    const value = flags[new Option(flag.name).attributeName()];
    return typeof value === 'string' || value === true ? [[name, value] as const] : [];
  });
  return Object.fromEntries(given);
}

const flagged = Object.entries(overrides).flatMap(([name, row]) =>
  'flag' in row ? [[name, row] as const] : [],
);

/** `--sign FILE`. */
function signFlag(): Option {
  return new Option('--sign <file>', 'sign the reports with this private key (PEM)');
}

/** The flags of every command that judges and hands over: where, in which formats, by which key, how much is shown. */
export function handOverFlags(): Option[] {
  return [
    baselineFlag(),
    new Option('--out <folder>', 'where the reports go').default('reports/latest'),
    reportFormatFlag(),
    signFlag(),
    new Option('--verbose', 'show every row'),
    new Option('--quiet', 'show the verdict only'),
  ];
}

/** `--baseline FILE`. */
function baselineFlag(): Option {
  return new Option('--baseline <file>', 'known failures, each accepted by somebody until a day');
}

/** `--reading`, repeatable. */
export function readingFlag(): Option {
  return new Option(
    '--reading <id=answer...>',
    'demand this answer to a question that the documents leave open; may be repeated',
  );
}

/** A port number: 0 to 65535. */
export function readPort(text: string): number {
  const port = /^\d{1,5}$/.test(text) ? Number(text) : Number.NaN;
  if (!(port <= 65_535)) throw new InvalidArgumentError('Expected a port number: 0 (a free one) to 65535.');
  return port;
}

/** A path below which a server answers: empty, or with a slash before it and none after it. */
export function readBasePath(text: string): string {
  const path = text.replace(/\/+$/, '');
  if (!/^(\/[\w.~-]+)*$/.test(path)) throw new InvalidArgumentError('Expected a path such as /gws.');
  return path;
}
