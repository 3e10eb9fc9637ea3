/** Small changes to what a file says, on its way into a target. */

/** The members that have a value. */
export function present<T extends object>(members: T): { [K in keyof T]?: Exclude<T[K], undefined> } {
  const pairs = Object.entries(members).filter(([, value]) => value !== undefined);
  return Object.fromEntries(pairs) as { [K in keyof T]?: Exclude<T[K], undefined> };
}

/** An address without slashes at its end. */
export function withoutSlash(address: string): string {
  return address.replace(/\/+$/, '');
}
