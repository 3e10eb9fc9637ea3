/** What is on a tape as a list of moments: a request and its answer are two of them. */
import type { Asked, Heard, Polled, Told } from './tape.ts';

/** One moment; its place in the list is its place in the order of all. */
export type Moment =
  | { readonly what: 'ask'; readonly at: number; readonly one: Asked }
  | { readonly what: 'answer'; readonly at: number; readonly one: Asked }
  | { readonly what: 'poll'; readonly at: number; readonly one: Polled }
  | { readonly what: 'polled'; readonly at: number; readonly one: Polled }
  | { readonly what: 'told'; readonly at: number; readonly one: Told };

/** The moments of a tape in order of time; what happened at the same time stays as it was written. */
export function momentsOf(heard: readonly Heard[]): readonly Moment[] {
  const moments = heard.flatMap((one): readonly Moment[] => {
    switch (one.kind) {
      case 'asked':
        return [
          { what: 'ask', at: one.at, one },
          { what: 'answer', at: one.until, one },
        ];
      case 'polled':
        return [
          { what: 'poll', at: one.at, one },
          { what: 'polled', at: one.until, one },
        ];
      case 'told':
        return [{ what: 'told', at: one.at, one }];
    }
  });
  return moments.toSorted((a, b) => a.at - b.at);
}
