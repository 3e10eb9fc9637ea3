/** What everything in this folder needs, and what its callers ask of it. */
import type { Purpose, TraceKey } from '../model/evidence.ts';
import type { Recorder } from '../model/recorder.ts';
import type { Target } from '../model/target.ts';
import type { Ledger } from './sources/ledger.ts';

/** The run that a connection belongs to. */
export interface Context {
  readonly target: Target;
  readonly recorder: Recorder;
  /** A monotonic clock in milliseconds. */
  readonly now: () => number;
  /** Aborted when the run has to end. */
  readonly signal: AbortSignal;
  /** Stands in everything that the run creates; absent: the time does. */
  readonly run?: string;
  /** Says what a person has to do while the run waits. */
  readonly tell?: (text: string) => void;
  /** Where sessions stand while they are open; absent: nowhere. */
  readonly ledger?: Ledger;
}

/** A body that is sent exactly as it is written. */
export interface RawBody {
  readonly body: string;
  /** Without it, no content type is sent. */
  readonly contentType?: string;
}

/** One request to make. */
export interface Call {
  readonly purpose: Purpose;
  readonly trace: TraceKey | null;
  readonly method: 'GET' | 'POST' | 'PUT' | 'DELETE';
  /** Below the target's `baseUrl`, beginning with a slash: `/api/v2/me/chats/ID`. */
  readonly path: string;
  /** Sent as JSON. */
  readonly body?: unknown;
  /** Sent as it is; then `body` is not looked at. */
  readonly raw?: RawBody;
}
