/** Where sessions come from: `channels.<channel>.source` of a target file, made into what the suite works with. */
import type {
  TargetCommand,
  TargetCustomerSide,
  TargetGmsSource,
  TargetGwsSource,
  TargetInvitation,
  TargetRecipeSource,
  TargetRequest,
  TargetSessionSource,
  TargetView,
} from '../../schemas/generated/tool.ts';
import type {
  BodyTemplate,
  CommandSettings,
  CustomerRecipe,
  RequestTemplate,
  SessionSource,
  ViewRecipe,
} from '../model/target.ts';
import { durationForm, parseDuration } from './duration.ts';
import type { Mistake } from './mistakes.ts';
import { resolve } from 'node:path';
import type { SecretPlaces } from './secret.ts';
import { readTemplates, type TemplateReading } from './templates.ts';
import type { YamlSource } from './yaml-source.ts';

/** What is at hand while a source is read; mistakes are gathered, not thrown. */
export interface SourceReading {
  readonly source: YamlSource;
  readonly secrets: SecretPlaces;
  readonly mistakes: Mistake[];
}

/** A part of the file on its way, and what is known where it stands. */
interface Part {
  readonly path: readonly string[];
  readonly reading: TemplateReading;
  /** Names of values that were kept of the opening answer. */
  readonly kept: readonly string[];
}

const OPENING = ['nickname', 'agent', 'party', 'channel', 'tag'] as const;
const LATER = [...OPENING, 'sessionId'] as const;

const defaults = { commandMs: 30_000, invitationMs: 60_000, maxOutputBytes: 1_000_000 } as const;

type Readers = {
  readonly [K in TargetSessionSource['kind']]: (
    entry: Extract<TargetSessionSource, { kind: K }>,
    part: Part,
  ) => SessionSource;
};

const readers: Readers = {
  reference: ({ url }) => ({ kind: 'reference', url: url.replace(/\/+$/, '') }),
  gms: gmsOf,
  gws: gwsOf,
  recipe: recipeOf,
  command: commandOf,
  list: ({ ids }) => ({ kind: 'list', ids }),
  invitation: invitationOf,
};

/** The source that an entry describes; `path` is where it stands in the file. */
export function sessionSourceOf(
  entry: TargetSessionSource,
  path: readonly string[],
  { source, secrets, mistakes }: SourceReading,
): SessionSource {
  const reading: TemplateReading = { source, places: secrets, mistakes, secrets: {} };
  const read = readers[entry.kind] as (entry: TargetSessionSource, part: Part) => SessionSource;
  return read(entry, { path, reading, kept: [] });
}

function gmsOf({ url, fields = {}, headers = {} }: TargetGmsSource, part: Part): SessionSource {
  return {
    kind: 'gms',
    url: addressOf(url, part),
    fields: texts(fields, 'fields', part),
    headers: headersOf(headers, part, OPENING),
    secrets: part.reading.secrets,
  };
}

function gwsOf(
  { url, contactCenterId, members = {}, headers = {} }: TargetGwsSource,
  part: Part,
): SessionSource {
  return {
    kind: 'gws',
    url: addressOf(url, part),
    contactCenterId,
    members: texts(members, 'members', part),
    headers: headersOf(headers, part, OPENING),
    secrets: part.reading.secrets,
  };
}

function texts<T>(value: T, name: string, { path, reading }: Part): T {
  return readTemplates(value, { path: [...path, name], names: OPENING }, reading);
}

function addressOf(url: string, { path, reading }: Part): string {
  const names = ['agent', 'party', 'channel'];
  return readTemplates(url, { path: [...path, 'url'], names }, reading).replace(/\/+$/, '');
}

function recipeOf(entry: TargetRecipeSource, part: Part): SessionSource {
  const { open, sessionId, keep = {}, keepSecret = {} } = entry;
  const kept = [...Object.keys(keep), ...Object.keys(keepSecret)];
  for (const name of kept) checkKept(name, part);
  return {
    ...customerRecipeOf(entry, { ...part, kept }),
    open: requestOf(open, { ...part, path: [...part.path, 'open'] }, OPENING),
    keep,
    keepSecret,
    ...(sessionId === undefined ? {} : { sessionId }),
  };
}

function checkKept(name: string, { path, reading }: Part): void {
  const taken: readonly string[] = [...LATER, 'text'];
  if (/^[A-Za-z_][\w-]*$/.test(name) && !taken.includes(name)) return;
  reading.mistakes.push({
    place: reading.source.placeOf(path),
    key: path.join('.'),
    said: `a name in keep or keepSecret is none; expected a word of letters, digits, _ and -, other than ${taken.join(', ')}`,
  });
}

type CustomerEntry = Pick<TargetRecipeSource, 'say' | 'look' | 'leave'>;

