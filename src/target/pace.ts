/** How fast the suite may ask: a schedule of moments, and the waiting for them. */
import { setTimeout as sleep } from 'node:timers/promises';

/** A schedule that hands out moments; the same input always gives the same moments. */
export interface Schedule {
  /** The earliest moment from which the next request may go, milliseconds on the caller's clock. */
  readonly next: number;
}

/** A schedule from which everything may go at once. */
export const openSchedule: Schedule = { next: -Infinity };

/**
 * Takes the next place in a schedule of evenly spaced places.
 * @param now milliseconds on any monotonic clock
 * @returns how long to wait, and the schedule afterwards
 */
export function takePlace(
  { next }: Schedule,
  now: number,
  perSecond: number,
): { readonly delayMs: number; readonly schedule: Schedule } {
  const place = Math.max(now, next);
  return { delayMs: place - now, schedule: { next: place + 1_000 / perSecond } };
}

/** Waits for the turn of a request. */
export interface Pace {
  /** Resolves when the next request may go, or at once when `signal` is aborted. */
  readonly turn: (signal: AbortSignal) => Promise<void>;
}

/** The pace of all parties of a run together; without a limit everything goes at once. */
export function createPace(perSecond: number | undefined, now: () => number): Pace {
  if (perSecond === undefined) return { turn: () => Promise.resolve() };
  let schedule = openSchedule;
  return {
    turn: async (signal) => {
      const taken = takePlace(schedule, now(), perSecond);
      schedule = taken.schedule;
      if (taken.delayMs > 0) await sleep(taken.delayMs, undefined, { signal }).catch(() => undefined);
    },
  };
}
