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

/** How late a request may go without those after it going later, too, milliseconds: as finely as clocks tick. */
const SLACK_MS = 10;

/**
 * The pace of all parties of a run together; without a limit everything goes at once. Requests go one after the other:
 * whoever goes late moves those that follow, so that no burst makes up for it.
 */
export function createPace(perSecond: number | undefined, now: () => number): Pace {
  if (perSecond === undefined) return { turn: () => Promise.resolve() };
  let schedule = openSchedule;
  let last: Promise<void> = Promise.resolve();
  const go = async (signal: AbortSignal): Promise<void> => {
    if (signal.aborted) return;
    const taken = takePlace(schedule, now(), perSecond);
    if (taken.delayMs > 0) await sleep(taken.delayMs, undefined, { signal }).catch(() => undefined);
    if (signal.aborted) return;
    schedule = { next: Math.max(taken.schedule.next, now() - SLACK_MS + 1_000 / perSecond) };
  };
  return {
    turn: (signal) => {
      last = last.then(() => go(signal));
      return unlessAborted(last, signal);
    },
  };
}

/** Resolves when something is done, or at once when the signal is aborted. */
function unlessAborted(work: Promise<void>, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const end = (): void => {
      signal.removeEventListener('abort', end);
      resolve();
    };
    signal.addEventListener('abort', end, { once: true });
    if (signal.aborted) end();
    void work.then(end);
  });
}
