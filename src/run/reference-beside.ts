/** The embedded server on a thread of its own, so that it answers while the one who drives it is at work. */
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { Worker } from 'node:worker_threads';
import type { Reference } from '../reference/index.ts';

/**
 * Starts the embedded server, right in all things: on a thread of its own where the program was built, else on this
 * one. Rejects when it can't.
 */
export async function startReferenceBeside(): Promise<Reference> {
  const script = fileURLToPath(new URL('./reference-thread.js', import.meta.url));
  if (!existsSync(script)) return (await import('../reference/index.ts')).startReference();
  const thread = new Worker(script);
  const [place] = (await once(thread, 'message')) as [Omit<Reference, 'close'>];
  return {
    ...place,
    close: async () => {
      const ended = once(thread, 'exit');
      thread.postMessage('close');
      await ended;
    },
  };
}
