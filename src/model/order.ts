/** Lists of evidence in their order: parts of them, and places in them. */
import type { Moment } from './evidence.ts';

/** Something that has a place in the order. */
type Placed = Pick<Moment, 'seq'>;

/** The part of a list in order that lies between two places. */
export function between<E extends Placed>(list: readonly E[], after: number, before: number): readonly E[] {
  return list.slice(placeOf(list, after + 1), placeOf(list, before));
}

/** How many entries of a list in order stand before a place. */
export function placeOf(list: readonly Placed[], seq: number): number {
  let low = 0;
  let high = list.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((list[middle]?.seq ?? Infinity) < seq) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** Two lists in order as one. */
export function inOrder<E extends Placed>(one: readonly E[], other: readonly E[]): readonly E[] {
  const both: E[] = [];
  let next = 0;
  for (const entry of one) {
    for (; next < other.length; next++) {
      const before = other[next];
      if (before === undefined || before.seq > entry.seq) break;
      both.push(before);
    }
    both.push(entry);
  }
  return [...both, ...other.slice(next)];
}
