/**
 * What stays of the notifications that concern nobody in a run. Only three things are ever asked of them: how many came,
 * which came first after something, and whether one came at all; so a few of them and a count stand for any number.
 */
import type { PartyName } from '../model/acts.ts';
import type { Delivery } from '../model/evidence.ts';
import type { LeftOut } from '../model/trace.ts';
import { isFailure } from './concern.ts';

/** How many are kept after each mark, of whom, and of which kind. */
interface Sample {
  readonly party: PartyName;
  readonly atMost: number;
  readonly isOne: (data: unknown) => boolean;
}

const isAny = (): boolean => true;

const samples: readonly Sample[] = [
  // Where a notification is missed, reports show the first that came instead.
  { party: 'originator', atMost: 5, isOne: isAny },
  // A failure that says nothing of what failed may be that of any request.
  { party: 'originator', atMost: 1, isOne: (data) => isFailure(data) && data['referenceId'] === undefined },
  // That the consultant was told of anything proves that it could have been told.
  { party: 'consultant', atMost: 1, isOne: isAny },
];

/** Goes through the notifications that concern nobody, in order. */
export interface Sampler {
  /** Whether to keep one all the same; it is counted otherwise. */
  readonly keeps: (delivery: Delivery) => boolean;
  /** How many were not kept, each count at the mark after which they came, in order. */
  readonly leftOut: () => readonly LeftOut[];
}

/**
 * A sampler that has seen nothing.
 * @param marks the places in the order from which, or up to which, anybody looks: in order
 */
export function createSampler(marks: readonly number[]): Sampler {
  const counted: { readonly seq: number; readonly party: PartyName; count: number }[] = [];
  let kept = samples.map(() => 0);
  let latest = new Map<PartyName, { count: number }>();
  let mark = -1;
  const passTo = (seq: number): void => {
    if ((marks[mark + 1] ?? Infinity) > seq) return;
    while ((marks[mark + 1] ?? Infinity) <= seq) mark++;
    kept = samples.map(() => 0);
    latest = new Map();
  };
  const count = (party: PartyName): void => {
    const known = latest.get(party);
    if (known !== undefined) known.count++;
    else {
      const first = { seq: marks[mark] ?? 0, party, count: 1 };
      latest.set(party, first);
      counted.push(first);
    }
  };
  return {
    keeps: ({ seq, party, data }) => {
      passTo(seq);
      if (mark < 0) return false; // nobody looks so early
      let isKept = false;
      samples.forEach((sample, i) => {
        if (sample.party !== party || (kept[i] ?? 0) >= sample.atMost || !sample.isOne(data)) return;
        kept[i] = (kept[i] ?? 0) + 1;
        isKept = true;
      });
      if (!isKept) count(party);
      return isKept;
    },
    leftOut: () => counted,
  };
}
