/** How much of a run's time is kept for its end, and how long one step of tidying up may take then. */
import type { Deadlines } from '../model/target.ts';

/** The time that is kept of `deadlines.overall` to tidy up and to judge in, milliseconds. */
export function keptMs({ overall }: Pick<Deadlines, 'overall'>): number {
  return Math.min(8_000, overall / 10 + 500, overall / 4);
}

/**
 * Sessions are closed side by side, so their number does not count; what each may need in turn does: the rest of its
 * opening, an agent who takes leave and its customer, those who stepped forward, the owner, the customer, the login.
 */
const STEPS = 8;

/** How long one step may take once a run has to end, milliseconds: all of them together take less than is kept. */
export function tidyingMs(deadlines: Pick<Deadlines, 'overall' | 'answer'>): number {
  return Math.min(1_000, deadlines.answer, keptMs(deadlines) / STEPS);
}
