/** What everything in this folder needs, and what its callers ask of it. */
import type { Purpose, TraceKey } from '../model/evidence.ts';
import type { Recorder } from '../model/recorder.ts';
import type { Target } from '../model/target.ts';

/** The run that a connection belongs to. */
export interface Context {
  readonly target: Target;
  readonly recorder: Recorder;
  /** A monotonic clock in milliseconds. */
  readonly now: () => number;
  /** Aborted when the run has to end. */
  readonly signal: AbortSignal;
}

/** A body that is sent exactly as it is written. */
export interface RawBody {
  readonly body: string;
  /** Without it, no content type is sent. */
  readonly contentType?: string;
}

/**
 * As whom a request is made when it is not simply its party: `none` shows neither credentials nor cookies,
 * `wrong-password` shows credentials that are wrong on purpose and no cookie, `no-csrf` shows everything but the
 * CSRF token. What the answer to such a request sets is not kept.
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
   * Made once, as it is: no redirect is followed, no CSRF token renewed, no login repeated. For requests whose
   * refusal is what is wanted. `identity` has it in itself.
   */
  readonly asIs?: boolean;
  readonly identity?: Disguise;
}
