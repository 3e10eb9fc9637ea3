/** What everything in this folder needs, and what its callers ask of it. */
import type { Purpose, TraceKey } from '../model/acts.ts';
import type { Recorder } from '../model/recorder.ts';
import type { Target } from '../model/target.ts';
import { createPace, type Pace } from './pace.ts';
import { createSecrets, type Secrets } from './secrets.ts';
import { publicWords, secretsOf } from './target-secrets.ts';
import type { Ledger } from './sources/ledger.ts';

/** The run that a connection belongs to. */
export interface Context {
  readonly target: Target;
  readonly recorder: Recorder;
  /** A monotonic clock in milliseconds. */
  readonly now: () => number;
  /** Aborted when the run has to end. */
  readonly signal: AbortSignal;
  /** What must not be written down, of all parties together: a server may show one party's secrets to another. */
  readonly secrets: Secrets;
  /** The pace of all parties together. */
  readonly pace: Pace;
  /** Stands in everything that the run creates; absent: the time does. */
  readonly run?: string;
  /** Says what a person has to do while the run waits. */
  readonly tell?: (text: string) => void;
  /** Where sessions stand while they are open; absent: nowhere. */
  readonly ledger?: Ledger;
}

/** The context of a run that begins. */
export function openContext(run: Omit<Context, 'secrets' | 'pace'>): Context {
  const { target, now } = run;
  const secrets = createSecrets(publicWords(target));
  for (const value of secretsOf(target)) secrets.add(value);
  return { ...run, secrets, pace: createPace(target.limits?.requestsPerSecond, now) };
}

/** A body that is sent exactly as it is written. */
export interface RawBody {
  readonly body: string;
  /** Without it, no content type is sent. */
  readonly contentType?: string;
}

/**
 * As whom a request is made when it is not simply its party: `none` shows no credentials, `wrong-password` shows
 * credentials that are wrong on purpose, `no-csrf` shows everything but the CSRF token. The first two show no cookie of
 * the party, only those that the server sets for whoever did not log in: what stands before it may know its clients by
 * one. What the answer to such a request sets is not kept.
 */
export type Disguise = 'none' | 'wrong-password' | 'no-csrf';

/** One request to make. */
export interface Call {
  readonly purpose: Purpose;
  readonly trace: TraceKey | null;
  /** Which of several alike requests it is. */
  readonly case?: string;
  readonly method: 'GET' | 'POST' | 'PUT' | 'DELETE';
  /** Below the target's `baseUrl`, beginning with a slash: `/api/v2/me/chats/ID`. */
  readonly path: string;
  /** Sent as JSON. */
  readonly body?: unknown;
  /** Sent as it is; then `body` is not looked at. */
  readonly raw?: RawBody;
  /**
   * Made once, as it is: no CSRF token is renewed, no login repeated, and no redirect is followed but one that asks for
   * the same request at the same path again. For requests whose refusal is what is wanted. `identity` has it in itself.
   */
  readonly asIs?: boolean;
  /**
   * Of a request that is made as it is: when the server says that it does not know who asks, that may be because the
   * login ended. Then the party logs in again, and the request is made again, once.
   */
  readonly keepsLogin?: boolean;
  readonly identity?: Disguise;
}
