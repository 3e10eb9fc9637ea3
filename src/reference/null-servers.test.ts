import { describe, expect, it } from 'vitest';
import { fetchFrom } from './line.fixture.ts';
import { nullServers } from './null-servers.ts';

/** What comes of a request within some time, milliseconds: a status, or why there is none. */
async function outcome(url: string, patience: number): Promise<number | string> {
  const headers = {
    authorization: `Basic ${Buffer.from('originator@reference.example:originator-password').toString('base64')}`,
  };
  const late = new Promise<string>((resolve) => setTimeout(() => resolve('silence'), patience));
  const got = fetchFrom(url, { method: 'GET', headers }).then(
    ({ status }) => status,
    () => 'broken',
  );
  return Promise.race([got, late]);
}

/** Less than a server waits for its connections to end by themselves, which is five seconds; much on any machine. */
const AT_ONCE_MS = 3_000;

const expected: Readonly<Record<string, number | string>> = {
  'dead-port': 'broken',
  'silent-tcp': 'silence',
  'empty-object': 200,
  'fixed-body': 200,
  page: 200,
  'not-found': 404,
  unavailable: 503,
  closing: 'broken',
  'silent-notifications': 200,
  'no-notifications': 200,
};

describe('null servers', () => {
  it('are all known here', () => {
    expect(nullServers.map(({ id }) => id)).toEqual(Object.keys(expected));
  });

  it.each(nullServers)('$id does nothing right, and ends at once', async ({ id, start }) => {
    const { baseUrl, close } = await start();

    const got = await outcome(`${baseUrl}/api/v2/me`, expected[id] === 'silence' ? 100 : 20_000);
    const begun = performance.now();
    await close();

    expect(got).toBe(expected[id]);
    expect(performance.now() - begun).toBeLessThan(AT_ONCE_MS);
  });
});
