/** A run may have been put together of parts, each with logins of its own: each begins with what was said of the target. */
import type { Entry } from '../model/evidence.ts';
import { between } from '../model/order.ts';

/** Those of the entries that concern every trace which stand in the same part as a place in the order. */
export function partOfRun(everywhere: readonly Entry[], seq: number): readonly Entry[] {
  const begins = everywhere.filter(({ kind }) => kind === 'settings').map((settings) => settings.seq);
  if (begins.length < 2) return everywhere;
  const from = begins.findLast((begin) => begin <= seq) ?? 0;
  const until = begins.find((begin) => begin > seq) ?? Infinity;
  return between(everywhere, from - 1, until);
}
