/** A tape: what any format of capture comes to, before anybody asks what it means. */
import type { Body } from '../model/evidence.ts';
import type { SecretKind } from './masks.ts';

/** One HTTP request of somebody, with its answer where the capture holds one. */
export interface Asked {
  readonly kind: 'asked';
  /** Who sent it: a name that means something in this capture only. */
  readonly who: string;
  /** Milliseconds since the capture began. */
  readonly at: number;
  /** When the answer had come; `at` where there is none. */
  readonly until: number;
  readonly method: string;
  readonly url: string;
  readonly body: unknown;
  readonly response?: {
    readonly status: number;
    /** Content-Type and Date only. */
    readonly headers: Readonly<Record<string, string>>;
    readonly body: Body;
  };
}

/** One Bayeux request and what came of it, without the notifications that it brought. */
export interface Polled {
  readonly kind: 'polled';
  readonly who: string;
  readonly at: number;
  readonly until: number;
  readonly sent: readonly unknown[];
  readonly received: readonly unknown[];
  readonly status?: number;
  /** What it says of how notifications were listened to from `until` on; absent: nothing new. */
  readonly listening?: 'begins' | 'breaks';
}

/** One notification. */
export interface Told {
  readonly kind: 'told';
  readonly who: string;
  readonly at: number;
  readonly topic: string;
  readonly data: unknown;
}

/** One thing on a tape. */
export type Heard = Asked | Polled | Told;

/** What a capture holds, in order of time. */
export interface Tape {
  readonly heard: readonly Heard[];
  /** When it began, milliseconds since 1970; `undefined`: it has no times, and `at` counts messages. */
  readonly startedAt: number | undefined;
  /** Those whose role the capture names. */
  readonly roles: ReadonlyMap<string, string>;
  /** Values that must not be written down. */
  readonly secrets: ReadonlyMap<string, SecretKind>;
  /** What a reader has to know of it, as sentences. */
  readonly notes: readonly string[];
}
