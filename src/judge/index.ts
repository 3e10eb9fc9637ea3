/** Judging: evidence -> verdicts, readings, divergences. Pure: the same evidence gives the same judgement, live and offline. */
import type { Suite } from '../kit/check.ts';
import { latenciesOf } from '../kit/latency.ts';
import { viewsOf, type TraceView } from '../kit/view.ts';
import type { ChannelId } from '../model/channel.ts';
import type { Entry } from '../model/evidence.ts';
import type { Trace } from '../model/trace.ts';
import type { Judgement, Outcome } from '../model/outcome.ts';
import type { Catalog, Requirement } from '../model/requirement.ts';
import { divergencesOf } from './divergence.ts';
import { outcomesOf } from './outcomes.ts';
import { pinOutcomes } from './pins.ts';
import { playedAgain } from './played-again.ts';
import { readingsOf } from './readings.ts';
import { timingsOf } from './timings.ts';
import { tracesOf } from './traces.ts';

export { notInEvidence } from './not-in-evidence.ts';
export { observedReadings } from './readings.ts';
export { tracesOf } from './traces.ts';

/** By what a run is judged. */
export interface Rules {
  readonly catalog: Catalog;
  readonly suites: readonly Suite[];
  /** The channels that were asked for, in the order of reports. */
  readonly channels: readonly ChannelId[];
  /** Ids and subjects to report on; empty: all. */
  readonly only: readonly string[];
  /** Whether the channels are compared as well; they are, unless this is false. */
  readonly comparing?: boolean;
}

/** Whether a requirement is among those asked for, by its id or its subject. */
export function isSelected({ id, subject }: Requirement, only: readonly string[]): boolean {
  return only.length === 0 || only.includes(id) || only.includes(subject);
}

/**
 * Judges the evidence of a run. Notifications that concern nobody in the run take time, but no memory.
 * @param evidence its entries in order of `seq`, which can be gone through more than once: a list, or something that
 * reads a file anew each time
 */
export function judge(evidence: Iterable<Entry>, rules: Rules): Judgement {
  return judgeTraces(tracesOf(evidence), rules);
}

/** Judges what was made of the evidence of a run. */
export function judgeTraces(traces: readonly Trace[], rules: Rules): Judgement {
  const { catalog, suites, channels, only, comparing = true } = rules;
  const views = viewsOf(traces.filter((trace) => channels.includes(trace.channel)));
  const requirements = catalog.requirements.filter(
    (row) => row.notTested === undefined && row.pin === undefined,
  );
  const { counting, ...beside } = playedAgain(views);
  const all = outcomesOf({ requirements, suites, channels, views: counting, beside });
  const chosen = new Set(catalog.requirements.filter((row) => isSelected(row, only)).map(({ id }) => id));
  const isChosen = ({ requirement }: Outcome): boolean => chosen.has(requirement);
  const documented = all.filter(isChosen);
  const outcomes = [...documented, ...pinOutcomes({ catalog, channels, views: counting }).filter(isChosen)];
  return {
    complete: outcomes.length > 0 && !outcomes.some(isOpenMust),
    outcomes,
    readings: readingsOf(catalog.readings, channels, counting),
    divergences: comparing ? divergencesOf(catalog, documented, counting) : [],
    timings: timingsOf(views),
    latencies: channels.flatMap((id) =>
      latenciesOf(views.filter((view) => view.trace.channel === id && isTimed(view))),
    ),
  };
}

/** Whether it is known when the Consult was made: a capture of notifications does not tell. */
function isTimed({ trace, consult }: TraceView): boolean {
  return trace.captured === undefined || consult?.response !== undefined;
}

function isOpenMust({ level, verdict }: Outcome): boolean {
  return level === 'MUST' && verdict === 'untestable';
}
