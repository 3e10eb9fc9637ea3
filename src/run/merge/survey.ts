/** What has to be known of a shard's evidence before it can be put behind another's. */
import type { Entry, Moment, Opening, Settings } from '../../model/evidence.ts';

/** What was found in the evidence of one shard. */
export interface Survey {
  /** The first place that is free behind it, and the time of its last moment. */
  readonly end: Moment;
  /** The scenarios that it plays, as `consult-accepted/chat`; one that plays in many sessions counts once. */
  readonly plays: ReadonlySet<string>;
  /** What the description of the target said to those who judge. */
  readonly settings: Pick<Settings, 'declares' | 'budget'> | undefined;
  /** Whether the server was asked for its version and answered: otherwise its version is not known. */
  readonly isVersionKnown: boolean;
}

/** Goes through the evidence of one shard. */
export function survey(evidence: Iterable<Entry>): Survey {
  let seq = 0;
  let at = 0;
  let settings: Survey['settings'];
  let isVersionKnown = false;
  const plays = new Set<string>();
  for (const entry of evidence) {
    const last: Moment = 'end' in entry ? entry.end : entry;
    seq = Math.max(seq, entry.seq + 1, last.seq + 1);
    at = Math.max(at, entry.at, last.at);
    if (entry.kind === 'opening') plays.add(playOf(entry));
    if (entry.kind === 'settings') settings ??= { declares: entry.declares, budget: entry.budget };
    if (entry.kind === 'exchange' && entry.purpose === 'version' && entry.response !== undefined)
      isVersionKnown = true;
  }
  return { end: { seq, at }, plays, settings, isVersionKnown };
}

function playOf({ scenario, channel }: Opening): string {
  return `${scenario}/${channel}`;
}
