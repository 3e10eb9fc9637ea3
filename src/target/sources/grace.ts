/** A signal that follows another one late: what has begun to open a session is let come to its end. */

/** A late signal, and the way to stop watching. */
export interface Grace {
  readonly signal: AbortSignal;
  readonly release: () => void;
}

/** A signal that is aborted a time after its parent is, or at once when the parent is aborted already. */
export function createGrace(parent: AbortSignal, milliseconds: number): Grace {
  if (parent.aborted) return { signal: parent, release: () => undefined };
  const controller = new AbortController();
  let timer: NodeJS.Timeout | undefined;
  const begin = (): void => void (timer = setTimeout(() => controller.abort(), milliseconds));
  parent.addEventListener('abort', begin, { once: true });
  return {
    signal: controller.signal,
    release: () => {
      parent.removeEventListener('abort', begin);
      clearTimeout(timer);
    },
  };
}
