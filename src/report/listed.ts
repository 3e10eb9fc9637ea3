/** Names in one line: the first of them, and how many there are besides. */
import { clipText } from './safe-text.ts';

/** How much of one name is shown: strangers give names, too. */
const MOST_CHARACTERS = 150;

/**
 * `a, b and 3 more`.
 * @param write makes a stranger's text safe for where the line will stand
 */
export function listed(names: readonly string[], atMost: number, write: (text: string) => string): string {
  const shown = names.slice(0, atMost).map((name) => write(clipText(name, MOST_CHARACTERS)));
  const rest = names.length - shown.length;
  return rest > 0 ? `${shown.join(', ')} and ${rest} more` : shown.join(', ');
}
