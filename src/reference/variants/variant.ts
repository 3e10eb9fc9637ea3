/** What a variant is: a server that is right in another way. */
import type { ChannelId } from '../../model/channel.ts';
import type { Quirk } from '../quirk.ts';

/** A right server that differs from the embedded one as it is without quirks. */
export interface Variant {
  readonly id: string;
  /** What it does, in one line. */
  readonly title: string;
  readonly channels: readonly ChannelId[];
  readonly quirk: Omit<Quirk, 'id' | 'channels'>;
  /** In how many sessions an agent may be at a time, where the description of the target has to say so. */
  readonly sessionsPerAgent?: number;
}
