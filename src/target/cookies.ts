/** A cookie jar for one server (RFC 6265, sections 5.1 to 5.4). The reading of `Set-Cookie` is undici's. */
import { parseCookie } from 'undici';

/** The cookies of one party. */
export interface CookieJar {
  /**
   * Learns from the `Set-Cookie` values of an answer to a request for `path`.
   * @param date the answer's `Date`: a cookie's life is counted by the clock of the server that ends it
   */
  readonly learn: (setCookies: readonly string[], path: string, date?: string) => void;
  /** The `Cookie` header for a request for `path`; `undefined` when there is none to send. */
  readonly header: (path: string) => string | undefined;
  readonly isEmpty: () => boolean;
  /** Throws all cookies away. */
  readonly clear: () => void;
}

interface Stored {
  readonly name: string;
  readonly value: string;
  readonly path: string;
  readonly secure: boolean;
  /** Milliseconds since 1970. */
  readonly expires: number;
}

/**
 * A jar with nothing in it.
 * @param wallClock milliseconds since 1970
 * @param onValue called with each value that was stored, which is a secret from then on
 */
export function createCookieJar(
  server: URL,
  wallClock: () => number,
  onValue: (value: string) => void,
): CookieJar {
  const jar = new Map<string, Stored>();
  const store = (cookie: Stored): void => {
    const key = `${cookie.name};${cookie.path}`;
    if (cookie.expires <= wallClock()) return void jar.delete(key);
    jar.set(key, cookie);
    onValue(cookie.value);
  };
  return {
    learn: (setCookies, path, date) => {
      const now = wallClock();
      const told = Date.parse(date ?? '');
      const serverNow = Number.isNaN(told) ? now : told;
      for (const line of setCookies) {
        const cookie = read(line, { server, path, now, serverNow });
        if (cookie !== undefined) store(cookie);
      }
    },
    isEmpty: () => jar.size === 0,
    clear: () => jar.clear(),
    header: (path) => {
      const now = wallClock();
      const sent = [...jar.values()]
        .filter((cookie) => cookie.expires > now && covers(cookie.path, path))
        .filter((cookie) => !cookie.secure || isTrustworthy(server))
        .sort((a, b) => b.path.length - a.path.length);
      return sent.length === 0 ? undefined : sent.map(({ name, value }) => `${name}=${value}`).join('; ');
    },
  };
}

interface Reception {
  readonly server: URL;
  readonly path: string;
  readonly now: number;
  readonly serverNow: number;
}

function read(line: string, { server, path, ...clocks }: Reception): Stored | undefined {
  const cookie = parseCookie(line);
  if (cookie === null || cookie.name === '') return undefined;
  if (cookie.domain !== undefined && cookie.domain !== '' && !isWithin(server.hostname, cookie.domain))
    return undefined;
  const given = cookie.path?.startsWith('/') ? cookie.path : defaultPath(path);
  return {
    name: cookie.name,
    value: cookie.value,
    path: given,
    secure: cookie.secure === true,
    expires: expiry(cookie, clocks),
  };
}

function expiry(
  cookie: { maxAge?: number; expires?: Date | number },
  { now, serverNow }: Pick<Reception, 'now' | 'serverNow'>,
): number {
  if (cookie.maxAge !== undefined) return cookie.maxAge <= 0 ? 0 : now + cookie.maxAge * 1000;
  if (cookie.expires === undefined) return Number.POSITIVE_INFINITY;
  const time = Number(cookie.expires);
  return Number.isNaN(time) ? Number.POSITIVE_INFINITY : now + (time - serverNow);
}

function isWithin(host: string, domain: string): boolean {
  const wanted = domain.replace(/^\./, '').toLowerCase();
  return host === wanted || host.endsWith(`.${wanted}`);
}

/** RFC 6265, section 5.1.4: the directory of the request's path. */
function defaultPath(path: string): string {
  const directory = path.slice(0, path.lastIndexOf('/'));
  return directory === '' ? '/' : directory;
}

/** RFC 6265, section 5.1.4: path-match. */
function covers(cookiePath: string, path: string): boolean {
  if (!path.startsWith(cookiePath)) return false;
  return path.length === cookiePath.length || cookiePath.endsWith('/') || path[cookiePath.length] === '/';
}

/** Browsers count loopback as secure, too. */
function isTrustworthy(server: URL): boolean {
  return server.protocol === 'https:' || ['localhost', '127.0.0.1', '[::1]'].includes(server.hostname);
}
