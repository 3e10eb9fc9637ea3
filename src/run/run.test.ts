import { describe, expect, it } from 'vitest';
import type { Results as GeneratedResults } from '../../schemas/generated/tool.ts';
import { suites } from '../../suites/index.ts';
import { loadCatalog } from '../catalog/index.ts';
import { schemaProblems } from '../contract/index.ts';
import { judge } from '../judge/index.ts';
import { channelIds, type ChannelId } from '../model/channel.ts';
import type { Entry } from '../model/evidence.ts';
import type { Divergence, Outcome, Results } from '../model/outcome.ts';
import { startReference, type Quirk } from '../reference/index.ts';
import { append } from '../reference/mutate.ts';
import { conduct, type Conducted } from './conduct.ts';
import { referenceTarget, withReference } from './reference-target.ts';

const catalog = loadCatalog();
const hurried = { answer: 10_000, notification: 1_500, settle: 20, overall: 60_000 };

async function conductWith(
  quirks: readonly Quirk[],
  options: Partial<Parameters<typeof conduct>[0]> = {},
): Promise<Conducted> {
  const reference = await startReference({ quirks });
  try {
    return await conduct({ target: referenceTarget(reference, hurried), catalog, ...options });
  } finally {
    await reference.close();
  }
}

const isRed = ({ verdict }: Outcome): boolean => verdict === 'failed' || verdict === 'warned';
const notSame = (divergences: readonly Divergence[]): string[] =>
  divergences
    .filter((one) => one.class === 'undocumented')
    .map(({ id, chat, sms }) => `${id}: ${chat} | ${sms}`);

/** Every entry as a line of `evidence.jsonl` and read back. */
const readBack = (evidence: readonly Entry[]): Entry[] =>
  evidence.map((entry) => JSON.parse(JSON.stringify(entry)) as Entry);

describe('a run against the embedded server', () => {
  it('writes results and evidence that its own schemas allow', async () => {
    const { results, evidence } = await conductWith([]);

    const generated: GeneratedResults = JSON.parse(JSON.stringify(results)) as Results as GeneratedResults;
    expect(schemaProblems('tool/results.schema.json', generated)).toEqual([]);
    expect(evidence.length).toBeGreaterThan(200);
    expect(readBack(evidence).flatMap((entry) => schemaProblems('tool/evidence.schema.json', entry))).toEqual(
      [],
    );
  });

  it('gives the same verdicts when the evidence is read back and judged again', async () => {
    const { results, evidence } = await conductWith([]);

    const again = judge(readBack(evidence), { catalog, suites, channels: channelIds, only: [] });

    expect(again.outcomes).toEqual(results.outcomes);
    expect(again.divergences).toEqual(results.divergences);
    expect(again.readings).toEqual(results.readings);
  });

  it('finds all named differences of the channels documented, and no other', async () => {
    const { results } = await conductWith([]);

    const cited = results.divergences.flatMap(({ difference }) => difference ?? []);
    expect([...new Set(cited)].toSorted()).toEqual([
      'DIFF-001',
      'DIFF-002',
      'DIFF-003',
      'DIFF-004',
      'DIFF-005',
      'DIFF-006',
      'DIFF-007',
      'DIFF-008',
      'DIFF-009',
      'DIFF-010',
    ]);
    expect(notSame(results.divergences)).toEqual([]);
    expect(results.complete).toBe(true);
  });

  it.each([
    { only: ['RESP-004'], judged: ['RESP-004'] },
    { only: ['bystander'], judged: ['BYST-001', 'BYST-002', 'BYST-003'] },
  ])('reports on $only alone when told so', async ({ only, judged }) => {
    const { results } = await conductWith([], { only, channels: ['sms'] });

    expect(results.outcomes.map(({ requirement }) => requirement)).toEqual(judged);
    expect(results.outcomes.every(({ verdict, channel }) => verdict === 'passed' && channel === 'sms')).toBe(
      true,
    );
  });
});

