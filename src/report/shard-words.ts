/** A shard in words: whatever it says, it is no verdict on the server. */
import type { Results, Shard } from '../model/outcome.ts';

/** The shard that results are of; absent: they are of a whole run. */
export function shardOf({ asked }: Pick<Results, 'asked'>): Shard | undefined {
  return asked?.shard;
}

/** `shard 2 of 4`. */
export function shardName({ index, of }: Shard): string {
  return `shard ${index} of ${of}`;
}

/** What to do with the results of a shard. */
export const mergeThem = 'Only all shards together are judged: consult-conformance merge.';
