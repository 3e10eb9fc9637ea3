/** Numbers with their nouns. */

/** `1 check`, `2 checks`; another plural than with s is given. */
export function plural(count: number, one: string, many = `${one}s`): string {
  return `${count} ${count === 1 ? one : many}`;
}
