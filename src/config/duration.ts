/** Durations as people write them. */

const DAY = 86_400_000;
const milliseconds: Readonly<Record<string, number>> = { ms: 1, s: 1000, m: 60_000 };

/** How a duration is written, for messages. */
export const durationForm =
  'a number of milliseconds, or a number with ms, s or m (500ms, 10s, 2m), at most 24 hours';

/** The milliseconds of `500`, `'500'`, `'500ms'`, `'10s'` or `'2m'`; `undefined` when it is none or over 24 hours. */
export function parseDuration(written: number | string): number | undefined {
  const [, number, unit] = /^(\d{1,8}(?:\.\d{1,3})?)(ms|s|m)?$/.exec(String(written)) ?? [];
  const value = Math.round(Number(number) * (milliseconds[unit ?? 'ms'] ?? Number.NaN));
  return value <= DAY ? value : undefined;
}

/** A duration as people read it: `500ms`, `10s`. */
export function formatDuration(ms: number): string {
  return ms >= 1000 && ms % 100 === 0 ? `${ms / 1000}s` : `${Math.round(ms)}ms`;
}

/** Durations that were checked before, by name, in milliseconds. */
export function durationsOf<K extends string>(written: { readonly [key in K]?: number | string }): Partial<
  Record<K, number>
> {
  const pairs = Object.entries(written) as [K, number | string][];
  return Object.fromEntries(pairs.map(([name, duration]) => [name, parseDuration(duration)])) as Partial<
    Record<K, number>
  >;
}
