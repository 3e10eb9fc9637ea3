/** What the self-test of the suite yields: whether each fault turns exactly the right requirements red. */
import type { ChannelId } from './channel.ts';

/** One fault on one channel. */
export interface KillRow {
  readonly fault: string;
  readonly channel: ChannelId;
  /** Requirements that the fault has to turn red. */
  readonly expected: readonly string[];
  /** Requirements that it turned red, as `RESP-001`, on the other channel as `sms/RESP-001`. */
  readonly turnedRed: readonly string[];
  readonly ok: boolean;
  readonly note?: string;
}

/** One right server that differs: it has to turn nothing red. */
export interface VariantRow {
  readonly variant: string;
  readonly turnedRed: readonly string[];
  readonly ok: boolean;
}

/** One server that does nothing right: no requirement may pass. */
export interface NullRow {
  readonly id: string;
  readonly passed: readonly string[];
  readonly exitCode: number;
  readonly ok: boolean;
}

/** The whole self-test. */
export interface SelftestReport {
  readonly rows: readonly KillRow[];
  readonly variants: readonly VariantRow[];
  readonly nulls: readonly NullRow[];
  /** Checked requirements that no fault turns red. */
  readonly withoutKiller: readonly string[];
  readonly passed: number;
  readonly failed: number;
}

/** How far a self-test has come. */
export interface SelftestProgress {
  readonly done: number;
  readonly total: number;
  /** What is being tried: a fault on a channel, a variant, a null server. */
  readonly what: string;
}
