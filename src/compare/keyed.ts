/** Things of a run by what tells them apart, and in an order that is the same for the same things. */
import { UsageError } from '../model/errors.ts';

/** The items by their keys. @throws UsageError when two have one key: then it can't be said which of them holds */
export function keyed<T>(items: readonly T[], keyOf: (item: T) => string): ReadonlyMap<string, T> {
  const found = new Map<string, T>();
  for (const item of items) {
    const key = keyOf(item);
    if (found.has(key))
      throw new UsageError(
        `One of the runs says ${key} twice. Each is said once in the results of a run: was the file edited?`,
      );
    found.set(key, item);
  }
  return found;
}

/** The keys of all maps, each once, in the order of their characters. */
export function keysOf(...maps: readonly ReadonlyMap<string, unknown>[]): string[] {
  return [...new Set(maps.flatMap((map) => [...map.keys()]))].sort();
}
