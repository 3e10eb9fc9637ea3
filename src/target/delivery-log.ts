/** The deliveries of one party, and those who wait for one. */
import type { Delivery } from '../model/evidence.ts';
import { startTimer } from './timer.ts';

/** For how long to wait, and from where on to look. */
export interface WaitOptions {
  /** A `seq`: only deliveries recorded after it count. */
  readonly after: number;
  readonly deadlineMs: number;
  /** Gives the wait up when it is aborted. */
  readonly signal?: AbortSignal | undefined;
}

/** What has arrived at one party. */
export interface DeliveryLog {
  readonly add: (delivery: Delivery) => void;
  /**
   * Resolves with the first delivery, of those that have arrived and those to come, for which `wanted` is true;
   * with `undefined` at the deadline or when the log ends. Rejects with what `wanted` throws.
   */
  readonly wait: (
    wanted: (delivery: Delivery) => boolean,
    options: WaitOptions,
  ) => Promise<Delivery | undefined>;
  /** Ends all waits, now and later. */
  readonly end: () => void;
}

interface Waiter {
  readonly look: (delivery: Delivery) => void;
  readonly giveUp: () => void;
}

/** A log with nothing in it, which ends when `signal` is aborted. */
export function createDeliveryLog(signal: AbortSignal): DeliveryLog {
  const arrived: Delivery[] = [];
  const waiters = new Set<Waiter>();
  let ended = false;
  const end = (): void => {
    ended = true;
    signal.removeEventListener('abort', end);
    for (const waiter of waiters) waiter.giveUp();
  };
  signal.addEventListener('abort', end, { once: true });
  if (signal.aborted) end();
  return {
    add: (delivery) => {
      arrived.push(delivery);
      for (const waiter of waiters) waiter.look(delivery);
    },
    wait: async (wanted, { after, ...until }) => {
      const isWanted = (delivery: Delivery): boolean => delivery.seq > after && wanted(delivery);
      const found = arrived.find(isWanted);
      return found === undefined && !ended ? enlist(waiters, isWanted, until) : found;
    },
    end,
  };
}

/** Adds a waiter, which takes itself off the list when its wait is over. */
function enlist(
  waiters: Set<Waiter>,
  isWanted: (delivery: Delivery) => boolean,
  { deadlineMs, signal }: Omit<WaitOptions, 'after'>,
): Promise<Delivery | undefined> {
  if (signal?.aborted === true) return Promise.resolve(undefined);
  return new Promise((resolve, reject) => {
    const leave = (): void => {
      stop();
      signal?.removeEventListener('abort', giveUp);
      waiters.delete(waiter);
    };
    const giveUp = (): void => finish(undefined);
    const finish = (delivery: Delivery | undefined): void => {
      leave();
      resolve(delivery);
    };
    const waiter: Waiter = {
      look: (delivery) => {
        try {
          if (isWanted(delivery)) finish(delivery);
        } catch (error) {
          leave();
          reject(error as Error);
        }
      },
      giveUp,
    };
    const stop = startTimer(deadlineMs, giveUp);
    signal?.addEventListener('abort', giveUp, { once: true });
    waiters.add(waiter);
  });
}
