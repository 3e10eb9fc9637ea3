import { describe, expect, it } from 'vitest';
import { loadCatalog } from '../catalog/index.ts';
import { createPaint } from '../report/index.ts';
import { renderRunPlan } from '../report/dry-run.ts';
import type { Target } from '../model/target.ts';
import { planRun } from './dry-run.ts';
import { planOfRun } from './index.ts';

const catalog = loadCatalog();
const source = { kind: 'reference', url: 'http://127.0.0.1:1/reference' } as const;
const target: Target = {
  name: 'Staging',
  kind: 'deployed',
  product: 'p',
  version: '1',
  baseUrl: 'https://gws.example.com',
  notificationsPath: '/n',
  parties: {
    originator: { credentials: { kind: 'basic', userName: 'alice', password: 'hunter2' }, nickname: 'A' },
    consultant: { credentials: { kind: 'bearer', userName: 'bob', token: 'tok-1' }, nickname: 'B' },
  },
  consultees: { queue: { uri: 'https://gws.example.com/api/v2/queues/7', path: '/queues/7' } },
  channels: {
    chat: { spelling: undefined, source },
    sms: { spelling: undefined, source: { kind: 'none', reason: 'The file names no source.' } },
  },
  deadlines: { answer: 1, notification: 1, settle: 1, overall: 90_000 },
  limits: { requestsPerSecond: 5, concurrentSessions: 2 },
  tls: { insecure: true },
  pinned: { SPELLING: 'published' },
  maxBodyBytes: 1,
};

describe('the plan of a run', () => {
  it('counts what is played only: not what lacks a party, not what lacks a source', () => {
    const { channels } = planRun({ target, catalog, channels: ['chat', 'sms'], only: [] });
    const [chat, sms] = channels;

    expect(chat?.plays.map(({ id, missing }) => [id, missing])).toContainEqual([
      'bystander-control',
      ['bystander'],
    ]);
    const played = (chat?.plays ?? []).filter(({ missing }) => missing.length === 0);
    expect(chat?.sessions).toBe(played.reduce((sum, { sessions }) => sum + sessions, 0));
    expect(chat?.requests).toBeGreaterThan(chat?.messages ?? 0);
    expect(sms).toMatchObject({ sessions: 0, requests: 0, messages: 0, source: 'The file names no source.' });
  });

  it('holds no secret', () => {
    const plan = JSON.stringify(planRun({ target, catalog, channels: ['chat'], only: [] }));

    expect(plan).toContain('alice');
    expect(plan).not.toMatch(/hunter2|tok-1/);
  });

  it('is told with parties, sessions, requests, messages and limits', () => {
    const plan = planRun({ target, catalog, channels: ['chat'], only: [] });

    const shown = renderRunPlan(plan, { width: 100, paint: createPaint(false) });

    expect(shown).toContain('Plan of a run against Staging at https://gws.example.com. Nothing was sent.');
    expect(shown).toContain('Warning: Certificates were not checked (tls.insecure)');
    expect(shown).toMatch(/^ {2}consultant {3}bob {4}bearer token$/m);
    expect(shown).toMatch(/^ {2}queue {8}\/queues\/7$/m);
    expect(shown).toContain(
      'Not named: bystander, featureless, second, absent. What needs them is not judged.',
    );
    expect(shown).toMatch(/^Chat: \d+ sessions, about \d+ requests, \d+ messages to customers$/m);
    expect(shown).toContain('not played: the target names no bystander');
    expect(shown).toContain('at most 5 requests a second; ended after 90 s');
    expect(shown).toContain('Pinned: SPELLING=published.');
  });

  it.each([
    { sessionsPerAgent: 1, rounds: 7, said: 'No agent is in more than 1 session at a time' },
    { sessionsPerAgent: 2, rounds: 5, said: 'No agent is in more than 2 sessions at a time' },
  ])('says in how many rounds it is played: $rounds', ({ sessionsPerAgent, rounds, said }) => {
    const limits = { concurrentSessions: 3, sessionsPerAgent };
    const of = { target: { ...target, limits }, catalog, channels: ['chat', 'sms'], only: [] } as const;

    const plan = planRun(of);

    expect(plan.turns).toEqual({ sessionsPerAgent, rounds, settleMs: 1 });
    const shown = renderRunPlan(plan, { width: 1000, paint: createPaint(false) });
    expect(shown).toContain(said);
    expect(shown).toContain(`it is played in ${rounds} rounds`);
  });

  it('is there for the embedded server too', async () => {
    const plan = await planOfRun({ pinned: { SPELLING: 'documented' }, channels: ['sms'] });

    expect(plan.agents.map(({ role }) => role)).toContain('originator');
    expect(plan).toMatchObject({
      warnings: [],
      pinned: { SPELLING: 'documented' },
      channels: [{ id: 'sms' }],
    });
  });
});
