import { describe, expect, it } from 'vitest';
import { createCookieJar } from './cookies.ts';

const NOW = Date.UTC(2024, 0, 1);

function headerAfter(
  lines: readonly string[],
  path: string,
  server = 'https://gws.example',
): string | undefined {
  const jar = createCookieJar(
    new URL(server),
    () => NOW,
    () => undefined,
  );
  jar.learn(lines, '/api/v2/me');
  return jar.header(path);
}

describe('a cookie jar', () => {
  const rules: readonly [string, readonly string[], string, string | undefined][] = [
    ['sends a cookie below its path', ['a=1; Path=/api'], '/api/v2', 'a=1'],
    ['keeps a cookie from a path that only begins alike', ['a=1; Path=/api'], '/apiary', undefined],
    ["takes the directory of the request's path by default", ['a=1'], '/api/v2/notifications', 'a=1'],
    ['keeps a cookie of that directory from others', ['a=1'], '/reference', undefined],
    ['sends longer paths first', ['a=1; Path=/', 'b=2; Path=/api'], '/api', 'b=2; a=1'],
    ['replaces a cookie of the same name and path', ['a=1; Path=/', 'a=2; Path=/'], '/', 'a=2'],
    ['holds one name twice under two paths', ['a=1; Path=/', 'a=2; Path=/api'], '/api', 'a=2; a=1'],
    ['forgets a cookie whose age is 0', ['a=1; Path=/', 'a=1; Path=/; Max-Age=0'], '/', undefined],
    [
      'does not keep what has expired',
      ['a=1; Path=/; Expires=Thu, 01 Jan 1970 00:00:00 GMT'],
      '/',
      undefined,
    ],
    ['keeps what has yet to expire', ['a=1; Path=/; Expires=Wed, 01 Jan 2025 00:00:00 GMT'], '/', 'a=1'],
    ['accepts the domain of the server', ['a=1; Path=/; Domain=.example'], '/', 'a=1'],
    ['rejects the domain of another server', ['a=1; Path=/; Domain=other.example'], '/', undefined],
    ['keeps = and quotes in a value', ['a="x=y"; Path=/'], '/', 'a="x=y"'],
    ['ignores nonsense', ['', '=', ';;;', 'a'], '/', undefined],
    ['is not harmed by __proto__', ['__proto__=1; Path=/'], '/', '__proto__=1'],
  ];
  it.each(rules)('%s', (_, lines, path, header) => {
    expect(headerAfter(lines, path)).toBe(header);
  });

  const servers: readonly [string, string | undefined][] = [
    ['https://gws.example', 'a=1'],
    ['http://127.0.0.1:80', 'a=1'],
    ['http://gws.example', undefined],
  ];
  it.each(servers)('sends a secure cookie to %s: %s', (server, header) => {
    expect(headerAfter(['a=1; Path=/; Secure'], '/', server)).toBe(header);
  });
});

describe("a cookie's end", () => {
  const hour = 3_600_000;
  const clocks: readonly [string, number, string | undefined][] = [
    ['as fast as ours', 0, 'a=1'],
    ['two hours behind', -2 * hour, 'a=1'],
    ['two hours ahead', 2 * hour, 'a=1'],
  ];
  it.each(clocks)('is counted by the clock of the server: %s', (_, skew, sent) => {
    const jar = createCookieJar(
      new URL('https://gws.example'),
      () => NOW,
      () => undefined,
    );
    const serverNow = NOW + skew;

    const line = `a=1; Path=/; Expires=${new Date(serverNow + hour / 2).toUTCString()}`;
    jar.learn([line], '/', new Date(serverNow).toUTCString());

    expect(jar.header('/')).toBe(sent);
  });

  it('comes when the server takes it back, whatever its clock', () => {
    const jar = createCookieJar(
      new URL('https://gws.example'),
      () => NOW,
      () => undefined,
    );
    const date = new Date(NOW + 2 * hour).toUTCString();
    jar.learn(['a=1; Path=/'], '/', date);

    jar.learn([`a=; Path=/; Expires=${new Date(NOW + hour).toUTCString()}`], '/', date);

    expect(jar.header('/')).toBeUndefined();
  });
});
