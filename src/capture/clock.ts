/** The times of a capture: read in whatever form they stand, and made into milliseconds since it began. */
import { UsageError } from '../model/errors.ts';
import type { CaptureFile } from '../model/capture.ts';

/** Milliseconds since 1970 of a time: ISO 8601, or a number of seconds or milliseconds; `undefined`: it is none. */
export function instantOf(value: unknown): number | undefined {
  if (typeof value === 'number')
    return Number.isFinite(value) ? (value < 1e11 ? value * 1000 : value) : undefined;
  if (typeof value !== 'string') return undefined;
  const iso = /\d{4}-\d{2}-\d{2}[T ]\d{2}:\d{2}:\d{2}([.,]\d+)?\s?(Z|[+-]\d{2}:?\d{2})?/.exec(value)?.[0];
  if (iso === undefined) return undefined;
  const instant = Date.parse(iso.replace(' ', 'T').replace(',', '.').replace(/\s/, ''));
  return Number.isNaN(instant) ? undefined : instant;
}

/** Turns times into milliseconds since the first of them; without any, counts. */
export interface Clock {
  readonly startedAt: number | undefined;
  readonly at: (instant: number | undefined, place: number) => number;
}

/** How far times may go backwards, milliseconds: clocks are set, and writers are not quite in step. */
const TOLERANCE_MS = 1_000;

/**
 * The clock of a capture whose lines are in order. Times count only where every line has one.
 * @throws UsageError when they go backwards, so that the order of the lines is not that of time
 */
export function clockOf(
  { name }: CaptureFile,
  lines: readonly { readonly time: number | undefined; readonly line: number }[],
): Clock {
  const known = lines.flatMap(({ time, line }) => (time === undefined ? [] : [{ time, line }]));
  const untimed: Clock = { startedAt: undefined, at: (_, place) => place };
  if (known.length < lines.length || known.length === 0) return untimed;
  const back = known.find(({ time }, i) => time < (known[i - 1]?.time ?? time) - TOLERANCE_MS);
  if (back !== undefined) {
    throw new UsageError(
      `${name}, line ${back.line}: its time is before that of the line above. Expected the lines in order of time; sort them, or take the times away.`,
    );
  }
  const startedAt = Math.min(...known.map(({ time }) => time));
  let latest = 0;
  return { startedAt, at: (time = startedAt) => (latest = Math.max(latest, time - startedAt)) };
}
