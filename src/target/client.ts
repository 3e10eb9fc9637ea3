/** Makes the requests of one party: proves who asks, follows redirects, renews the CSRF token, writes everything down. */
import { setMaxListeners } from 'node:events';
import type { Body, Exchange, Moment } from '../model/evidence.ts';
import type { Recorder } from '../model/recorder.ts';
import { MAX_TEXT } from './body.ts';
import type { Call, Context, Disguise } from './context.ts';
import { mayBeStale } from './csrf.ts';
import { createIdentity, type Headers, type Identity, type IdentityOptions } from './identity.ts';
import { direct } from './redirect.ts';
import { createTransport, type Outcome, type Transport, type WireRequest } from './transport.ts';

/** What a request is made of, before the party's proof is added. */
export type Outline = Pick<WireRequest, 'method' | 'path' | 'body' | 'deadlineMs' | 'signal'> & {
  readonly headers: Headers;
  /** Made once, whatever the answer. */
  readonly asIs?: boolean;
  readonly disguise?: Disguise | undefined;
};

/** One request with its answer, secrets still in it. */
export interface Trip {
  readonly request: WireRequest;
  readonly url: URL;
  readonly begun: Moment;
  readonly end: Moment;
  readonly outcome: Outcome;
}

/** Makes requests in one party's name. */
export interface Client {
  readonly identity: Identity;
  /** Records every hop by `write` and resolves with what it returned for the last one. */
  readonly send: <T>(outline: Outline, write: (trip: Trip) => T) => Promise<T>;
  /** Makes a call and records it. */
  readonly exchange: (
    call: Call,
    options?: { signal?: AbortSignal; deadlineMs?: number },
  ) => Promise<Exchange>;
  readonly close: () => Promise<void>;
}

/** Whom a client speaks for, and where to. */
export type ClientOptions = Pick<IdentityOptions, 'party' | 'credentials'> & { readonly baseUrl: string };

/** A client with connections, cookies and a CSRF token of its own. */
export function createClient(context: Context, { party, credentials, baseUrl }: ClientOptions): Client {
  const { target, recorder } = context;
  setMaxListeners(0, context.signal); // one listener a request under way: many at a time are no leak
  const transport = createTransport(baseUrl, target.maxBodyBytes);
  const { server } = transport;
  const identity = createIdentity({ party, target, server, credentials });
  const hop: Hop = { transport, identity, recorder };
  const exchange: Client['exchange'] = (call, options = {}) => {
    const { signal = context.signal, deadlineMs = target.deadlines.answer } = options;
    const outline: Outline = { ...toOutline(call, server), signal, deadlineMs };
    return send(outline, (trip) => writeExchange(trip, call, hop));
  };
  const renew = async (): Promise<void> => {
    await exchange({ purpose: 'login', trace: null, method: 'GET', path: '/api/v2/me' });
  };
  const send: Client['send'] = async (outline, write) => {
    const sent = identity.csrfToken()?.value;
    const first = await follow(hop, outline, write);
    if (outline.asIs === true) return first.written;
    if (!isRefusedToken(first.trip, sent !== undefined)) return first.written;
    if (identity.csrfToken()?.value === sent) await renew();
    if (identity.csrfToken()?.value === sent) return first.written;
    return (await follow(hop, outline, write)).written;
  };
  return { identity, send, exchange, close: transport.close };
}

interface Hop {
  readonly transport: Transport;
  readonly identity: Identity;
  readonly recorder: Recorder;
}

interface Followed<T> {
  readonly trip: Trip;
  readonly written: T;
}

