/** Readings that two servers answer differently. Nobody is better or worse for an answer. */
import type { ChannelId } from '../model/channel.ts';
import type { ObservedReading, Results } from '../model/outcome.ts';
import { keyed, keysOf } from './keyed.ts';

/**
 * How the answers differ. `seen` and `unseen`: only one of the runs shows an answer. `added` and `removed`: only one
 * of them asks.
 */
export type ReadingShift = 'changed' | 'seen' | 'unseen' | 'added' | 'removed';

/** A reading whose answers differ. */
export interface ReadingChange {
  readonly id: string;
  readonly channel: ChannelId;
  readonly shift: ReadingShift;
  /** Absent: the run does not ask it. */
  readonly from?: string;
  readonly to?: string;
}

const keyOf = ({ id, channel }: ObservedReading): string => `the reading ${id} on ${channel}`;
const NOT_SEEN = 'not-seen';

/** The readings whose answers differ, by id and channel. @throws UsageError when one is there twice */
export function compareReadings(before: Results, after: Results): readonly ReadingChange[] {
  const had = keyed(before.readings, keyOf);
  const has = keyed(after.readings, keyOf);
  return keysOf(had, has).flatMap((key) => {
    const [a, b] = [had.get(key), has.get(key)];
    const one = b ?? a;
    if (one === undefined || a?.answer === b?.answer) return [];
    return [
      {
        id: one.id,
        channel: one.channel,
        shift: shiftOf(a?.answer, b?.answer),
        ...(a === undefined ? {} : { from: a.answer }),
        ...(b === undefined ? {} : { to: b.answer }),
      },
    ];
  });
}

function shiftOf(from: string | undefined, to: string | undefined): ReadingShift {
  if (from === undefined) return 'added';
  if (to === undefined) return 'removed';
  if (from === NOT_SEEN) return 'seen';
  return to === NOT_SEEN ? 'unseen' : 'changed';
}
