/** The requests of a session source: to any address, recorded as the customer's, without their secrets. */
import type { Purpose, TraceKey } from '../../model/acts.ts';
import type { Body, Exchange } from '../../model/evidence.ts';
import { at, pointerSteps, type JsonObject } from '../../model/json.ts';
import { ACCEPT, createClient, type Client } from '../client.ts';
import type { Context } from '../context.ts';
import type { Headers } from '../identity.ts';
import { writeBody } from '../record.ts';
import { SECRET } from '../secrets.ts';
import { tidyingMs } from '../tidying.ts';
import type { Outline, Trip } from '../trip.ts';
import { createGrace, type Grace } from './grace.ts';

/** The body of a request. */
export type SourceBody =
  | { readonly form: 'json'; readonly json: unknown }
  | { readonly form: 'form'; readonly fields: Readonly<Record<string, string>> }
  | { readonly form: 'text'; readonly text: string; readonly contentType: string };

/** One request of a source. */
export interface SourceRequest {
  readonly purpose: Purpose;
  readonly trace: TraceKey | null;
  readonly method: 'GET' | 'POST' | 'PUT' | 'DELETE';
  readonly url: string;
  readonly headers?: Headers;
  readonly body?: SourceBody;
  /** Where the JSON of the answer has secrets: JSON pointers. They are never written down. */
  readonly secretAt?: readonly string[];
  /** The same request as it may be written down, where it holds values that must not be; absent: as it is. */
  readonly shown?: Pick<SourceRequest, 'url' | 'headers' | 'body'>;
  /** It ends something: it is made even when the run was aborted, and waits a second at most, then less. */
  readonly isGoodbye?: boolean;
}

/** An answer. */
export interface Answered {
  readonly exchange: Exchange;
  /** The JSON of an answer of success, secrets included; `undefined` when there is none. */
  readonly json: unknown;
  readonly isSuccess: boolean;
}

/** The JSON of a recorded answer, whatever its status; `undefined` when there is none. */
export function jsonIn({ response }: Exchange): unknown {
  return response?.body.form === 'json' ? response.body.json : undefined;
}

/** Makes the requests of one source. */
export interface SourceHttp {
  /** Never rejects for what the other side does. */
  readonly send: (request: SourceRequest) => Promise<Answered>;
  /** A copy without secrets. */
  readonly redact: <T>(value: T) => T;
  readonly close: () => Promise<void>;
}

/** How long a goodbye may take, milliseconds. */
export const GOODBYE_MS = 1_000;

/** Connections of a source, opened as they are needed: one client for each server. `secrets`: never written. */
export function createSourceHttp(context: Context, secrets: readonly string[] = []): SourceHttp {
  const clients = new Map<string, Client>();
  for (const secret of secrets) context.secrets.add(secret);
  const clientFor = (origin: string): Client => {
    const open = clients.get(origin);
    if (open !== undefined) return open;
    const client = createClient(context, { party: 'customer', credentials: undefined, baseUrl: origin });
    clients.set(origin, client);
    return client;
  };
  return {
    send: (request) => send({ context, client: clientFor(new URL(request.url).origin) }, request),
    redact: (value) => context.secrets.redact(value),
    close: async () => void (await Promise.all([...clients.values()].map((client) => client.close()))),
  };
}

interface Sending {
  readonly context: Context;
  readonly client: Client;
}

async function send({ context, client }: Sending, request: SourceRequest): Promise<Answered> {
  const { signal, release } = patienceFor(context, request);
  const outline = { ...outlineOf(context, request), signal };
  const writing = (trip: Trip, superseded: boolean): Answered => {
    const { answer } = trip.outcome;
    const isSuccess = answer !== undefined && answer.status >= 200 && answer.status < 300;
    const json = answer?.body.form === 'json' ? answer.body.json : undefined;
    // What a server hands out is no word that would be missed elsewhere only when it is long.
    for (const pointer of request.secretAt ?? []) context.secrets.add(textOf(at(json, pointer)), 'learnt');
    const exchange = record({ context, client, superseded }, request, trip);
    return { exchange, json: isSuccess ? json : undefined, isSuccess };
  };
  return client.send(outline, writing).finally(release);
}

/** When a request is given up: what opens a session is not cut short, or nobody would know what to close. */
function patienceFor(context: Context, { purpose, isGoodbye = false }: SourceRequest): Grace {
  if (isGoodbye) return goodbyeGrace(context);
  const { signal, target } = context;
  if (purpose === 'open-session') return createGrace(signal, tidyingMs(target.deadlines));
  return { signal, release: () => undefined };
}

