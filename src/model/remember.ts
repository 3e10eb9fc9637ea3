/** Remembering what was found out about a value, for as long as the value itself is there. */

/**
 * The same function, which finds the same out about the same object only once. For values that are not changed
 * any more, such as evidence; the memory goes with them.
 */
export function remembering<R, A = unknown>(find: (value: A) => R): (value: A) => R {
  const known = new WeakMap<object, { readonly found: R }>();
  return (value) => {
    if (typeof value !== 'object' || value === null) return find(value);
    const before = known.get(value);
    if (before !== undefined) return before.found;
    const found = find(value);
    known.set(value, { found });
    return found;
  };
}