describe('the divergence', () => {
  const others: Readonly<Record<ChannelId, string>> = { chat: 'string | absent', sms: 'absent | string' };

  it.each(channelIds)(
    'shows a member that only %s sends, though no requirement speaks of it',
    async (channel) => {
      const hint: Quirk = {
        id: 'hint',
        channels: [channel],
        deliver: (delivery, at) => [
          at.event === 'consult-participants' && at.recipient.role === 'originator'
            ? { ...delivery, data: append('', { hint: 'x' })(delivery.data, at) }
            : delivery,
        ],
      };

      const { results } = await conductWith([hint]);

      expect(results.outcomes.filter(isRed)).toEqual([]);
      const shown = notSame(results.divergences);
      const what = `ParticipantsUpdated Chatting to the originator, /hint: ${others[channel]}`;
      expect(shown).toContain(`consult-accepted: ${what}`);
      expect(shown.filter((one) => !one.endsWith(what))).toEqual([]);
    },
  );

  it('shows an event that only one channel has', async () => {
    const twice: Quirk = {
      id: 'twice',
      channels: ['sms'],
      deliver: (delivery, at) => (at.event === 'consult-failed' ? [delivery, delivery] : [delivery]),
    };

    const { results } = await conductWith([twice]);

    expect(notSame(results.divergences)).toEqual([
      'verdict FAIL-021: passed | warned',
      'consult-failed: count of Error to the originator: 1 | 2',
      'consult-absent: count of Error to the originator: 1 | 2',
      'consult-rejected: count of Error to the originator: 1 | 2',
    ]);
  });

  it('is undetermined where only one channel is driven', async () => {
    const { results } = await conductWith([], { channels: ['chat'] });

    expect(results.divergences.length).toBeGreaterThan(100);
    expect(results.divergences.filter((one) => one.class !== 'undetermined')).toEqual([]);
  });
});

describe('a run that is ended before its time', () => {
  it('calls nothing failed that was only not waited for', async () => {
    const controller = new AbortController();
    const ignoring: Quirk = {
      id: 'ignoring',
      channels: ['chat', 'sms'],
      behaviour: { consultIgnored: true },
    };
    const onProgress = ({ step }: { readonly step: string }): void => {
      if (step === 'driven') controller.abort(); // the bystander's scenario is over long before the consults
    };

    const { results } = await conductWith([ignoring], { signal: controller.signal, onProgress });

    expect(results.outcomes.filter(isRed)).toEqual([]);
    expect(results.complete).toBe(false);
  });
});

