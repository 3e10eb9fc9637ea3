/** One request on its way: the proof added, the turn waited for, redirects followed. */
import type { Moment, TransportFailure } from '../model/evidence.ts';
import type { Authorization } from './authorization.ts';
import type { Context, Disguise } from './context.ts';
import type { Headers, Identity } from './identity.ts';
import { direct, type Direction } from './redirect.ts';
import type { Outcome, Transport, WireRequest } from './transport.ts';

/** What a request is made of, before the party's proof is added. */
export type Outline = Pick<WireRequest, 'method' | 'path' | 'body' | 'deadlineMs' | 'signal'> & {
  readonly headers: Headers;
  /** Made once, whatever the answer, and led to no other path. */
  readonly asIs?: boolean | undefined;
  /** Made again after another login, also when it is made as it is. */
  readonly keepsLogin?: boolean | undefined;
  /** Made once, whatever the answer; redirects are followed. */
  readonly once?: boolean | undefined;
  readonly disguise?: Disguise | undefined;
  /** Waits for no turn: held by the server on purpose, or the last word of a party. */
  readonly unpaced?: boolean | undefined;
};

/** One request with its answer, secrets still in it. */
export interface Trip {
  readonly request: WireRequest;
  readonly url: URL;
  readonly begun: Moment;
  readonly end: Moment;
  readonly outcome: Outcome;
}

/** Writes a trip down; a superseded one is made again in another way. */
export type Write<T> = (trip: Trip, superseded: boolean) => T;

/** What a party's requests travel with. */
export interface Line {
  readonly context: Context;
  readonly transport: Transport;
  readonly identity: Identity;
  readonly authorization: Authorization;
}

/** Follows redirects; each request on the way is written down as one of its own, the last one is not yet. */
export async function follow(line: Line, start: Outline, write: Write<unknown>): Promise<Trip> {
  let outline = start;
  for (let hops = 0; ; hops++) {
    const trip = await travel(line, outline);
    const { answer } = trip.outcome;
    if (answer === undefined) return trip;
    const direction = direct(answer, trip.url, hops);
    if (direction.kind === 'arrived') return trip;
    // Where it leads elsewhere, to a page where one logs in, say, the redirect is the answer.
    if (outline.asIs === true && !isSameAgain(direction, trip.url)) return trip;
    if (direction.kind === 'refuse')
      return { ...trip, outcome: { failure: { kind: 'protocol', message: direction.message } } };
    write(trip, true);
    const { path } = direction;
    outline = direction.keepsMethod ? { ...outline, path } : { ...withoutBody(outline), path };
  }
}

/** Whether a redirect asks for the same request at the same path, as something between may ask of everybody. */
function isSameAgain(direction: Direction, url: URL): boolean {
  return (
    direction.kind === 'follow' && direction.keepsMethod && direction.path.split('?', 1)[0] === url.pathname
  );
}

/** A trip that was not made, and why. */
export function untravelled({ context }: Line, { request, url }: Trip, failure: TransportFailure): Trip {
  const { recorder } = context;
  return { request, url, begun: recorder.moment(), end: recorder.moment(), outcome: { failure } };
}

async function travel(line: Line, outline: Outline): Promise<Trip> {
  const { context, transport, identity, authorization } = line;
  const { method, path, disguise, signal } = outline;
  const { recorder, pace } = context;
  const needsProof = disguise === undefined || disguise === 'no-csrf';
  const unproven = needsProof && authorization.isDue() ? await authorization.obtain(signal) : undefined;
  if (unproven === undefined && outline.unpaced !== true) await pace.turn(signal);
  const headers = { ...identity.proof(method, path, disguise), ...outline.headers };
  const request: WireRequest = { ...outline, headers };
  const begun = recorder.moment();
  const outcome: Outcome = unproven === undefined ? await transport.send(request) : { failure: unproven };
  const end = recorder.moment();
  if (outcome.answer !== undefined && disguise === undefined) identity.learn(outcome.answer, path);
  return { request, url: new URL(path, transport.server.origin), begun, end, outcome };
}

function withoutBody(outline: Outline): Outline {
  const { 'content-type': _, ...headers } = outline.headers;
  return { ...outline, method: 'GET', body: undefined, headers };
}
