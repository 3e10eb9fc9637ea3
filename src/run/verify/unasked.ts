/** Whether a report says that it was asked for less than was played: then what it leaves out was judged, and is hidden. */
import { channels as titles } from '../../model/channel.ts';
import type { ScenarioId } from '../../model/acts.ts';
import type { Entry, Opening } from '../../model/evidence.ts';
import type { Asked } from '../../model/outcome.ts';
import type { Catalog } from '../../model/requirement.ts';
import type { Deviation } from '../../model/verification.ts';
import { neededScenarios } from '../plan.ts';

/** What is looked at with. */
export interface Playing {
  readonly asked: Pick<Asked, 'channels' | 'only'>;
  readonly catalog: Catalog;
  /** Whether this suite would play what the one that judged played. */
  readonly isSameSuite: boolean;
}

/**
 * What was played although nobody asked for it, by the report's own account. A capture holds what others did: whoever
 * judges it may well ask for a part.
 */
export function unaskedIn(evidence: Iterable<Entry>, playing: Playing): readonly Deviation[] {
  const { asked, catalog, isSameSuite } = playing;
  const needed = new Set<ScenarioId>(['bystander-control', ...neededScenarios(catalog, asked.only)]);
  const channels = new Set<string>();
  const scenarios = new Set<string>();
  for (const entry of evidence) {
    if (entry.kind !== 'opening' || entry.captured !== undefined) continue;
    if (!asked.channels.includes(entry.channel)) channels.add(nameOf(entry));
    else if (isSameSuite && !needed.has(entry.scenario)) scenarios.add(nameOf(entry));
  }
  return [
    ...told('asked: channels', asked.channels.map((id) => titles[id].title).join(' and '), channels),
    ...told('asked: requirements', asked.only.join(', '), scenarios),
  ];
}

function nameOf({ scenario, channel }: Opening): string {
  return `${scenario} over ${titles[channel].title}`;
}

function told(what: string, reported: string, played: ReadonlySet<string>): readonly Deviation[] {
  return played.size === 0 ? [] : [{ what, reported, found: `also played: ${[...played].join(', ')}` }];
}
