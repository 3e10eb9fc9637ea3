/** Reads a HAR (HTTP Archive 1.2) of a browser or a proxy: operations on sessions, and notifications over CometD. */
import { createHash } from 'node:crypto';
import { UsageError } from '../model/errors.ts';
import type { Body } from '../model/evidence.ts';
import { isObject, type JsonObject } from '../model/json.ts';
import { answerIn, open } from './bayeux-log.ts';
import { isAnswer, isMeta, isNotification, listeningAfter, messagesIn } from './bayeux-messages.ts';
import { identify, type Credentials } from './identity.ts';
import { parsed } from './json-text.ts';
import type { Masks } from './masks.ts';
import { isOperation, userIn } from './operations.ts';
import type { CaptureFile } from '../model/capture.ts';
import type { Asked, Heard, Tape } from './tape.ts';

/** One entry of a HAR, as far as it is of interest. */
interface Entry {
  readonly place: number;
  readonly time: number;
  readonly took: number;
  readonly method: string;
  readonly url: string;
  readonly sent: unknown;
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Body | undefined;
  readonly credentials: Credentials;
  readonly frames: readonly unknown[];
}

/**
 * Reads the GWS traffic of a HAR.
 * @param server the origin to look at, where the HAR holds the traffic of several servers
 * @throws UsageError for an archive that is none, without GWS traffic, or with that of several servers
 */
export function readHar(file: CaptureFile, archive: JsonObject, masks: Masks, server?: string): Tape {
  const log = archive['log'];
  const list = isObject(log) ? log['entries'] : undefined;
  if (!Array.isArray(list)) {
    throw new UsageError(
      `${file.name}: expected a HAR, {"log": {"entries": [...]}}, found no list of entries.`,
    );
  }
  const seen = new Set<string>();
  const all = list.flatMap((entry: unknown, place) =>
    isWrittenTwice(entry, seen) ? [] : [entryOf(file, entry, { place, masks })],
  );
  const relevant = all.filter(isGws);
  const entries = ofOneServer(file, relevant, server);
  const startedAt = Math.min(...entries.map(({ time }) => time));
  const who = identify(entries.map(({ credentials }) => credentials));
  const heard = entries.flatMap((entry, i) => heardIn(entry, { who: who[i] ?? '', startedAt, masks }));
  return {
    heard: withoutSecondClients(heard),
    startedAt,
    roles: new Map(),
    secrets: masks.found,
    notes: notesOn(entries),
  };
}

/** Whether an entry is there already to the last byte, as where archives of one time were joined: it happened once. */
function isWrittenTwice(entry: unknown, seen: Set<string>): boolean {
  const hash = createHash('sha256')
    .update(JSON.stringify(entry) ?? '')
    .digest('base64');
  const isKnown = seen.has(hash);
  seen.add(hash);
  return isKnown;
}

function notesOn(entries: readonly Entry[]): readonly string[] {
  const bare = entries.filter(({ status, body }) => status > 0 && body === undefined).length;
  return bare === 0
    ? []
    : [
        `The bodies of ${bare} answers are not in the HAR: what they said is not judged. Save it with content.`,
      ];
}

function isGws({ method, url, sent, frames }: Entry): boolean {
  return frames.length > 0 || messagesIn(sent) !== undefined || isOperation(method, url);
}

function ofOneServer(
  { name }: CaptureFile,
  entries: readonly Entry[],
  server: string | undefined,
): readonly Entry[] {
  const origins = [...new Set(entries.map(({ url }) => originOf(url)))];
  if (entries.length === 0) {
    throw new UsageError(
      `${name} holds no traffic with Genesys Web Services: expected requests to /api/v2/me/chats or /api/v2/me/smsessions, or CometD messages. Record while an agent consults, with the developer tools open before.`,
    );
  }
  if (server === undefined && origins.length > 1) {
    throw new UsageError(
      `${name} holds the traffic of several servers: ${origins.join(', ')}. Expected one; choose it with --server ${origins[0]}.`,
    );
  }
  const wanted = server === undefined ? origins[0] : originOf(server);
  const chosen = entries.filter(({ url }) => originOf(url) === wanted);
  if (chosen.length > 0) return chosen;
  throw new UsageError(`${name} holds no traffic with ${server}: it has that of ${origins.join(', ')}.`);
}

