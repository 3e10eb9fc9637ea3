/** Checks x traces -> outcomes: one verdict for each requirement on each channel. */
import type { Suite } from '../kit/check.ts';
import type { TraceView } from '../kit/view.ts';
import type { ActId } from '../model/acts.ts';
import type { ChannelId } from '../model/channel.ts';
import type { Outcome } from '../model/outcome.ts';
import type { Requirement } from '../model/requirement.ts';
import { acrossCaptured } from './captured.ts';
import { foundOf } from './found.ts';
import { lawsOf, type Laws } from './laws.ts';
import type { Beside } from './played-again.ts';
import { toOutcome } from './to-outcome.ts';

/** What is judged, and by what. */
export interface Case {
  readonly requirements: readonly Requirement[];
  readonly suites: readonly Suite[];
  readonly channels: readonly ChannelId[];
  readonly views: readonly TraceView[];
  /** What is known of scenarios that were played before, beside others; absent: there are none. */
  readonly beside?: Beside;
}

/** The outcomes of all requirements on all channels, in the order of the catalogue, channel by channel. */
export function outcomesOf(about: Case): readonly Outcome[] {
  const laws = lawsOf(about.requirements, about.suites);
  return about.channels.flatMap((channel) => {
    const captured = about.views.filter(
      ({ trace }) => trace.captured !== undefined && trace.channel === channel,
    );
    const own = about.views.filter(({ trace }) => trace.channel === channel);
    const { unheard, mayWait } = about.beside ?? noneBeside;
    if (captured.length > 0)
      return acrossCaptured(
        captured.map((view) => channelOutcomes(laws, channel, { ...noneBeside, own: [view] })),
      );
    const ours = unheard.filter(({ trace }) => trace.channel === channel);
    return channelOutcomes(laws, channel, { own, unheard: ours, mayWait });
  });
}

const noneBeside: Beside = { unheard: [], mayWait: false };

function channelOutcomes(
  { requirements, checks, needs }: Laws,
  channel: ChannelId,
  { own, mayWait, ...beside }: Beside & { readonly own: readonly TraceView[] },
): readonly Outcome[] {
  const views = groupedByAct(own);
  const unheard = groupedByAct(beside.unheard);
  const done = new Map<string, Outcome>();
  const outcomeOf = (row: Requirement): Outcome => {
    const known = done.get(row.id);
    if (known !== undefined) return known;
    const causes = (needs.get(row.id) ?? []).map((need) => ({ need, outcome: outcomeOf(need) }));
    const outcome = toOutcome(
      row,
      channel,
      foundOf(row, { channel, causes, checks: checks.get(row.id) ?? [], views, unheard, mayWait }),
    );
    done.set(row.id, outcome);
    return outcome;
  };
  return requirements.map(outcomeOf);
}

function groupedByAct(views: readonly TraceView[]): Map<ActId, TraceView[]> {
  const groups = new Map<ActId, TraceView[]>();
  for (const view of views) {
    const group = groups.get(view.trace.act) ?? [];
    group.push(view);
    groups.set(view.trace.act, group);
  }
  return groups;
}
