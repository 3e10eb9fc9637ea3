/** Puts things that lie at JSON pointers in the order of the document that the pointers lead into. */
import { isObject, pointerSteps } from '../model/json.ts';

/** For each step of a pointer, how many siblings come first; members that are missing come after the others. */
function ordinals(
  document: unknown,
  pointer: string,
  orders: Map<object, ReadonlyMap<string, number>>,
): number[] {
  let value = document;
  return pointerSteps(pointer).map((step) => {
    const parent = value;
    value = undefined;
    if (Array.isArray(parent)) {
      value = parent[Number(step)];
      return Number(step);
    }
    if (!isObject(parent)) return Infinity;
    const order = orders.get(parent) ?? new Map(Object.keys(parent).map((name, index) => [name, index]));
    orders.set(parent, order);
    if (order.has(step)) value = parent[step];
    return order.get(step) ?? Infinity;
  });
}

function compare(a: readonly number[], b: readonly number[]): number {
  for (let i = 0; i < Math.min(a.length, b.length); i++) {
    const left = a[i] ?? 0;
    const right = b[i] ?? 0;
    if (left !== right) return left < right ? -1 : 1;
  }
  return a.length - b.length;
}

/** The items in document order: parents before children; of equals, the one that was given first. */
export function inDocumentOrder<T extends { readonly where: string }>(
  document: unknown,
  items: readonly T[],
): T[] {
  const orders = new Map<object, ReadonlyMap<string, number>>();
  return items
    .map((item) => ({ item, key: ordinals(document, item.where, orders) }))
    .sort((a, b) => compare(a.key, b.key))
    .map(({ item }) => item);
}
