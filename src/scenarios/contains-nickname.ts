/** Whether a nickname stands anywhere in a message: how a session is known before its id is. */
import { strings } from '../model/json.ts';

/** Whether a string in the message equals the nickname. */
export function containsNickname(data: unknown, nickname: string): boolean {
  for (const [, text] of strings(data, 20_000)) if (text === nickname) return true;
  return false;
}
