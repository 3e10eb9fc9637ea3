/** How a moment is written in a log (both documents, "Second Notification"). */
import type { TimestampForm } from '../behaviour.ts';

const MINUTE = 60_000;

/** `2014-01-06 12:14:06.007-0800`: date, separator, time to the millisecond, offset without a colon. */
export function formatTimestamp(at: number, { separator, offsetMinutes }: TimestampForm): string {
  const local = new Date(at + offsetMinutes * MINUTE).toISOString();
  const sign = offsetMinutes < 0 ? '-' : '+';
  const minutes = Math.abs(offsetMinutes);
  const offset = `${twoDigits(Math.floor(minutes / 60))}${twoDigits(minutes % 60)}`;
  return `${local.slice(0, 10)}${separator}${local.slice(11, 23)}${sign}${offset}`;
}

function twoDigits(value: number): string {
  return String(value).padStart(2, '0');
}
