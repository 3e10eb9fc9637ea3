/** Where a redirect leads, and whether it is followed. */
import type { WireAnswer } from './transport.ts';

const REDIRECTS: ReadonlySet<number> = new Set([301, 302, 303, 307, 308]);

/** Statuses after which the method and the body stay as they are (RFC 9110, section 15.4). */
const KEEPS_METHOD: ReadonlySet<number> = new Set([307, 308]);

/** How many redirects in a row are followed. */
const MAX_REDIRECTS = 5;

/** What to do about an answer: nothing, follow, or refuse. */
export type Direction =
  | { readonly kind: 'arrived' }
  | { readonly kind: 'follow'; readonly path: string; readonly keepsMethod: boolean }
  | { readonly kind: 'refuse'; readonly message: string };

/**
 * Looks at an answer to a request for `url`. Another origin is refused: credentials must not travel there.
 * @param hops how many redirects were followed already
 */
export function direct(answer: WireAnswer, url: URL, hops: number): Direction {
  const location = answer.headers['location'];
  if (!REDIRECTS.has(answer.status) || location === undefined) return { kind: 'arrived' };
  const redirect = `status ${answer.status} redirects to ${location}`;
  if (!URL.canParse(location, url.href))
    return { kind: 'refuse', message: `${redirect}, which is not an address` };
  const goal = new URL(location, url);
  if (goal.origin !== url.origin)
    return { kind: 'refuse', message: `${redirect}, which is another origin than ${url.origin}` };
  if (hops >= MAX_REDIRECTS)
    return { kind: 'refuse', message: `${redirect} after ${MAX_REDIRECTS} redirects in a row` };
  return { kind: 'follow', path: goal.pathname + goal.search, keepsMethod: KEEPS_METHOD.has(answer.status) };
}
