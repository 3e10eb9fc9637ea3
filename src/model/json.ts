/** JSON values and JSON pointers (RFC 6901): how every other part names a place inside a message. */

/** Any JSON value. */
export type Json = null | boolean | number | string | readonly Json[] | { readonly [member: string]: Json };

/** A JSON object of unknown members. */
export type JsonObject = { readonly [member: string]: unknown };

/** Whether a value is a JSON object (not an array, not null). */
export function isObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** The steps of a JSON pointer, unescaped; `''` is the whole document and has none. */
export function pointerSteps(pointer: string): string[] {
  if (pointer === '') return [];
  const steps = pointer.slice(1).split('/');
  return pointer.includes('~') ? steps.map(unescaped) : steps;
}

/** The last step of a JSON pointer, `''` for the whole document. */
export function lastStep(pointer: string): string {
  return unescaped(pointer.slice(pointer.lastIndexOf('/') + 1));
}

function unescaped(step: string): string {
  return step.includes('~') ? step.replaceAll('~1', '/').replaceAll('~0', '~') : step;
}

function escaped(step: string): string {
  return step.includes('~') || step.includes('/') ? step.replaceAll('~', '~0').replaceAll('/', '~1') : step;
}

/** The JSON pointer made of the given steps, escaped. */
export function toPointer(steps: readonly (string | number)[]): string {
  return steps.map((step) => `/${escaped(String(step))}`).join('');
}

/** The value at a JSON pointer, or `undefined` when there is none. Inherited properties are never reached. */
export function at(document: unknown, pointer: string): unknown {
  let value: unknown = document;
  for (const step of pointerSteps(pointer)) {
    if (typeof value !== 'object' || value === null || !Object.hasOwn(value, step)) return undefined;
    value = (value as JsonObject)[step];
  }
  return value;
}

/** Whether a JSON pointer matches a pattern, in which a step `*` stands for any one step. */
export function matchesPointer(pattern: string, pointer: string): boolean {
  return pointerMatcher(pattern)(pointer);
}

/** Tells of many JSON pointers whether they match one pattern. */
export function pointerMatcher(pattern: string): (pointer: string) => boolean {
  const steps = pattern.split('*').map((part) => part.replaceAll(/[\\^$.|?+()[\]{}/-]/g, '\\$&'));
  const form = new RegExp(`^${steps.join('[^/]*')}$`);
  return (pointer) => form.test(pointer);
}

/** Every place in a JSON value with its pointer, parents before children, at most `limit` of them. */
export function* places(
  value: unknown,
  limit = 100_000,
): Generator<readonly [pointer: string, value: unknown]> {
  const stack: [string, unknown][] = [['', value]];
  for (let seen = 0; seen < limit; seen++) {
    const next = stack.pop();
    if (next === undefined) return;
    yield next;
    const [pointer, node] = next;
    if (typeof node !== 'object' || node === null) continue;
    for (const [step, child] of Object.entries(node).toReversed())
      stack.push([`${pointer}/${escaped(step)}`, child]);
  }
}

/** Every string in a JSON value with the member that it stands under (an index in arrays), of at most `limit` places in all. */
export function strings(value: unknown, limit = 100_000): (readonly [member: string, text: string])[] {
  const found: [string, string][] = [];
  const members = [''];
  const nodes = [value];
  for (let seen = 0; seen < limit && nodes.length > 0; seen++) {
    const [member, node] = [members.pop() ?? '', nodes.pop()];
    if (typeof node === 'string') found.push([member, node]);
    if (typeof node !== 'object' || node === null) continue;
    const names = Object.keys(node);
    for (let i = names.length - 1; i >= 0; i--) {
      const name = names[i] ?? '';
      members.push(name);
      nodes.push((node as Record<string, unknown>)[name]);
    }
  }
  return found;
}

/** Whether any value in a JSON value that holds no others passes a test, which is told the member that it stands under. */
export function someValue(value: unknown, test: (member: string, value: unknown) => boolean): boolean {
  const members = [''];
  const nodes = [value];
  while (nodes.length > 0) {
    const [member, node] = [members.pop() ?? '', nodes.pop()];
    if (typeof node !== 'object' || node === null) {
      if (test(member, node)) return true;
      continue;
    }
    for (const name of Object.keys(node)) {
      members.push(name);
      nodes.push((node as Record<string, unknown>)[name]);
    }
  }
  return false;
}
