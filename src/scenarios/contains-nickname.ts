/** Whether a nickname stands anywhere in a message: how a session is known before its id is. */
import { places } from '../model/json.ts';

/** Whether a string in the message equals the nickname. */
export function containsNickname(data: unknown, nickname: string): boolean {
  for (const [, value] of places(data, 20_000)) if (value === nickname) return true;
  return false;
}
