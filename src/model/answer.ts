/** What an answer of the server means. */
import { isObject } from './json.ts';

/**
 * Whether an answer refuses its request: its statusCode is an integer other than 0, or it has none and its
 * HTTP status is 400 or above. GWS says it by the body; which HTTP status goes with it is not documented.
 */
export function isRefusal(status: number | undefined, body: unknown): boolean {
  const code = isObject(body) ? body['statusCode'] : undefined;
  return Number.isInteger(code) ? code !== 0 : (status ?? 0) >= 400;
}

/**
 * The referenceId in an answer, when it tells its request from others: beyond the integers that are read exactly,
 * different ones look alike.
 */
export function referenceIn(body: unknown): number | undefined {
  const reference = isObject(body) ? body['referenceId'] : undefined;
  return typeof reference === 'number' && Number.isSafeInteger(reference) ? reference : undefined;
}
