/** Fills in the places `${name}` of templates. */

/** What stands for each name, secrets included. */
export type Values = Readonly<Record<string, string | undefined>>;

const PLACE = /\$\{([^{}]*)\}/g;

/** How a value is written where it is filled in. */
export type Writing = (value: string) => string;

/** As it is. */
export const plain: Writing = (value) => value;

/** In a header: without what would end it, and as Latin-1 has it. */
export const inHeader: Writing = (value) => value.replace(/[^\t\x20-\x7e\xa0-\xff]/g, '?');

/** Fills a text in; a name that has no value becomes nothing. */
export function fill(template: string, values: Values, write: Writing = plain): string {
  return template.replace(PLACE, (_, name: string) => write(values[name] ?? ''));
}

/** Fills in every text of a JSON value; names of members are left as they are. */
export function fillJson(value: unknown, values: Values): unknown {
  if (typeof value === 'string') return fill(value, values);
  if (Array.isArray(value)) return value.map((item) => fillJson(item, values));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([name, item]) => [name, fillJson(item, values)]));
}

/** The names that stand in the texts of any value. */
export function namesIn(value: unknown): ReadonlySet<string> {
  const names = JSON.stringify(value ?? null).matchAll(PLACE);
  return new Set([...names].map(([, name = '']) => name));
}

/** Whether every name in the texts of a value has a value of its own. */
export function hasAll(values: Values, templates: unknown): boolean {
  return [...namesIn(templates)].every((name) => values[name] !== undefined);
}