/** What ends something is begun even when the run was aborted; when that happens on its way, it has little time left. */
export function goodbyeGrace({ signal, target }: Context): Grace {
  if (signal.aborted) return { signal: new AbortController().signal, release: () => undefined };
  return createGrace(signal, tidyingMs(target.deadlines));
}

/** How long a request that ends something may take, milliseconds. */
function goodbyeMs({ signal, target }: Context): number {
  return signal.aborted ? tidyingMs(target.deadlines) : GOODBYE_MS;
}

function textOf(value: unknown): string {
  return typeof value === 'string' || typeof value === 'number' ? String(value) : '';
}

function outlineOf(context: Context, request: SourceRequest): Omit<Outline, 'signal'> {
  const { method, headers = {}, body, isGoodbye = false } = request;
  const { pathname, search } = new URL(request.url);
  const [content, contentType] = written(body);
  return {
    method,
    path: pathname + search,
    headers: {
      ...ACCEPT,
      ...(contentType === undefined ? {} : { 'content-type': contentType }),
      ...inLowerCase(headers),
    },
    body: content,
    unpaced: isGoodbye && context.signal.aborted,
    deadlineMs: isGoodbye ? goodbyeMs(context) : context.target.deadlines.answer,
  };
}

function written(body: SourceBody | undefined): readonly [content: string | undefined, type?: string] {
  switch (body?.form) {
    case undefined:
      return [undefined];
    case 'json':
      return [JSON.stringify(body.json), 'application/json'];
    case 'form':
      return [new URLSearchParams(body.fields).toString(), 'application/x-www-form-urlencoded'];
    case 'text':
      return [body.text, body.contentType];
  }
}

/** What a body is in the evidence: a form is legible as its fields. */
function shownBody(body: SourceBody): unknown {
  if (body.form === 'json') return body.json;
  return body.form === 'form' ? body.fields : body.text;
}

interface Recording extends Sending {
  readonly superseded: boolean;
}

function record({ context, client, superseded }: Recording, request: SourceRequest, trip: Trip): Exchange {
  const { identity } = client;
  const { redact } = identity.secrets;
  const { answer, failure } = trip.outcome;
  const response = answer && {
    status: answer.status,
    headers: identity.veil(answer.headers),
    body: veiled(writeBody(answer.body, identity), request.secretAt ?? []),
  };
  return context.recorder.record<Exchange>(
    {
      kind: 'exchange',
      trace: request.trace,
      party: identity.party,
      purpose: request.purpose,
      request: requestShown(client, request, trip),
      end: trip.end,
      ...(superseded ? { superseded } : {}),
      ...(response === undefined ? {} : { response }),
      ...(failure === undefined ? {} : { failure: redact(failure) }),
    },
    trip.begun,
  );
}

/** A request as it is written down. */
function requestShown({ identity }: Client, request: SourceRequest, trip: Trip): Exchange['request'] {
  const { redact } = identity.secrets;
  const { shown = request } = request;
  const isFirst = new URL(request.url).href === trip.url.href; // else it was redirected
  const body = trip.request.body === undefined ? undefined : shown.body;
  const headers = { ...trip.request.headers, ...inLowerCase(shown.headers ?? {}) };
  return {
    method: trip.request.method,
    url: redact(isFirst ? new URL(shown.url).href : trip.url.href),
    headers: identity.veil(headers),
    ...(body === undefined ? {} : { body: redact(shownBody(body)) }),
  };
}

function inLowerCase(headers: Headers): Headers {
  return Object.fromEntries(Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value]));
}

/** A body in which nothing of a secret is left, even where it is no text. */
function veiled(body: Body, pointers: readonly string[]): Body {
  if (body.form !== 'json') return body;
  return {
    form: 'json',
    json: pointers.reduce((json, pointer) => without(json, pointerSteps(pointer)), body.json),
  };
}

function without(json: unknown, [step, ...rest]: readonly string[]): unknown {
  if (step === undefined) return json === null ? null : SECRET;
  if (typeof json !== 'object' || json === null || !Object.hasOwn(json, step)) return json;
  if (Array.isArray(json))
    return json.map((item: unknown, i) => (String(i) === step ? without(item, rest) : item));
  return { ...json, [step]: without((json as JsonObject)[step], rest) };
}
