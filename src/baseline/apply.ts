/** Applies a baseline to the results of a run. */
import type { Baseline, BaselineEntry } from '../model/baseline.ts';
import type { BaselineState, Outcome, Results } from '../model/outcome.ts';
import type { Catalog } from '../model/requirement.ts';
import { summaryOf } from '../model/summary.ts';
import { daysBetween } from '../model/days.ts';
import { channelOf, troubleOf } from './troubles.ts';
import { unwaived, waive, type WaiverFor } from './waive.ts';

/** Within how many days before its end an entry is warned of. */
const SOON_DAYS = 14;

/** What a baseline is applied with. */
export interface ApplyOptions {
  readonly catalog: Catalog;
  /** Today: YYYY-MM-DD, UTC. */
  readonly today: string;
}

/**
 * The results with a baseline applied: accepted failures are `waived`, and `baseline` says what is wrong with its
 * entries. An entry with which something is wrong waives nothing. A baseline that was applied before is replaced.
 */
export function applyBaseline(results: Results, baseline: Baseline, options: ApplyOptions): Results {
  const { catalog, today } = options;
  const before = unwaived(results.outcomes);
  const { entries, file } = baseline;
  const judged = entries.map((entry) => ({
    entry,
    trouble: troubleOf(entry, { catalog, outcomes: before, entries, today }),
  }));
  const good = judged.filter(({ trouble }) => trouble === undefined).map(({ entry }) => entry);
  const outcomes = waive(before, good.flatMap(toWaivers));
  const state: BaselineState = {
    file,
    entries: entries.length,
    troubles: judged.flatMap(({ trouble }) => trouble ?? []),
    warnings: good.flatMap((entry) => soonOver(entry, today)),
  };
  const channels = results.asked?.channels ?? [...new Set(outcomes.map(({ channel }) => channel))];
  return {
    ...results,
    outcomes,
    baseline: state,
    complete: isComplete(results, { before, outcomes }),
    summary: summaryOf(outcomes, channels),
  };
}

/** A shard may also be incomplete by what it did not play, which no waiver makes up for. */
function isComplete(
  { complete, asked }: Results,
  { before, outcomes }: { readonly before: readonly Outcome[]; readonly outcomes: readonly Outcome[] },
): boolean {
  return isOpen(before) && asked?.shard === undefined ? !isOpen(outcomes) : complete;
}

function isOpen(outcomes: readonly Outcome[]): boolean {
  return outcomes.some(({ level, verdict }) => level === 'MUST' && verdict === 'untestable');
}

function toWaivers(entry: BaselineEntry): readonly WaiverFor[] {
  const { requirement, fingerprint, reason, owner, issue, expires } = entry;
  const channel = channelOf(entry);
  if (channel === undefined || fingerprint === undefined) return [];
  const tracked = issue === undefined ? {} : { issue };
  return [{ requirement, channel, fingerprint, reason, owner, ...tracked, expires }];
}

function soonOver({ requirement, channel, expires, owner, line }: BaselineEntry, today: string): string[] {
  const days = daysBetween(today, expires);
  if (days > SOON_DAYS) return [];
  const when = days === 0 ? 'today' : days === 1 ? 'tomorrow' : `in ${days} days`;
  return [`The waiver of ${requirement} on ${channel} ends ${when}, on ${expires} (line ${line}, ${owner}).`];
}
