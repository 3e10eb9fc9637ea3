/** What judging yields: verdicts with their problems, readings and divergences. The nouns of `results.json`. */
import type { ChannelId } from './channel.ts';
import type { ActId } from './acts.ts';

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
  /** Which defect it is, run after run: see `fingerprintOf`. Given when the results of a run are put together. */
  readonly fingerprint?: string;
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
  /** The act in which it was seen; of something broken the first one. */
  readonly scenario?: ActId;
  /** The further acts in which it was seen to be broken; absent: there are none. */
  readonly alsoIn?: readonly ActId[];
  readonly reason?: string;
  /** The requirement whose breach keeps this one from being judged. */
  readonly because?: string;
  /** The further requirements of which each would keep it from being judged; absent: there are none. */
  readonly alsoBecause?: readonly string[];
  readonly problems: readonly Problem[];
  /** Of a waived failure: who accepted each of its problems, and until when. */
  readonly waivers?: readonly Waiver[];
}

/** A failure that somebody accepted until a day: an entry of a baseline file. */
export interface Waiver {
  readonly fingerprint: string;
  readonly reason: string;
  readonly owner: string;
  /** Address of the issue that tracks it. */
  readonly issue?: string;
  /** Its last day: YYYY-MM-DD, UTC. */
  readonly expires: string;
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

/** What can be wrong with an entry of a baseline. */
export type BaselineTroubleKind = 'unknown' | 'double' | 'too-broad' | 'expired' | 'stale';

/** An entry of a baseline that can't stay as it is. */
export interface BaselineTrouble {
  readonly kind: BaselineTroubleKind;
  /** Line of the entry in the file, from 1. */
  readonly line: number;
  readonly requirement: string;
  /** Absent: the entry names none. */
  readonly channel?: ChannelId;
  readonly fingerprint?: string;
  /** What is wrong, and what to do. */
  readonly said: string;
}

/** What a baseline did to the verdicts of a run. */
export interface BaselineState {
  /** The file, as it was named. */
  readonly file: string;
  readonly entries: number;
  readonly troubles: readonly BaselineTrouble[];
  /** Entries that expire soon, as sentences. */
  readonly warnings: readonly string[];
}

/** How a target was come by: the embedded server, a deployed one, or evidence that somebody else recorded. */
export type TargetKind = 'reference' | 'deployed' | 'recorded';

/** What the suite proves about itself: the figures of the self-test that this version was released with. */
export interface Proof {
  /** Faults on channels that were tried, and how many turned exactly the right requirements red. */
  readonly faults: number;
  readonly killed: number;
  /** Checks on channels, and how many of them some fault turns red. */
  readonly checks: number;
  readonly withKiller: number;
  /** Right servers that differ, and how many of them turn nothing red. */
  readonly variants: number;
  readonly green: number;
  /** Servers that do nothing, and how many requirements any of them passes. */
  readonly nullServers: number;
  readonly passedByNull: number;
}

/** A part of a run on several machines, from 1: each plays some of the scenarios, and all are merged afterwards. */
export interface Shard {
  readonly index: number;
  readonly of: number;
}

/** What was asked of a run: with the same, the same evidence is judged alike. */
export interface Asked {
  readonly channels: readonly ChannelId[];
  /** Requirement ids and subjects; empty: all. */
  readonly only: readonly string[];
  /** Answers that readings had to have. */
  readonly pinned: Readonly<Record<string, string>>;
  /** The command line that does the same again, where a command line did it. It holds no secret. */
  readonly command?: string;
  /** Which part of a run on several machines this is: what it says is not yet a verdict on the server. */
  readonly shard?: Shard;
}

/** What a file was when it was written. */
export interface FileFacts {
  /** Lower-case hex. */
  readonly sha256: string;
  readonly bytes: number;
}

/** The content of `results.json`, schema version 1. */
export interface Results extends Judgement {
  readonly schemaVersion: 1;
  readonly suite: {
    readonly name: string;
    readonly version: string;
    readonly requirementSet: string;
    /** What each requirement of the set was, by id: 8 hex digits that change with any word of it. Absent in older files. */
    readonly rules?: Readonly<Record<string, string>>;
    /** Absent: it was not built with one. */
    readonly proof?: Proof;
  };
  readonly target: {
    readonly name: string;
    readonly kind: TargetKind;
    readonly product: string;
    readonly version: string;
    readonly vendor?: string;
    /** Absent: it is not known. */
    readonly baseUrl?: string;
    /** What a reader has to know of how it was reached, as sentences; absent: nothing. */
    readonly warnings?: readonly string[];
  };
  /** Absent in files of older versions. */
  readonly asked?: Asked;
  /** Absent: there was no baseline. */
  readonly baseline?: BaselineState;
  /** The evidence.jsonl that the verdicts rest on; absent until that is written. */
  readonly evidence?: FileFacts;
  /** ISO 8601, UTC. */
  readonly startedAt: string;
  readonly durationMs: number;
  readonly summary: Readonly<Partial<Record<ChannelId, Readonly<Partial<Record<Verdict, number>>>>>>;
}
