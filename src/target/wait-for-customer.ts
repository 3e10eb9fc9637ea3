/** Looks at the customer's side again and again until it shows what is wanted. */
import { setTimeout as sleep } from 'node:timers/promises';
import type { CustomerView } from '../model/evidence.ts';
import type { Context } from './context.ts';
import type { CustomerSide } from './sources/source.ts';

/** What to look for, and for how long. */
export interface CustomerWait {
  readonly phase: CustomerView['phase'];
  readonly wanted: (view: CustomerView) => boolean;
  readonly deadlineMs: number;
}

const FIRST_STEP_MS = 25;
const LAST_STEP_MS = 500;

/**
 * Resolves with the first view that is wanted; with `undefined` at the deadline or when the run is aborted.
 * Looks at least once, then after 25 ms, and each time twice as long, at most 500 ms; every look is recorded.
 */
export async function waitForCustomer(
  { now, signal }: Pick<Context, 'now' | 'signal'>,
  side: Pick<CustomerSide, 'look'>,
  { phase, wanted, deadlineMs }: CustomerWait,
): Promise<CustomerView | undefined> {
  const end = now() + deadlineMs;
  for (let step = FIRST_STEP_MS; ; step = Math.min(step * 2, LAST_STEP_MS)) {
    const view = await side.look(phase);
    if (view !== undefined && wanted(view)) return view;
    const left = end - now();
    if (left <= 0 || signal.aborted) return undefined;
    await sleep(Math.min(step, left), undefined, { signal }).catch(() => undefined);
  }
}