/** The origin of an address; WebSockets go to the same servers. */
function originOf(address: string): string {
  return URL.canParse(address) ? new URL(address.replace(/^ws/i, 'http')).origin : address;
}

interface Place {
  readonly place: number;
  readonly masks: Masks;
}

function entryOf(file: CaptureFile, value: unknown, { place, masks }: Place): Entry {
  const request = isObject(value) ? value['request'] : undefined;
  const response = isObject(value) && isObject(value['response']) ? value['response'] : {};
  const at = `${file.name}, log.entries[${place}]`;
  if (!isObject(value) || !isObject(request) || typeof request['url'] !== 'string')
    throw new UsageError(`${at}: expected an entry with request.method and request.url.`);
  const time = Date.parse(String(value['startedDateTime']));
  if (Number.isNaN(time)) {
    throw new UsageError(
      `${at}.startedDateTime: expected a time such as 2026-01-31T12:00:00.000Z, found ${JSON.stringify(value['startedDateTime']) ?? 'nothing'}.`,
    );
  }
  const took = value['time'];
  const headers = { sent: headersOf(request), got: headersOf(response) };
  for (const of of [headers.sent, headers.got]) for (const [name, each] of of) masks.header(name, each);
  return {
    place,
    time,
    took: typeof took === 'number' && took > 0 ? took : 0,
    method: String(request['method']).toUpperCase(),
    url: masks.url(request['url']),
    sent: sentIn(request),
    status: typeof response['status'] === 'number' ? response['status'] : 0,
    headers: keptOf(headers.got),
    body: bodyOf(response['content']),
    credentials: credentialsOf(headers, response['content'], request['url']),
    frames: Array.isArray(value['_webSocketMessages']) ? value['_webSocketMessages'] : [],
  };
}

type Headers = readonly (readonly [name: string, value: string])[];

function headersOf(of: JsonObject): Headers {
  const list = Array.isArray(of['headers']) ? of['headers'].filter(isObject) : [];
  return list.map(({ name, value }) => [String(name).toLowerCase(), String(value)] as const);
}

/** What judging looks at; whatever else stands there may be a secret. */
function keptOf(headers: Headers): Readonly<Record<string, string>> {
  return Object.fromEntries(headers.filter(([name]) => name === 'content-type' || name === 'date'));
}

function sentIn(request: JsonObject): unknown {
  const data = request['postData'];
  const text = isObject(data) ? data['text'] : undefined;
  return typeof text === 'string' ? parsed(text) : undefined;
}

/** The body of an answer; `undefined`: the archive does not have it. */
function bodyOf(content: unknown): Body | undefined {
  if (!isObject(content)) return undefined;
  const { text, encoding, size } = content;
  if (typeof text !== 'string') return size === 0 ? { form: 'none' } : undefined;
  if (text === '') return size === 0 || size === undefined ? { form: 'none' } : undefined;
  const plain = encoding === 'base64' ? Buffer.from(text, 'base64').toString('utf8') : text;
  const json = jsonIn(plain);
  if (json !== undefined) return { form: 'json', json };
  const isCutOff = typeof size === 'number' && size > Buffer.byteLength(plain);
  return isCutOff ? undefined : { form: 'text', text: plain.slice(0, 2_000), why: 'invalid-json' };
}

function jsonIn(text: string): unknown {
  const nested = parsed(text);
  if (nested !== undefined) return nested;
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' ? undefined : value;
  } catch {
    return undefined;
  }
}

function credentialsOf(
  { sent, got }: { readonly sent: Headers; readonly got: Headers },
  content: unknown,
  url: string,
): Credentials {
  const body = bodyOf(content);
  const user = body?.form === 'json' ? userIn(url, body.json) : undefined;
  return { sent, got, user };
}

interface Reading {
  readonly who: string;
  readonly startedAt: number;
  readonly masks: Masks;
}

function heardIn(entry: Entry, reading: Reading): readonly Heard[] {
  if (entry.frames.length > 0) return framesIn(entry, reading);
  const messages = entry.method === 'POST' ? messagesIn(entry.sent) : undefined;
  return messages === undefined ? [askedIn(entry, reading)] : polledIn(entry, reading);
}

