import { describe, expect, it } from 'vitest';
import { suites } from '../../suites/index.ts';
import { loadCatalog } from '../catalog/index.ts';
import { schemaProblems } from '../contract/index.ts';
import { judge } from '../judge/index.ts';
import { channelIds } from '../model/channel.ts';
import type { Entry, Opening } from '../model/evidence.ts';
import type { Limits } from '../model/target.ts';
import { faults, startReference, variants, type Quirk } from '../reference/index.ts';
import { conduct, type Conducted } from './conduct.ts';
import { referenceTarget } from './reference-target.ts';

const catalog = loadCatalog();
const deadlines = { answer: 10_000, notification: 2_000, settle: 20, overall: 60_000 };
const oneByOne: Limits = { concurrentSessions: 1 };

interface Watched extends Conducted {
  /** What was said as a warning. */
  readonly said: readonly string[];
}

async function conductOn(
  quirks: readonly Quirk[],
  limits: Limits = oneByOne,
  channels = channelIds,
): Promise<Watched> {
  const reference = await startReference({ quirks });
  const said: string[] = [];
  try {
    const conducted = await conduct({
      target: { ...referenceTarget(reference, deadlines), limits },
      catalog,
      channels,
      onProgress: (progress) => progress.step === 'warning' && said.push(progress.text),
    });
    return { ...conducted, said };
  } finally {
    await reference.close();
  }
}

function variant(id: string): Quirk {
  const row = variants.find((one) => one.id === id);
  if (row === undefined) throw new Error(`There is no variant ${id}`);
  return { ...row.quirk, id, channels: row.channels };
}

function fault(id: string, channels: Quirk['channels']): Quirk {
  const row = faults.find((one) => one.id === id);
  if (row === undefined) throw new Error(`There is no fault ${id}`);
  return { ...row.make(), id, channels };
}

const redIn = ({ results }: Conducted): string[] =>
  results.outcomes
    .filter(({ verdict }) => verdict === 'failed' || verdict === 'warned')
    .map(({ channel, requirement }) => `${channel}/${requirement}`);

const openingsIn = ({ evidence }: Conducted): readonly Opening[] =>
  evidence.filter((entry) => entry.kind === 'opening');

const againIn = (run: Conducted): string[] =>
  openingsIn(run).flatMap(({ again }) => (again === undefined ? [] : [`${again.trace} ${again.because}`]));

const readBack = (evidence: readonly Entry[]): Entry[] =>
  evidence.map((entry) => JSON.parse(JSON.stringify(entry)) as Entry);

/** The most scenarios of the originator whose sessions were open at a time. */
function mostAtOnce({ evidence }: Conducted): number {
  const open = new Set<string>();
  let most = 0;
  for (const entry of evidence) {
    if (entry.kind === 'session' && !entry.trace.startsWith('bystander-control')) open.add(entry.trace);
    if (entry.kind === 'closing') open.delete(entry.trace);
    most = Math.max(most, open.size);
  }
  return most;
}

describe('on a server that lets an agent into one session at a time, and whose description does not say so', () => {
  it('Consults that failed beside others are made again, and count as they are by themselves', async () => {
    const run = await conductOn([variant('one-seat')]);

    expect(redIn(run)).toEqual([]);
    expect(run.results.complete).toBe(true);
    expect(againIn(run).length).toBeGreaterThan(0);
    expect(new Set(againIn(run).map((one) => one.split(' ')[1]))).toEqual(new Set(['declined']));
    expect(run.said).toEqual([expect.stringContaining('limits.sessionsPerAgent')]);
    expect(run.results.target.warnings).toEqual([expect.stringContaining('limits.sessionsPerAgent')]);
    const again = readBack(run.evidence);

    expect(again.flatMap((entry) => schemaProblems('tool/evidence.schema.json', entry))).toEqual([]);
    expect(judge(again, { catalog, suites, channels: channelIds, only: [] }).outcomes).toEqual(
      run.results.outcomes,
    );
  });

  it('sessions that were not opened beside others are opened by themselves', async () => {
    const run = await conductOn([variant('one-seat-each')]);

    expect(redIn(run)).toEqual([]);
    expect(run.results.complete).toBe(true);
    expect(againIn(run)).toContainEqual(expect.stringContaining('not-opened'));
  });

  it('Consults that wait are neither right nor wrong, and it is said what to do', async () => {
    const run = await conductOn([variant('one-seat-waits')], { concurrentSessions: 3 }, ['chat']);

    expect(redIn(run)).toEqual([]);
    expect(run.results.complete).toBe(false);
    const reasons = run.results.outcomes.flatMap(({ verdict, reason }) =>
      verdict === 'untestable' ? [reason] : [],
    );
    expect(reasons).toContainEqual(expect.stringContaining('limits.sessionsPerAgent'));
  });
});

describe('where the description says in how many sessions an agent may be', () => {
  it.each([
    ['one-seat-each', 1],
    ['one-seat-waits', 1],
    ['two-seats-each', 2],
  ] as const)('%s is judged whole, in %i at a time', async (id, sessionsPerAgent) => {
    const run = await conductOn([variant(id)], { concurrentSessions: 3, sessionsPerAgent });

    expect(redIn(run)).toEqual([]);
    expect(run.results.complete).toBe(true);
    expect(againIn(run)).toEqual([]);
    expect(mostAtOnce(run)).toBeLessThanOrEqual(sessionsPerAgent);
    const crowd = run.results.outcomes.filter(({ requirement }) => requirement === 'CORR-013');
    const verdict = sessionsPerAgent === 1 ? 'not-applicable' : 'passed';
    expect(crowd.map((one) => one.verdict)).toEqual([verdict, verdict]);
  });
});

describe('what is wrong by itself too', () => {
  it('is wrong, and is not tried again in every scenario', async () => {
    const run = await conductOn([fault('consult.ignored', ['sms'])]);

    expect(redIn(run).toSorted()).toEqual(['sms/FAIL-001', 'sms/FIRST-001', 'sms/SECOND-001']);
    expect(againIn(run)).toEqual(['consult-accepted/sms unheard']);
    expect(run.results.target.warnings).toBeUndefined();
  });

  it('is not tried again where nobody was let in at all: then nobody was busy', async () => {
    const run = await conductOn([fault('answer.refused', ['sms'])], oneByOne, ['sms']);

    expect(redIn(run)).toEqual(['sms/REQ-002']);
    expect(againIn(run)).toEqual([]);
  });

  it('is not tried again where it is said that agents may be in many sessions', async () => {
    const limits = { concurrentSessions: 1, sessionsPerAgent: 100 };
    const run = await conductOn([variant('one-seat')], limits, ['chat']);

    expect(redIn(run)).not.toEqual([]);
    expect(againIn(run)).toEqual([]);
  });

  it('is found on a server that lets an agent into one session, too', async () => {
    const run = await conductOn([variant('one-seat'), fault('second.lost', ['chat'])], oneByOne, ['chat']);

    expect(redIn(run)).toEqual(['chat/SECOND-001']);
  });
});

it('nothing is played again where an agent may be in any number of sessions', async () => {
  const run = await conductOn([], { concurrentSessions: 3 });

  expect(againIn(run)).toEqual([]);
  expect(run.said).toEqual([]);
});
