/** Deadlines on a machine that has other work: what a right server says late there is not its fault. */
import { availableParallelism, loadavg } from 'node:os';
import type { Deadlines } from '../model/target.ts';

/** Programs that want a processor, for each there is, about as many as a self-test makes by itself. */
const OWN_LOAD = 1.5;

const MOST_TIMES = 8;

/**
 * Deadlines for a server on this machine, as many times as long as more is to be done here than the caller does. Those
 * of a machine at rest are as they were; so are all where the load is not known.
 */
export function patient(deadlines: Deadlines, [load = 0] = loadavg()): Deadlines {
  const times = Math.min(Math.max(load / availableParallelism() / OWN_LOAD, 1), MOST_TIMES);
  const { answer, notification, settle, overall } = deadlines;
  return { answer: answer * times, notification: notification * times, settle, overall: overall * times };
}