function customerRecipeOf({ say, look, leave }: CustomerEntry, part: Part): CustomerRecipe {
  const at = (step: string): Part => ({ ...part, path: [...part.path, step] });
  const names = [...LATER, ...part.kept];
  return {
    kind: 'recipe',
    ...(say === undefined ? {} : { say: requestOf(say, at('say'), [...names, 'text']) }),
    ...(look === undefined ? {} : { look: viewOf(look, at('look'), names) }),
    ...(leave === undefined ? {} : { leave: requestOf(leave, at('leave'), names) }),
    secrets: part.reading.secrets,
  };
}

function viewOf(
  { request, state, participants, messages, types = {} }: TargetView,
  part: Part,
  names: readonly string[],
): ViewRecipe {
  const at = (...steps: string[]): Part => ({ ...part, path: [...part.path, ...steps] });
  const { request: own, ...where } = messages;
  return {
    request: requestOf(request, at('request'), names),
    ...(state === undefined ? {} : { state }),
    ...(participants === undefined
      ? {}
      : { participants: { nickname: '/nickname', type: '/type', ...participants } }),
    messages: {
      nickname: '/from/nickname',
      from: '/from/type',
      type: '/type',
      text: '/text',
      ...where,
      ...(own === undefined ? {} : { request: requestOf(own, at('messages', 'request'), names) }),
    },
    types,
  };
}

function requestOf(entry: TargetRequest, part: Part, names: readonly string[]): RequestTemplate {
  const { method, headers = {} } = entry;
  const url = readTemplates(entry.url, { path: [...part.path, 'url'], names }, part.reading);
  if (!URL.canParse(url.replaceAll(/\$\{[^{}]*\}/g, 'x')))
    mistake(part, 'url', 'expected an http or https address');
  const body = bodyOf(entry, part, names);
  return { method, url, headers: headersOf(headers, part, names), ...(body === undefined ? {} : { body }) };
}

function headersOf(
  headers: Readonly<Record<string, string>>,
  part: Part,
  names: readonly string[],
): Readonly<Record<string, string>> {
  const path = [...part.path, 'headers'];
  for (const name of Object.keys(headers))
    if (!/^[!#$%&'*+.^_`|~0-9A-Za-z-]+$/.test(name)) mistake(part, 'headers', 'a name is no header name');
  return readTemplates(headers, { path, names }, part.reading);
}

const bodyForms = ['json', 'form', 'text'] as const;

function bodyOf(entry: TargetRequest, part: Part, names: readonly string[]): BodyTemplate | undefined {
  const given = bodyForms.filter((form) => entry[form] !== undefined);
  if (given.length > 1)
    mistake(part, given[1] ?? 'json', `expected one of ${bodyForms.join(', ')}, not several`);
  if (given.length > 0 && entry.method === 'GET') mistake(part, 'method', 'a GET can have no body');
  const read = <T>(value: T, form: string): T =>
    readTemplates(value, { path: [...part.path, form], names }, part.reading);
  const { json, form, text, contentType = 'text/plain; charset=utf-8' } = entry;
  if (json !== undefined) return { form: 'json', json: read(json, 'json') };
  if (form !== undefined) return { form: 'form', fields: read(form, 'form') };
  return text === undefined ? undefined : { form: 'text', text: read(text, 'text'), contentType };
}

function mistake({ path, reading }: Part, key: string, said: string): void {
  const at = [...path, key];
  reading.mistakes.push({ place: reading.source.placeOf(at), key: at.join('.'), said });
}

function commandOf(entry: TargetCommand, part: Part): CommandSettings {
  const { program, args = [], does = [], maxOutputBytes = defaults.maxOutputBytes } = entry;
  return {
    kind: 'command',
    program,
    args,
    folder: resolve(part.reading.places.folder),
    does: ['open', ...new Set(does)],
    deadlineMs: deadlineOf(entry.deadline, part, defaults.commandMs),
    maxOutputBytes,
  };
}

function deadlineOf(written: number | string | undefined, part: Part, usual: number): number {
  if (written === undefined) return usual;
  const ms = parseDuration(written);
  if (ms === undefined || ms === 0) mistake(part, 'deadline', `expected ${durationForm}`);
  return ms ?? usual;
}

function invitationOf({ hint, deadline, customer }: TargetInvitation, part: Part): SessionSource {
  return {
    kind: 'invitation',
    ...(hint === undefined ? {} : { hint }),
    deadlineMs: deadlineOf(deadline, part, defaults.invitationMs),
    ...(customer === undefined
      ? {}
      : { customer: customerOf(customer, { ...part, path: [...part.path, 'customer'] }) }),
  };
}

function customerOf(entry: TargetCustomerSide, part: Part): CustomerRecipe | CommandSettings {
  return entry.kind === 'command' ? commandOf(entry, part) : customerRecipeOf(entry, part);
}
