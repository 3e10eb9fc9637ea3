/** What the self-test of the suite yields: whether each fault turns exactly the right requirements red. */
import type { ChannelId } from './channel.ts';
import type { Verdict } from './outcome.ts';

/** One requirement's verdict on one channel, without the reasons. */
export interface VerdictFact {
  readonly channel: ChannelId;
  readonly requirement: string;
  readonly verdict: Verdict;
  /** The requirement whose breach is the cause, where there is one. */
  readonly because?: string;
}

/** One fault on one channel. */
export interface KillRow {
  readonly fault: string;
  readonly channel: ChannelId;
  /** Requirements that the fault has to turn red. */
  readonly expected: readonly string[];
  /** Requirements that it turned red, as `RESP-001`, on the other channel as `sms/RESP-001`. */
  readonly turnedRed: readonly string[];
  readonly ok: boolean;
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

/**
 * Which keywords of the schemas were broken by a fault and found by a requirement. A keyword is named
 * `chat first /{session}/state type`: channel, message, place, keyword.
 */
export interface KeywordCoverage {
  readonly keywords: number;
  readonly exercised: number;
  /** Keywords that no fault breaks, with the reason why none does. */
  readonly explained: readonly { readonly keyword: string; readonly reason: string }[];
  /** Keywords that no fault breaks, and nobody says why. */
  readonly unexplained: readonly string[];
  /** Explanations of keywords that are broken by a fault, or that there are no more. */
  readonly stale: readonly string[];
}

/** One line of the golden file that is not as it was. */
export interface MovedLine {
  readonly name: string;
  /** What the file says; absent: it has no such line. */
  readonly before?: string;
  /** What is so now; absent: nothing of this name was tried. */
  readonly now?: string;
}

/** The whole self-test. */
export interface SelftestReport {
  readonly rows: readonly KillRow[];
  readonly variants: readonly VariantRow[];
  readonly nulls: readonly NullRow[];
  /** Checks on channels, as `chat/RESP-001`; empty when only some faults were tried. */
  readonly checks: readonly string[];
  /** Those of them that no fault turns red. */
  readonly withoutKiller: readonly string[];
  /** Absent when only some faults were tried. */
  readonly coverage?: KeywordCoverage;
  /** Every verdict of every server that was tried, as text: see `run/selftest/golden.ts`. */
  readonly golden: string;
  /** Where that differs from the golden file that was given; absent: none was. */
  readonly moved?: readonly MovedLine[];
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
