/** Sends an HTTP answer, as it is meant: at once, late, never, or as a broken connection. */
import { once } from 'node:events';
import type { ServerResponse } from 'node:http';
import type { Answer } from '../quirk.ts';

/** Where waiting is done, so that it can be ended. */
export type Wait = (ms: number) => Promise<void>;

/** Sends an answer. Resolves when it was handed over, or when it will never be. */
export async function send(response: ServerResponse, answer: Answer, wait: Wait): Promise<void> {
  if (answer.delayMs !== undefined) await wait(answer.delayMs);
  if (answer.hang === true || response.destroyed) return;
  if (answer.reset === true) return void response.socket?.resetAndDestroy();
  const over = Promise.race([once(response, 'finish'), once(response, 'close')]).catch(() => undefined);
  response.writeHead(answer.status, { ...answer.headers });
  response.end(contentOf(answer));
  await over;
}

function contentOf({ body, raw }: Answer): string | Uint8Array {
  return raw ?? (body === undefined ? '' : JSON.stringify(body));
}
