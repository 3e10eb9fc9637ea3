import { describe, expect, it } from 'vitest';
import { suites } from '../../suites/index.ts';
import { loadCatalog } from '../catalog/index.ts';
import { judge } from '../judge/index.ts';
import { channelIds } from '../model/channel.ts';
import type { Entry } from '../model/evidence.ts';
import type { Judgement } from '../model/outcome.ts';
import { faults, startReference, type Quirk } from '../reference/index.ts';
import { conduct, type Conducted } from './conduct.ts';
import { disguise } from './disguise.ts';
import { referenceTarget } from './reference-target.ts';

const catalog = loadCatalog();

async function conductWith(quirks: readonly Quirk[], redact: 'secrets' | 'customer'): Promise<Conducted> {
  const reference = await startReference({ quirks });
  try {
    const deadlines = { answer: 10_000, notification: 1_500, settle: 40, overall: 60_000 };
    return await conduct({ target: { ...referenceTarget(reference, deadlines), redact }, catalog });
  } finally {
    await reference.close();
  }
}

/** A judgement without the words in which values are shown. */
function bare({ outcomes, readings, divergences }: Judgement): unknown {
  const verdicts = outcomes.map(({ requirement, channel, verdict, because, problems }) => {
    const found = problems.map(({ kind, where, evidence }) => ({ kind, where, evidence }));
    return { requirement, channel, verdict, because, found };
  });
  return { verdicts, readings, divergences };
}

const judged = (evidence: readonly Entry[]): unknown =>
  bare(judge(evidence, { catalog, suites, channels: channelIds, only: [] }));

describe('disguised evidence', () => {
  const ids = [
    'customer.sees-agents-texts',
    'bystander.told-of-texts',
    'participants.consultant-renamed',
    'message.to-agents-changed',
  ];
  it.each([undefined, ...ids])('gets the verdicts of the original: %s', { timeout: 60_000 }, async (id) => {
    const quirks = faults
      .filter((fault) => fault.id === id)
      .map((fault) => ({ ...fault.make(), id: fault.id, channels: fault.channels }));
    expect(quirks).toHaveLength(id === undefined ? 0 : 1);

    const { evidence } = await conductWith(quirks, 'secrets');

    expect(judged(disguise(evidence).entries)).toEqual(judged(evidence));
  });

  it('and the results that come of it name nobody', { timeout: 60_000 }, async () => {
    const { results, evidence } = await conductWith([], 'customer');

    const written = JSON.stringify([results, evidence]);
    for (const name of ['TestName', 'BFriend', 'Onlooker', 'For all', 'Customer consult'])
      expect(written).not.toContain(name);
    expect(written).toContain('consult-accepted chat ');
    expect(results.complete).toBe(true);
  });
});

describe('what is disguised', () => {
  const entry = (data: unknown): Entry =>
    ({
      kind: 'delivery',
      seq: 0,
      at: 0,
      party: 'originator',
      topic: '/v2/me/chats',
      data,
      batch: 0,
    }) as const;

  function disguised(...data: readonly unknown[]): readonly unknown[] {
    return disguise(data.map(entry)).entries.map((one) => (one.kind === 'delivery' ? one.data : undefined));
  }

  it('is a number in whatever form, the same everywhere', () => {
    const [seen] = disguised({
      phoneNumber: '0355 1234',
      mobile: 3551234,
      from: { nickname: '0355 1234' },
      text: 'call 0355 1234 now',
      uri: 'http://gws/x?from=0355%201234',
    }) as [Record<string, unknown>];

    const number = String(seen['phoneNumber']);
    expect(number).toMatch(/^\+000\d{7}$/);
    expect(seen['mobile']).toBeTypeOf('number');
    expect(seen['mobile']).not.toBe(3551234);
    expect(seen['from']).toEqual({ nickname: number });
    expect(seen['text']).toContain(number);
    expect(seen['uri']).toBe(`http://gws/x?from=${encodeURIComponent(number)}`);
  });

  it('is no word of the protocol, even when somebody is called so', () => {
    const [seen] = disguised({
      nickname: 'Agent',
      type: 'Agent',
      capabilities: ['Agent'],
      statusMessage: 'Agent left',
    });

    expect(seen).toMatchObject({ type: 'Agent', capabilities: ['Agent'], statusMessage: 'Agent left' });
    expect(JSON.stringify(seen)).toContain('"nickname":"w0');
  });

  it('is a name also in other members and in other messages', () => {
    const [first, second] = disguised(
      { statusMessage: 'Bob Lee is busy', owner: 'Bob Lee' },
      { nickname: 'Bob Lee' },
    );

    const { nickname } = second as { nickname: string };
    expect(first).toEqual({ statusMessage: `${nickname} is busy`, owner: nickname });
  });

  it('is nothing else: ids, times and what is no text stay', () => {
    const data = {
      id: '0000aab3a3ec006E',
      timestamp: '2014-01-06 12:14:06.007-0800',
      index: 3,
      text: null,
      text2: '',
    };

    expect(disguised(data, { nickname: 'Bo' })[0]).toEqual(data);
  });
});
