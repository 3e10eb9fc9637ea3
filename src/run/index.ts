/** The programmatic entry: one conformance run, from a target to results. */
import type { ChannelId } from '../model/channel.ts';
import type { Entry, ScenarioId } from '../model/evidence.ts';
import type { Results } from '../model/outcome.ts';
import type { Target } from '../model/target.ts';

/** What a run is to do. */
export interface RunOptions {
  /** The server under test; `undefined`: the embedded reference server, started for this run. */
  readonly target?: Target;
  readonly channels?: readonly ChannelId[];
  /** Requirement ids and subjects; empty: all. */
  readonly only?: readonly string[];
  /** Folder for allure-results and evidence; `undefined`: nothing is written. */
  readonly outDir?: string;
  readonly signal?: AbortSignal;
  readonly onProgress?: (progress: Progress) => void;
}

/** How far a run has come. */
export type Progress =
  | { readonly step: 'connecting'; readonly target: string }
  | { readonly step: 'driving'; readonly scenario: ScenarioId; readonly channel: ChannelId }
  | { readonly step: 'driven'; readonly scenario: ScenarioId; readonly channel: ChannelId; readonly stopped?: string }
  | { readonly step: 'settling'; readonly ms: number }
  | { readonly step: 'judging' };

/** What a run yields. */
export interface RunReport {
  readonly results: Results;
  /** Everything that was sent and received, in order. */
  readonly evidence: readonly Entry[];
}
