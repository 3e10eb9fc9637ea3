import { afterAll, describe, expect, it } from 'vitest';
import { loadCatalog } from '../catalog/index.ts';
import { channelIds } from '../model/channel.ts';
import type { Closing } from '../model/evidence.ts';
import type { Outcome } from '../model/outcome.ts';
import type { Deadlines, Target } from '../model/target.ts';
import { faults, startReference, type Reference } from '../reference/index.ts';
import { conduct, type Conducted } from './conduct.ts';
import { startMeddlingGateway, type Meddling, type MeddlingGateway } from './meddling-gateway.fixture.ts';
import { referenceTarget } from './reference-target.ts';

const catalog = loadCatalog();
const closings: (() => unknown)[] = [];

afterAll(async () => {
  for (const close of closings.splice(0).toReversed()) await close();
});

const deadlines: Deadlines = { answer: 8_000, notification: 8_000, settle: 50, overall: 60_000 };

/** For servers that will not do what is waited for. */
const impatient: Partial<Target> = {
  deadlines: { answer: 1_500, notification: 1_500, settle: 50, overall: 30_000 },
};

interface Scene {
  readonly reference: Reference;
  readonly gateway: () => MeddlingGateway;
}

type Meddle = (scene: Scene) => Omit<Meddling, 'origin'> & Partial<Pick<Meddling, 'origin'>>;

type Changes = Partial<Target> & Pick<Parameters<typeof startReference>[0] & object, 'quirks'>;

async function runThrough(meddle: Meddle, { quirks = [], ...changes }: Changes = {}): Promise<Conducted> {
  const reference = await startReference({ quirks });
  closings.push(reference.close);
  const scene: Scene = { reference, gateway: () => gateway };
  const gateway = await startMeddlingGateway({ origin: () => reference.baseUrl, ...meddle(scene) });
  closings.push(gateway.close);
  const target = referenceTarget(reference, deadlines);
  const source = { kind: 'reference', url: `${gateway.url}/reference` } as const;
  const channels = Object.fromEntries(
    Object.entries(target.channels).map(([id, channel]) => [id, { ...channel, source }]),
  );
  return conduct({ target: { ...target, baseUrl: gateway.url, channels, ...changes }, catalog });
}

const isRed = ({ verdict }: Outcome): boolean => verdict === 'failed' || verdict === 'warned';
const red = ({ results }: Conducted): string[] =>
  results.outcomes
    .filter(isRed)
    .map(({ requirement, channel, problems }) => `${requirement} ${channel} ${JSON.stringify(problems[0])}`);

/** Why scenarios were stopped. */
function stops({ evidence }: Conducted): NonNullable<Closing['stopped']>[] {
  return evidence.flatMap((entry) => (entry.kind === 'closing' && entry.stopped ? [entry.stopped] : []));
}

const isConsult = (body: string): boolean => body.includes('"operationName":"Consult"');

describe.concurrent('a right server behind', () => {
  const ways: readonly [string, Meddle][] = [
    ['something that compresses', () => ({ gzips: true })],
    ['a slow line', () => ({ delayMs: 60 })],
    [
      'a load balancer that knows its clients by a cookie',
      () => ({
        meddle: ({ headers, path }, response) => {
          if (headers.cookie?.includes('ROUTE=') !== true)
            response.setHeader('set-cookie', 'ROUTE=node-1; Path=/');
          if (
            headers.authorization === undefined ||
            path.includes('/me?') ||
            headers.cookie?.includes('ROUTE=node-1')
          )
            return false;
          response.writeHead(503).end();
          return true;
        },
      }),
    ],
    [
      'something that redirects to itself',
      () => {
        const led = new Set<string>();
        return {
          meddle: ({ method, path, body }, response) => {
            const key = `${method} ${path} ${body}`;
            if (path.includes('/notifications') || led.has(key)) return false;
            led.add(key);
            response.writeHead(307, { location: path }).end();
            return true;
          },
        };
      },
    ],
  ];
  it.each(ways)('%s conforms', async (_, meddle) => {
    const run = await runThrough(meddle);

    expect(red(run)).toEqual([]);
    expect(run.results.complete).toBe(true);
  });

  it.each(ways.slice(2))('%s is still found to be wrong when it is', async (_, meddle) => {
    const fault = faults.find(({ kills }) => kills.join() === 'SAFE-010');
    const quirks = fault === undefined ? [] : [{ ...fault.make(), id: fault.id, channels: channelIds }];

    const run = await runThrough(meddle, { quirks });

    const found = run.results.outcomes.filter(isRed).map(({ requirement }) => requirement);
    expect(found).toEqual(['SAFE-010', 'SAFE-010']);
  });

  it('conforms when it is asked slowly', async () => {
    const run = await runThrough(() => ({}), { limits: { requestsPerSecond: 60, concurrentSessions: 1 } });

    expect(red(run)).toEqual([]);
    expect(run.results.complete).toBe(true);
    const times = run.evidence
      .flatMap((entry) => (entry.kind === 'exchange' ? [entry.at] : []))
      .toSorted((a, b) => a - b);
    const busiest = times.map((from) => times.filter((at) => at >= from && at < from + 500).length);
    expect(Math.max(...busiest)).toBeLessThanOrEqual(36);
  });

  it('whose login ends in mid-run conforms', async () => {
    let expired = new Set<string>();
    const run = await runThrough(() => ({
      meddle: ({ headers, body, path }, response) => {
        const cookie = headers.cookie?.match(/JSESSIONID=(\w+)/)?.[1] ?? '';
        if (isConsult(body) && expired.size === 0) expired = new Set([cookie]);
        if (path.includes('/notifications') || path.includes('/me?') || !expired.has(cookie)) return false;
        expired = new Set(['none']);
        response.writeHead(403).end('{"statusCode":20}');
        return true;
      },
    }));

    expect(red(run)).toEqual([]);
    expect(run.results.complete).toBe(true);
    const again = run.evidence.filter((entry) => entry.kind === 'exchange' && entry.superseded === true);
    expect(again).toHaveLength(1);
  });
});