/** Follows redirects; each request on the way is written down as one of its own. */
async function follow<T>(hop: Hop, start: Outline, write: (trip: Trip) => T): Promise<Followed<T>> {
  let outline = start;
  for (let hops = 0; ; hops++) {
    const arrived = await travel(hop, outline);
    const { answer } = arrived.outcome;
    const direction =
      answer === undefined || outline.asIs === true
        ? ({ kind: 'arrived' } as const)
        : direct(answer, arrived.url, hops);
    const trip: Trip =
      direction.kind === 'refuse'
        ? { ...arrived, outcome: { failure: { kind: 'protocol', message: direction.message } } }
        : arrived;
    const written = write(trip);
    if (direction.kind !== 'follow') return { trip, written };
    const { path } = direction;
    outline = direction.keepsMethod ? { ...outline, path } : { ...withoutBody(outline), path };
  }
}

async function travel({ transport, identity, recorder }: Hop, outline: Outline): Promise<Trip> {
  const { method, path, disguise } = outline;
  const headers = { ...outline.headers, ...identity.proof(method, path, disguise) };
  const request: WireRequest = { ...outline, headers };
  const begun = recorder.moment();
  const outcome = await transport.send(request);
  const end = recorder.moment();
  if (outcome.answer !== undefined && disguise === undefined) identity.learn(outcome.answer, path);
  return { request, url: new URL(path, transport.server.origin), begun, end, outcome };
}

function isRefusedToken({ request, outcome }: Trip, inUse: boolean): boolean {
  const { answer } = outcome;
  return mayBeStale({ method: request.method, status: answer?.status, body: answer?.body, inUse });
}

function withoutBody(outline: Outline): Outline {
  const { 'content-type': _, ...headers } = outline.headers;
  return { ...outline, method: 'GET', body: undefined, headers };
}

/** Sent with every request; `identity` keeps the evidence legible. */
export const ACCEPT: Headers = { accept: 'application/json', 'accept-encoding': 'identity' };

type Sketch = Pick<Outline, 'method' | 'path' | 'headers' | 'body' | 'asIs' | 'disguise'>;

function toOutline(call: Call, server: URL): Sketch {
  const path = server.pathname.replace(/\/$/, '') + call.path;
  const [body, contentType] = toBody(call);
  const headers = contentType === undefined ? ACCEPT : { ...ACCEPT, 'content-type': contentType };
  const { method, identity: disguise, asIs = disguise !== undefined } = call;
  return { method, path, headers, body, asIs, disguise };
}

function toBody({ body, raw }: Call): readonly [body: string | undefined, contentType: string | undefined] {
  if (raw !== undefined) return [raw.body, raw.contentType];
  if (body === undefined) return [undefined, undefined];
  return [JSON.stringify(body), 'application/json'];
}

function writeExchange(trip: Trip, call: Call, { identity, recorder }: Hop): Exchange {
  const { redact } = identity.secrets;
  const { request, url, begun, end } = trip;
  const sent = request.body === undefined ? undefined : (call.raw?.body ?? call.body);
  const { response, failure } = writeOutcome(trip.outcome, identity);
  return recorder.record<Exchange>(
    {
      kind: 'exchange',
      trace: call.trace,
      party: identity.party,
      purpose: call.purpose,
      ...(call.case === undefined ? {} : { case: call.case }),
      request: {
        method: request.method,
        url: redact(url.href),
        headers: identity.veil(request.headers),
        ...(sent === undefined ? {} : { body: redact(sent) }),
      },
      end,
      ...(response === undefined ? {} : { response }),
      ...(failure === undefined ? {} : { failure }),
    },
    begun,
  );
}

type Written = Pick<Exchange, 'response' | 'failure'>;

function writeOutcome({ answer, failure }: Outcome, identity: Identity): Written {
  const { redact } = identity.secrets;
  if (failure !== undefined) return { failure: redact(failure) };
  const headers = identity.veil(answer.headers);
  return { response: { status: answer.status, headers, body: writeBody(answer.body, identity) } };
}

/** A body that may be written down. It is clipped last, so that no half of a secret is left over. */
export function writeBody(body: Body, { secrets }: Identity): Body {
  if (body.form === 'json') return { form: 'json', json: secrets.redact(body.json) };
  if (body.form === 'none') return body;
  return { ...body, text: secrets.redact(body.text).slice(0, MAX_TEXT) };
}
