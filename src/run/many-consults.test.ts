import { describe, expect, it } from 'vitest';
import { suites } from '../../suites/index.ts';
import { loadCatalog } from '../catalog/index.ts';
import { schemaProblems } from '../contract/index.ts';
import { judge } from '../judge/index.ts';
import { channelIds } from '../model/channel.ts';
import type { Entry } from '../model/evidence.ts';
import type { Target } from '../model/target.ts';
import { faults, startReference, type Quirk } from '../reference/index.ts';
import { conduct, type Conducted } from './conduct.ts';
import { referenceTarget } from './reference-target.ts';

const catalog = loadCatalog();
const deadlines = { answer: 10_000, notification: 2_000, settle: 20, overall: 60_000 };
const rows = ['CORR-013', 'CORR-014', 'CORR-015', 'CORR-016', 'CORR-017', 'CORR-018', 'CORR-019'];

async function conductWith(more: Partial<Target>, quirks: readonly Quirk[] = []): Promise<Conducted> {
  const reference = await startReference({ quirks });
  try {
    return await conduct({ target: { ...referenceTarget(reference, deadlines), ...more }, catalog });
  } finally {
    await reference.close();
  }
}

const verdictsOf = ({ results }: Conducted, ids: readonly string[]): string[] => [
  ...new Set(results.outcomes.flatMap((one) => (ids.includes(one.requirement) ? one.verdict : []))),
];

const membersIn = ({ evidence }: Conducted): number =>
  evidence.filter((entry) => entry.kind === 'opening' && entry.member !== undefined).length;

const readBack = (evidence: readonly Entry[]): Entry[] =>
  evidence.map((entry) => JSON.parse(JSON.stringify(entry)) as Entry);

describe('many Consults at once', () => {
  it('are played in as many sessions as the description of the target allows, and judged', async () => {
    const run = await conductWith({ limits: { concurrentSessions: 5 } });

    expect(membersIn(run)).toBe(10);
    expect(verdictsOf(run, rows)).toEqual(['passed']);
    expect(run.results.complete).toBe(true);
  });

  it('can be judged again from the evidence', async () => {
    const run = await conductWith({ limits: { concurrentSessions: 4 } });
    const again = readBack(run.evidence);

    expect(again.flatMap((entry) => schemaProblems('tool/evidence.schema.json', entry))).toEqual([]);
    expect(judge(again, { catalog, suites, channels: channelIds, only: [] }).outcomes).toEqual(
      run.results.outcomes,
    );
  });

  it('are wrong where a first notification is lost, also when the end of that session is told in time', async () => {
    const fault = faults.find(({ id }) => id === 'crowd.state-lost');
    if (fault === undefined) throw new Error('There is no such fault.');
    const lost: Quirk = { ...fault.make(), id: fault.id, channels: ['chat'] };
    const { evidence } = await conductWith({ limits: { concurrentSessions: 3 } }, [lost]);

    // As of a server that tells at once that a session is over: before its scenario is over, too.
    const isOver = (entry: Entry): boolean =>
      entry.kind === 'closing' && entry.trace.startsWith('many-consults/');
    const end = evidence.find((entry) => entry.kind === 'watch' && entry.state === 'closed')?.seq ?? Infinity;
    const later = evidence.filter(isOver).map((entry, i) => ({ ...entry, seq: end - 1 / (i + 2) }));
    const others = evidence.filter((entry) => !isOver(entry));
    const told = [...others, ...later].toSorted((a, b) => a.seq - b.seq);

    const { outcomes } = judge(told, { catalog, suites, channels: ['chat'], only: ['CORR-013'] });
    expect(outcomes.find(({ requirement }) => requirement === 'CORR-013')).toMatchObject({
      verdict: 'failed',
    });
  });

  it('are not played where one session at a time is allowed, and the run is complete', async () => {
    const run = await conductWith({ limits: { concurrentSessions: 1 } });

    expect(membersIn(run)).toBe(0);
    expect(verdictsOf(run, rows)).toEqual(['not-applicable']);
    expect(run.results.complete).toBe(true);
  });

  it('leave nothing open where the server is down: the rows are not judged', async () => {
    const run = await conductWith({ limits: { concurrentSessions: 3 }, baseUrl: 'http://127.0.0.1:1' });

    expect(verdictsOf(run, rows)).toEqual(['untestable']);
    expect(run.results.complete).toBe(false);
  });
});

describe('latencies', () => {
  it('count every Consult that succeeded, on each channel', async () => {
    const { results } = await conductWith({ limits: { concurrentSessions: 4 } });

    const first = results.latencies.filter(({ measure }) => measure === 'first');
    expect(first.map(({ channel }) => channel)).toEqual(['chat', 'sms']);
    for (const { samples, p50, p95, p99 } of first) {
      expect(samples).toBeGreaterThanOrEqual(6);
      expect([p50, p95, p99]).toEqual([p50, p95, p99].toSorted((a, b) => a - b));
    }
    expect(verdictsOf({ results } as Conducted, ['LAT-001', 'LAT-002'])).toEqual(['not-applicable']);
  });

  it('are judged where the description of the target gives a budget', async () => {
    const kept = await conductWith({ limits: { concurrentSessions: 2 }, budget: { first: 2_000 } });

    expect(verdictsOf(kept, ['LAT-001'])).toEqual(['passed']);
    expect(verdictsOf(kept, ['LAT-002'])).toEqual(['not-applicable']);
    expect(kept.results.latencies.find(({ measure }) => measure === 'first')?.budget).toBe(2_000);
  });

  it('above the budget fail, and say of how many Consults', async () => {
    const { results } = await conductWith({ limits: { concurrentSessions: 2 }, budget: { second: 0.001 } });

    const failed = results.outcomes.filter(({ requirement }) => requirement === 'LAT-002');
    expect(failed.map(({ verdict }) => verdict)).toEqual(['failed', 'failed']);
    expect(failed[0]?.problems[0]?.actual).toMatch(/^a 95th percentile of \d+ ms \(\d+ Consults\)$/);
  });
});
