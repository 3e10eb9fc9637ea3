/** A timer that waits on where this process was held up: what came in time is read before it is called late. */

/** A timer that goes off so much too late was held up, milliseconds: the process did not get to its work, or had too much of it. */
const HELD_UP_MS = 25;

/** Times as long as it was held up is what a timer waits on: what had come meanwhile has to be read, and acted on. */
const GRACE = 4;

const MOST_GRACES = 3;

/**
 * Calls once after so many milliseconds. Where the process was held up at that moment, it waits on for a while, thrice at
 * most and never longer than it had to wait in the first place.
 * @returns ends the waiting
 */
export function startTimer(milliseconds: number, then: () => void): () => void {
  let timer: NodeJS.Timeout;
  let graces = 0;
  const wait = (ms: number): void => {
    const due = performance.now() + ms;
    timer = setTimeout(() => {
      const late = performance.now() - due;
      if (late < HELD_UP_MS || graces === MOST_GRACES) return then();
      graces += 1;
      wait(Math.min(late * GRACE, milliseconds));
    }, ms);
  };
  wait(milliseconds);
  return () => clearTimeout(timer);
}
