/** Shards: a run split over several machines, so that each knows its part from the command line alone. */
import { UsageError } from '../model/errors.ts';
import type { ChannelId } from '../model/channel.ts';
import type { ScenarioId } from '../model/acts.ts';
import type { Shard } from '../model/outcome.ts';
import { scenarios, type Scenario } from '../scenarios/index.ts';

/** One scenario on one channel: the smallest thing that a machine can be given. */
export interface Play {
  readonly scenario: ScenarioId;
  readonly channel: ChannelId;
  /** How many sessions it opens. */
  readonly sessions: number;
}

/** What a whole run plays. */
export interface Programme {
  readonly scenarios: readonly ScenarioId[];
  readonly channels: readonly ChannelId[];
  /** Sessions that consult at the same time, where a scenario plays in many. */
  readonly concurrency: number;
}

/** Everything that a run plays, in the order of reports; the bystander's own session, which each shard has, apart. */
export function playsOf({ scenarios: needed, channels, concurrency }: Programme): readonly Play[] {
  return scenarios
    .filter(({ id }) => needed.includes(id))
    .flatMap((scenario) =>
      channels.map((channel) => ({
        scenario: scenario.id,
        channel,
        sessions: sessionsOf(scenario, concurrency),
      })),
    );
}

function sessionsOf({ playTogether, sessions = 1 }: Scenario, concurrency: number): number {
  if (playTogether === undefined) return sessions;
  return concurrency > 1 ? concurrency : 0; // it is told of, and not played
}

/**
 * The part of one machine: the plays with the most sessions are given out first, each to the shard that has the
 * fewest sessions by then. The same on every machine, as nothing but its arguments counts.
 * @throws UsageError when there are fewer plays than shards
 */
export function playsOfShard(plays: readonly Play[], { index, of }: Shard): readonly Play[] {
  if (plays.length < of)
    throw new UsageError(
      `There is too little for ${of} shards: this run plays ${plays.length} scenarios, each channel counted. Use --shard ${Math.min(index, plays.length)}/${plays.length} at most.`,
    );
  const parts = Array.from({ length: of }, (): { sessions: number; plays: Play[] } => ({
    sessions: 0,
    plays: [],
  }));
  const largestFirst = plays.toSorted((a, b) => b.sessions - a.sessions);
  for (const play of largestFirst) {
    const part = parts.reduce((least, other) => (isLighter(other, least) ? other : least));
    part.plays.push(play);
    part.sessions += play.sessions;
  }
  const chosen = new Set(parts[index - 1]?.plays);
  return plays.filter((play) => chosen.has(play));
}

interface Load {
  readonly sessions: number;
  readonly plays: readonly Play[];
}

/** Among shards of equally many sessions the one with fewer plays is lighter, so that none stays empty. */
function isLighter(one: Load, other: Load): boolean {
  if (one.sessions !== other.sessions) return one.sessions < other.sessions;
  return one.plays.length < other.plays.length;
}