function askedIn(entry: Entry, { who, startedAt, masks }: Reading): Asked {
  const { time, took, method, url, sent, status, headers, body } = entry;
  const at = time - startedAt;
  const response =
    status === 0 || body === undefined ? undefined : { status, headers, body: masked(body, masks) };
  return {
    kind: 'asked',
    who,
    at,
    until: response === undefined ? at : at + took,
    method,
    url,
    body: masks.body(sent),
    ...(response === undefined ? {} : { response }),
  };
}

function masked(body: Body, masks: Masks): Body {
  return body.form === 'json' ? { form: 'json', json: masks.body(body.json) } : body;
}

/** A Bayeux request, and after it the notifications that its answer brought. */
function polledIn(entry: Entry, { who, startedAt, masks }: Reading): readonly Heard[] {
  const at = entry.time - startedAt;
  const until = at + entry.took;
  const sent = (messagesIn(entry.sent) ?? []).map((one) => open(one, masks));
  const client = clientOf(entry);
  const named = client === undefined ? who : `${who}\n${client}`;
  const answers = entry.body?.form === 'json' ? messagesIn(entry.body.json) : undefined;
  const base = { kind: 'polled', who: named, at, until, sent, received: [], status: entry.status } as const;
  // What an answer brought that is not in the archive is lost.
  if (answers === undefined || entry.status >= 400) return [{ ...base, listening: 'breaks' }];
  const listening = listeningAfter(answers);
  const received = answers.filter((one) => isMeta(one) && isAnswer(one)).map((one) => open(one, masks));
  const told = answerIn(answers.filter(isNotification), until, masks, named);
  return [{ ...base, received, ...(listening === undefined ? {} : { listening }) }, ...told];
}

/** The id of the Bayeux client of a request; one that it does not have yet is in the answer. */
function clientOf({ sent, body }: Entry): string | undefined {
  const all = [...(messagesIn(sent) ?? []), ...(body?.form === 'json' ? (messagesIn(body.json) ?? []) : [])];
  const id = all.find(({ clientId }) => typeof clientId === 'string')?.['clientId'];
  return typeof id === 'string' ? id : undefined;
}

/** The messages of a WebSocket, as Chromium writes them into a HAR. */
function framesIn({ frames }: Entry, { who, startedAt, masks }: Reading): readonly Heard[] {
  return frames.flatMap((frame): readonly Heard[] => {
    if (!isObject(frame) || typeof frame['data'] !== 'string' || typeof frame['time'] !== 'number') return [];
    const messages = messagesIn(parsed(frame['data']));
    if (messages === undefined) return [];
    const at = Math.max(0, frame['time'] * 1000 - startedAt);
    if (frame['type'] === 'receive') return answerIn(messages, at, masks, who);
    const sent = messages.map((one) => open(one, masks));
    return [{ kind: 'polled', who, at, until: at, sent, received: [] }];
  });
}

/**
 * An agent who listens twice, in two windows say, is told everything twice. Of clients that overlap, the one that was
 * told most is kept; one that follows another after its end is kept as well.
 */
function withoutSecondClients(heard: readonly Heard[]): readonly Heard[] {
  const clients = new Map<string, { from: number; until: number; told: number }>();
  for (const one of heard) {
    if (one.kind === 'asked' || !one.who.includes('\n')) continue;
    const until = one.kind === 'polled' ? one.until : one.at;
    const known = clients.get(one.who) ?? { from: one.at, until, told: 0 };
    known.from = Math.min(known.from, one.at);
    known.until = Math.max(known.until, until);
    if (one.kind === 'told') known.told++;
    clients.set(one.who, known);
  }
  const ranked = [...clients].sort(([, a], [, b]) => b.told - a.told);
  const kept = new Map<string, { from: number; until: number }>();
  for (const [name, span] of ranked) {
    const isSecond = [...kept].some(
      ([other, { from, until }]) => person(other) === person(name) && span.from < until && from < span.until,
    );
    if (!isSecond) kept.set(name, span);
  }
  return heard
    .filter((one) => one.kind === 'asked' || !one.who.includes('\n') || kept.has(one.who))
    .map((one) => ({ ...one, who: person(one.who) }));
}

function person(who: string): string {
  return who.split('\n', 1)[0] ?? who;
}
