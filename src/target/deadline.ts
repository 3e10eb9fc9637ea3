/** A signal that is aborted by its parent or by the clock, and that leaves nothing behind. */

import { startTimer } from './timer.ts';

/** A deadline for one piece of work. */
export interface Deadline {
  readonly signal: AbortSignal;
  /** Whether the clock ended it, not the parent. */
  readonly expired: () => boolean;
  /** Ends the watching; to be called when the work is over. */
  readonly release: () => void;
}

/** Not `AbortSignal.any`: on Node 20 a timeout signal inside it may be collected before it fires. */
export function createDeadline(parent: AbortSignal, milliseconds: number): Deadline {
  const controller = new AbortController();
  let late = false;
  const give = (): void => controller.abort();
  const end = startTimer(milliseconds, () => {
    late = !controller.signal.aborted;
    give();
  });
  parent.addEventListener('abort', give, { once: true });
  if (parent.aborted) give();
  return {
    signal: controller.signal,
    expired: () => late,
    release: () => {
      end();
      parent.removeEventListener('abort', give);
    },
  };
}
