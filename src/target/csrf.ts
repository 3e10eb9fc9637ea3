/** The CSRF token of one party: learnt from any answer, sent with whatever changes something. */
import { isObject } from '../model/json.ts';
import type { Body } from '../model/evidence.ts';

/** The header that names the header in which the token travels (GWS, "Cross Site Request Forgery protection"). */
const NAMING_HEADER = 'x-csrf-header';

/** A token and the header in which it travels, in lower case. */
export interface CsrfToken {
  readonly header: string;
  readonly value: string;
}

/** What one party knows of its token. */
export interface CsrfKeeper {
  readonly learn: (headers: Readonly<Record<string, string>>) => void;
  readonly token: () => CsrfToken | undefined;
}

/** Headers that a server can't make us overwrite. */
const RESERVED: ReadonlySet<string> = new Set([
  'accept',
  'accept-encoding',
  'authorization',
  'connection',
  'content-length',
  'content-type',
  'cookie',
  'expect',
  'host',
  'transfer-encoding',
  'upgrade',
]);

/** Methods that change something. */
export const unsafeMethods: ReadonlySet<string> = new Set(['POST', 'PUT', 'DELETE']);

/** A keeper without a token. */
export function createCsrfKeeper(onToken: (value: string) => void): CsrfKeeper {
  let token: CsrfToken | undefined;
  return {
    learn: (headers) => {
      const header = headers[NAMING_HEADER]?.trim().toLowerCase();
      if (header === undefined || !/^[\w-]+$/.test(header) || RESERVED.has(header)) return;
      const value = headers[header];
      if (value === undefined || value === '') return;
      token = { header, value };
      onToken(value);
    },
    token: () => token,
  };
}

/** An answer that may have been given because of a stale token. */
export interface Refusal {
  readonly method: string;
  readonly status: number | undefined;
  readonly body: Body | undefined;
  /** Whether this server has given a token at all. */
  readonly inUse: boolean;
}

/**
 * Whether a refusal may come from a missing or stale token: a 403 that says so, or, where tokens are in use,
 * one without an answer of GWS itself (which has a `statusCode`), as a filter before it gives.
 */
export function mayBeStale({ method, status, body, inUse }: Refusal): boolean {
  if (status !== 403 || !unsafeMethods.has(method) || body === undefined) return false;
  if (mentionsCsrf(body)) return true;
  const isFromGws = body.form === 'json' && isObject(body.json) && Object.hasOwn(body.json, 'statusCode');
  return inUse && !isFromGws;
}

function mentionsCsrf(body: Body): boolean {
  if (body.form === 'none') return false;
  return /csrf|cross.site.request/i.test(body.form === 'text' ? body.text : JSON.stringify(body.json));
}
