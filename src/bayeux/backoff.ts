/** How long a client waits of its own accord. */

const FIRST_MS = 100;
const LAST_MS = 2_000;
const QUICK_MS = 200;

/** Milliseconds to wait after so many failures in a row: 100, then twice as long each time, at most 2,000. */
export function backoff(failures: number): number {
  return Math.min(FIRST_MS * 2 ** Math.max(0, failures - 1), LAST_MS);
}

/** Keeps a client from asking without pause a server that does not hold its connects. */
export const throttle = {
  /** Whether an empty answer came so fast that it was not held; `timeoutMs` is what the server advised. */
  isQuick: (tookMs: number, timeoutMs: number): boolean =>
    tookMs < (timeoutMs === 0 ? QUICK_MS : Math.min(QUICK_MS, timeoutMs / 2)),
  /** Milliseconds to wait after so many quick and empty answers in a row; the first, after a handshake, is usual. */
  delayMs: (idle: number): number => (idle > 1 ? FIRST_MS : 0),
} as const;
