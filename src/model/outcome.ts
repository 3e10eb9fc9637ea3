/** What judging yields: verdicts with their problems, readings and divergences. The nouns of `results.json`. */
import type { ChannelId } from './channel.ts';
import type { ActId } from './evidence.ts';

/** How binding a requirement is. */
export type Level = 'MUST' | 'SHOULD' | 'MAY';

/** The verdict on one requirement on one channel. */
export type Verdict = 'passed' | 'failed' | 'warned' | 'untestable' | 'not-applicable' | 'waived';

/** What can be wrong: a closed list, each kind explained in one table and on one page of `docs/problems.md`. */
export type ProblemKind =
  | 'no-answer'
  | 'refused'
  | 'not-json'
  | 'missing-event'
  | 'late-event'
  | 'repeated-event'
  | 'unexpected-event'
  | 'missing-member'
  | 'wrong-type'
  | 'wrong-value'
  | 'wrong-correlation'
  | 'contradiction'
  | 'lost'
  | 'not-gained'
  | 'not-withdrawn'
  | 'leak';

/** One thing that is not as the requirement says. */
export interface Problem {
  readonly kind: ProblemKind;
  /** Message, party and JSON pointer, for a person. */
  readonly where: string;
  readonly expected: string;
  readonly actual: string;
  /** The `seq` of the entries that show it. */
  readonly evidence: readonly number[];
}

/** What one check found in one trace. */
export type Finding =
  /** `note`: what is worth saying all the same. */
  | { readonly problems: readonly Problem[]; readonly note?: string }
  /** It could not be judged; `because` names the requirement whose breach is the cause, where there is one. */
  | { readonly untestable: string; readonly because?: string }
  /** The target truthfully lacks what the requirement speaks of. */
  | { readonly notApplicable: string };

/** The verdict on one requirement on one channel, with its reasons. */
export interface Outcome {
  readonly requirement: string;
  readonly channel: ChannelId;
  readonly level: Level;
  readonly verdict: Verdict;
  /** The act in which it was seen. */
  readonly scenario?: ActId;
  readonly reason?: string;
  readonly because?: string;
  readonly problems: readonly Problem[];
}

/** The answer of one server, on one channel, to a question that the documents leave open. */
export interface ObservedReading {
  readonly id: string;
  readonly channel: ChannelId;
  /** One of the reading's answers; `mixed` when it gave several; `not-seen` when nothing showed it. */
  readonly answer: string;
}

/** How an observed divergence stands to the documents. */
export type DivergenceClass = 'same' | 'documented' | 'undocumented' | 'undetermined';

/** One comparison of chat with SMS. */
export interface Divergence {
  readonly id: string;
  readonly class: DivergenceClass;
  readonly chat: string;
  readonly sms: string;
  /** Id of the documented difference that explains it. */
  readonly difference?: string;
  readonly reason?: string;
}

/** How long something took on one channel, in milliseconds. Shown, never judged. */
export interface Timing {
  readonly id: string;
  readonly channel: ChannelId;
  readonly ms: number;
}

/** What the time from a Consult is measured to: its answer, its notifications of success, its failure. */
export type Measure = 'response' | 'first' | 'second' | 'failure';

/**
 * The times from all Consults of a run on one channel to one thing that follows, in milliseconds. Percentiles are
 * values that were measured (nearest rank): of few samples the higher ones are the largest.
 */
export interface Latency {
  readonly measure: Measure;
  readonly channel: ChannelId;
  /** How many Consults it was measured in. */
  readonly samples: number;
  readonly p50: number;
  readonly p95: number;
  readonly p99: number;
  /** The largest p95 that the target's description allows, where it says so. */
  readonly budget?: number;
}

/** Everything that judging one run yields. */
export interface Judgement {
  readonly complete: boolean;
  readonly outcomes: readonly Outcome[];
  readonly readings: readonly ObservedReading[];
  readonly divergences: readonly Divergence[];
  readonly timings: readonly Timing[];
  readonly latencies: readonly Latency[];
}

/** The content of `results.json`, schema version 1. */
export interface Results extends Judgement {
  readonly schemaVersion: 1;
  readonly suite: { readonly name: string; readonly version: string; readonly requirementSet: string };
  readonly target: {
    readonly name: string;
    /** `recorded`: nothing was driven; what somebody else had captured was judged. */
    readonly kind: 'reference' | 'deployed' | 'recorded';
    readonly product: string;
    readonly version: string;
    /** What a reader has to know of how it was reached, as sentences; absent: nothing. */
    readonly warnings?: readonly string[];
  };
  /** ISO 8601, UTC. */
  readonly startedAt: string;
  readonly durationMs: number;
  readonly summary: Readonly<Partial<Record<ChannelId, Readonly<Partial<Record<Verdict, number>>>>>>;
}