describe.concurrent('what goes wrong around a run is no verdict on the server', () => {
  it('when the server is restarted and knows nobody any more', async () => {
    let current: Reference | undefined;
    const run = await runThrough(
      ({ reference, gateway }) => ({
        origin: () => (current ?? reference).baseUrl,
        meddle: async ({ body }) => {
          if (!isConsult(body) || current !== undefined) return false;
          current = await startReference({});
          closings.push(current.close);
          gateway().cut();
          return false;
        },
      }),
      impatient,
    );

    expect(red(run)).toEqual([]);
    expect(run.results.complete).toBe(false);
    expect(stops(run).length).toBeGreaterThan(0);
    const back = run.evidence.filter((entry) => entry.kind === 'exchange' && entry.purpose === 'recover');
    expect(back.length).toBeGreaterThan(0);
  });

  it('when the server goes away', async () => {
    const run = await runThrough(
      ({ gateway }) => ({
        meddle: ({ body }) => {
          if (isConsult(body)) void gateway().close();
          return false;
        },
      }),
      impatient,
    );

    expect(red(run)).toEqual([]);
    expect(stops(run)).toContainEqual({
      from: expect.any(Number) as number,
      blame: 'network',
      reason: expect.stringContaining('REFUSED') as string,
    });
  });

  it('when the same agent logs in elsewhere', async () => {
    let rival = false;
    const run = await runThrough(
      ({ gateway }) => ({
        meddle: ({ body, path, headers }, response) => {
          if (isConsult(body) && !rival) {
            rival = true;
            gateway().cut();
          }
          const isOriginator = Buffer.from(headers.authorization?.split(' ')[1] ?? '', 'base64')
            .toString()
            .startsWith('originator');
          if (!rival || !isOriginator) return false;
          const advice = { reconnect: 'none' };
          const isBayeux = path.includes('/notifications');
          const answer = isBayeux
            ? (JSON.parse(body) as { id?: string; channel?: string }[]).map(({ id, channel }) => ({
                id,
                channel,
                successful: false,
                error: '403::replaced',
                advice,
              }))
            : { statusCode: 20 };
          response.writeHead(isBayeux ? 200 : 403).end(JSON.stringify(answer));
          return true;
        },
      }),
      impatient,
    );

    expect(red(run)).toEqual([]);
    const [stop] = stops(run);
    expect(stop).toMatchObject({
      blame: 'configuration',
      reason: expect.stringMatching(/elsewhere/) as string,
    });
  });

  it('when every connection breaks at once', async () => {
    let cuts = 0;
    const run = await runThrough(
      ({ gateway }) => ({
        meddle: ({ body }) => {
          if (body.includes('"operationName":"SendMessage"') && cuts++ === 0) gateway().cut();
          return false;
        },
      }),
      impatient,
    );

    expect(red(run)).toEqual([]);
  });
});

describe.concurrent('a run', () => {
  const dead: readonly [string, Meddle][] = [
    ['answers nothing', () => ({ meddle: () => true })],
    ['falls silent in mid-run', () => ({ meddle: silentAfter(/"operationName":"Consult"/) })],
    ['falls silent at the end', () => ({ meddle: silentAfter(/"operationName":"Complete"/) })],
  ];
  it.each(dead)('ends within its overall deadline when the server %s', async (_, meddle) => {
    const overall = 5_000;
    const patient = { answer: 60_000, notification: 60_000, settle: 50, overall };
    const began = performance.now();

    const run = await runThrough(meddle, { deadlines: patient });

    expect(performance.now() - began).toBeLessThan(overall + 1_000);
    expect(run.results.complete).toBe(false);
  });
});

function silentAfter(pattern: RegExp): NonNullable<Meddling['meddle']> {
  let isSilent = false;
  return ({ body }) => {
    isSilent ||= pattern.test(body);
    return isSilent;
  };
}
