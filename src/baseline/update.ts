/** What has to change in a baseline so that it fits the results of a run: nothing that was judged fails beside it. */
import type { ChannelId } from '../model/channel.ts';
import type { Baseline, BaselineEntry } from '../model/baseline.ts';
import type { BaselineTrouble, BaselineTroubleKind, Outcome, Results } from '../model/outcome.ts';
import type { ApplyOptions } from './apply.ts';
import { troubleOf } from './troubles.ts';
import { fingerprintsOf, unwaived } from './waive.ts';

/** A finding that no entry accepts. */
export interface NewFinding {
  readonly requirement: string;
  readonly channel: ChannelId;
  readonly fingerprint: string;
}

/** What has to change. */
export interface BaselineChange {
  /** Failures of a MUST that no entry names. */
  readonly added: readonly NewFinding[];
  /** Entries whose finding is gone, or that stand there twice. */
  readonly removed: readonly BaselineTrouble[];
  /** Entries that are over: somebody has to accept them anew. */
  readonly expired: readonly BaselineTrouble[];
  /** Entries that a person has to mend: what they mean is not known. */
  readonly unclear: readonly BaselineTrouble[];
  readonly kept: number;
}

/** Compares a baseline with results. */
export function changeOf(
  results: Results,
  baseline: Baseline,
  { catalog, today }: ApplyOptions,
): BaselineChange {
  const outcomes = unwaived(results.outcomes);
  const { entries } = baseline;
  const troubles = entries.flatMap((entry) => troubleOf(entry, { catalog, outcomes, entries, today }) ?? []);
  const of = (...kinds: readonly BaselineTroubleKind[]): BaselineTrouble[] =>
    troubles.filter(({ kind }) => kinds.includes(kind));
  const removed = of('stale', 'double');
  const stay = entries.filter(({ line }) => !removed.some((trouble) => trouble.line === line));
  return {
    added: outcomes.flatMap(findingsOf).filter((finding) => !stay.some((entry) => isOf(entry, finding))),
    removed,
    expired: of('expired'),
    unclear: of('unknown', 'too-broad'),
    kept: entries.length - troubles.length,
  };
}

function findingsOf(outcome: Outcome): readonly NewFinding[] {
  if (outcome.verdict !== 'failed') return [];
  const { requirement, channel } = outcome;
  return [...fingerprintsOf(outcome)].map((fingerprint) => ({ requirement, channel, fingerprint }));
}

function isOf(entry: BaselineEntry, finding: NewFinding): boolean {
  return (['requirement', 'channel', 'fingerprint'] as const).every((name) => entry[name] === finding[name]);
}