describe('a verdict on what did not arrive', () => {
  const verdictOn = (id: string, outcomes: readonly Outcome[]): string | undefined =>
    outcomes.find(({ requirement, channel }) => requirement === id && channel === 'chat')?.verdict;

  it.each([
    { of: 'did not come', id: 'SECOND-001', copies: 0, breach: 'failed' },
    { of: 'came twice', id: 'SECOND-020', copies: 2, breach: 'warned' },
  ])(
    'is open when what $of had to be heard by one whose notifications were interrupted',
    async ({ id, copies, breach }) => {
      const losing: Quirk = {
        id: 'losing',
        channels: ['chat'],
        deliver: (delivery, at) =>
          at.event === 'consult-joined' ? Array<typeof delivery>(copies).fill(delivery) : [delivery],
      };
      const { results, evidence } = await conductWith([losing], { channels: ['chat'] });
      const opened = evidence.findIndex(({ kind }) => kind === 'session');
      const { seq, at } = evidence[opened] ?? { seq: 0, at: 0 };
      const cut: Entry = {
        kind: 'watch',
        seq: seq + 0.5,
        at,
        party: 'originator',
        state: 'lost',
        reason: 'reset',
      };

      const again = judge(evidence.toSpliced(opened + 1, 0, cut), {
        catalog,
        suites,
        channels: ['chat'],
        only: [],
      });

      expect(verdictOn(id, results.outcomes)).toBe(breach);
      expect(verdictOn(id, again.outcomes)).toBe('untestable');
    },
  );

  it('is open when the consultant could not be asked, whose notifications were interrupted', async () => {
    const losing: Quirk = {
      id: 'losing',
      channels: ['chat'],
      deliver: (delivery, at) => (at.event === 'consult-invited' ? [] : [delivery]),
    };
    const options = { channels: ['chat'] as const, only: ['FIRST-001'] };
    const { results, evidence } = await conductWith([losing], options);
    const opened = evidence.findIndex(({ kind }) => kind === 'session');
    const { seq, at } = evidence[opened] ?? { seq: 0, at: 0 };
    const cut: Entry = {
      kind: 'watch',
      seq: seq + 0.5,
      at,
      party: 'consultant',
      state: 'lost',
      reason: 'reset',
    };

    const again = judge(evidence.toSpliced(opened + 1, 0, cut), { catalog, suites, ...options });

    expect(verdictOn('FIRST-001', results.outcomes)).toBe('failed');
    expect(verdictOn('FIRST-001', again.outcomes)).toBe('untestable');
  });

  it('is passed when the customer sees what was said before a Consult only after the first look', async () => {
    const options = { channels: ['chat'] as const, only: ['CUST-005'] };
    const { evidence } = await conductWith([], options);
    const seenLate = evidence.map((entry) =>
      entry.kind === 'view' && entry.phase === 'before'
        ? { ...entry, messages: entry.messages.filter(({ text }) => text?.startsWith('Good day') !== true) }
        : entry,
    );

    const { outcomes } = judge(seenLate, { catalog, suites, ...options });

    expect(JSON.stringify(seenLate)).not.toBe(JSON.stringify(evidence));
    expect(verdictOn('CUST-005', outcomes)).toBe('passed');
  });

  it('is passed when the agent is told of its own coming only after a Consult that failed', async () => {
    const late: Quirk = {
      id: 'late',
      channels: ['chat'],
      deliver: (delivery, at) => [
        at.event === 'joined-message' ? { ...delivery, holdUntil: 'consult-failed' } : delivery,
      ],
    };
    const { results } = await conductWith([late], { channels: ['chat'], only: ['FAIL-019'] });

    expect(verdictOn('FAIL-019', results.outcomes)).toBe('passed');
  });

  it.each([
    { of: 'was made ready', refuses: false, verdict: 'failed' },
    { of: 'could not be made ready', refuses: true, verdict: 'untestable' },
  ])('is $verdict when a Consult fails whose consultant $of', async ({ refuses, verdict }) => {
    const failing: Quirk = {
      id: 'failing',
      channels: ['chat'],
      behaviour: { unreachableKinds: ['users'] },
      answers: 'every',
      answer: (answer, { operation, caller }) =>
        refuses && operation === 'readiness' && caller?.key === 'consultant'
          ? { ...answer, status: 400, body: { statusCode: 10, statusMessage: 'refused' } }
          : answer,
    };

    const { results } = await conductWith([failing], { channels: ['chat'] });

    expect(verdictOn('FAIL-020', results.outcomes)).toBe(verdict);
    expect(verdictOn('FIRST-001', results.outcomes)).toBe('untestable');
    expect(results.complete).toBe(false);
  });
});

describe('the results', () => {
  it('warn of certificates that were not checked, as their own schema allows', async () => {
    const { results } = await withReference({}, (target) =>
      conduct({ target: { ...target, tls: { insecure: true } }, catalog, only: ['RESP-001'] }),
    );

    expect(results.target.warnings).toEqual([expect.stringContaining('Certificates were not checked')]);
    expect(
      schemaProblems('tool/results.schema.json', JSON.parse(JSON.stringify(results)) as Results),
    ).toEqual([]);
  });
});
