import { describe, expect, it } from 'vitest';
import { loadCatalog } from '../catalog/index.ts';
import { channelIds } from '../model/channel.ts';
import type { Exchange } from '../model/evidence.ts';
import { faults, startReference, variants } from '../reference/index.ts';
import { conduct, type Conducted } from './conduct.ts';
import { neededScenarios } from './plan.ts';
import { referenceTarget } from './reference-target.ts';

const catalog = loadCatalog();
const deadlines = { answer: 1_500, notification: 1_500, settle: 20, overall: 30_000 };

/** A run against the embedded server with a variant or a fault, or as it is. */
async function conductWith(id?: string): Promise<Conducted> {
  const variant = variants.find((one) => one.id === id);
  const fault = faults.find((one) => one.id === id);
  const quirk = variant?.quirk ?? fault?.make();
  const quirks = quirk === undefined ? [] : [{ ...quirk, id: String(id), channels: channelIds }];
  const reference = await startReference({ quirks });
  try {
    const target = referenceTarget(reference, deadlines);
    return await conduct({ target, catalog, only: ['safety', 'FEAT-002', 'TARG-006', 'TARG-007'] });
  } finally {
    await reference.close();
  }
}

const refusalsIn = ({ evidence }: Conducted): Exchange[] =>
  evidence.filter(
    (entry): entry is Exchange => entry.kind === 'exchange' && entry.purpose === 'refused-request',
  );

describe('the requests that must be refused', () => {
  it('are made once each, on each channel, and all are judged', async () => {
    const conducted = await conductWith();

    const names = refusalsIn(conducted).map((one) => `${one.trace} ${one.case}`);
    const judged = conducted.results.outcomes.map(({ requirement }) => requirement);
    const about = new Set(refusalsIn(conducted).map((one) => String(one.case?.split('/', 1)[0])));
    const readings = new Set(catalog.readings.map(({ id }) => id));
    expect(new Set(names).size).toBe(names.length);
    expect([...about].filter((id) => !judged.includes(id) && !readings.has(id))).toEqual(['control']);
    expect(conducted.results.complete).toBe(true);
  });

  it('are made as they are: no secret, no second try, no redirect followed', async () => {
    const made = refusalsIn(await conductWith('login-redirect'));

    const disguised = made.filter((one) => one.case?.startsWith('SAFE-010/') === true);
    expect(disguised.map(({ response }) => response?.status)).toEqual([302, 302, 302, 302]);
    expect(disguised.every(({ request }) => request.headers['cookie'] === undefined)).toBe(true);
  });

  it('are left out where nobody asks for them', () => {
    expect(neededScenarios(catalog, ['CUST-005'])).not.toContain('refused-requests');
    expect(neededScenarios(catalog, ['SAFE-009'])).toContain('refused-requests');
  });

  it('that are not answered end their group, and no other', async () => {
    const made = refusalsIn(await conductWith('refusal.hangs'));

    const names = made.map((one) => one.case);
    expect(names).toContain('SAFE-003/cut off');
    expect(names).not.toContain('SAFE-005/unknown');
    expect(names).toContain('SAFE-009/outsider');
  });

  it('and are carried out are undone: who was invited declines', async () => {
    const { evidence } = await conductWith('refusal.outsider');

    const declined = evidence.filter(
      (entry): entry is Exchange =>
        entry.kind === 'exchange' && entry.purpose === 'cleanup' && entry.case === 'SAFE-009/outsider',
    );
    expect(declined.map(({ party }) => party)).toEqual(['consultant', 'consultant']);
    expect(declined.map(({ request }) => request.body)).toEqual([
      { operationName: 'Reject' },
      { operationName: 'Reject' },
    ]);
  });
});

describe('what comes of requests that were refused', () => {
  /** What SAFE-014 says on a channel against a server with a fault, and the entries that it cites. */
  async function foundWith(id: string) {
    const { results, evidence } = await conductWith(id);
    const outcome = results.outcomes.find(
      (one) => one.requirement === 'SAFE-014' && one.channel === 'sms' && one.verdict === 'failed',
    );
    return (outcome?.problems ?? []).map(({ expected, evidence: seqs }) => ({
      expected,
      cited: seqs
        .map((seq) => evidence.find((entry) => entry.seq === seq))
        .map((one) => (one?.kind === 'exchange' ? one.case : one?.kind)),
    }));
  }

  it('cites the requests since the session was last as before, and what was seen after them', async () => {
    const [first] = await foundWith('refusal.carried-out');

    expect(first?.cited).toContain('SAFE-009/outsider');
    expect(first?.cited.at(-1)).toBe('delivery');
    expect(first?.cited.filter((name) => /^SAFE-00[1-7]|^SAFE-01[2-8]/.test(String(name)))).toEqual([]);
    expect(first?.expected).toContain('"SAFE-009/outsider"');
  });

  it('cites the last of very many requests, and counts the others', async () => {
    const [first] = await foundWith('refusal.state');

    expect(first?.cited).toHaveLength(7);
    expect(first?.expected).toMatch(/: the requests "SAFE-.+" and \d+ before them were refused$/);
  });
});

describe('the readings of what servers may take', () => {
  it.each([
    { id: undefined, reading: 'OPERATION-CASE', answer: 'exact' },
    { id: 'names-in-any-case', reading: 'OPERATION-CASE', answer: 'ignored' },
    { id: undefined, reading: 'UNKNOWN-MEMBERS', answer: 'accepted' },
    { id: 'strict-requests', reading: 'UNKNOWN-MEMBERS', answer: 'refused' },
    { id: undefined, reading: 'DUPLICATE-MEMBERS', answer: 'last' },
    { id: 'duplicates-refused', reading: 'DUPLICATE-MEMBERS', answer: 'refused' },
    { id: undefined, reading: 'FOREIGN-HOST', answer: 'ignored' },
    { id: 'own-hosts', reading: 'FOREIGN-HOST', answer: 'refused' },
    { id: undefined, reading: 'ME-IN-PATH', answer: 'with-me' },
    { id: 'without-me', reading: 'ME-IN-PATH', answer: 'both' },
    { id: 'synchronous-failure', reading: 'ME-IN-PATH', answer: 'with-me' },
    { id: 'synchronous-failure', reading: 'DUPLICATE-MEMBERS', answer: 'last' },
    { id: undefined, reading: 'ERROR-STATUS', answer: 'http-4xx' },
    { id: 'refusals-with-200', reading: 'ERROR-STATUS', answer: 'http-200' },
  ])('find $answer for $reading on a server with $id', async ({ id, reading, answer }) => {
    const { results } = await conductWith(id);

    const answers = results.readings.filter((one) => one.id === reading && one.channel === 'sms');
    expect(answers.map((one) => one.answer)).toEqual([answer]);
  });
});

describe('the agent without the feature', () => {
  it('consults in a session of its own, which the customer asked for', async () => {
    const made = refusalsIn(await conductWith()).filter(({ party }) => party === 'featureless');

    expect(made.map((one) => one.case)).toEqual(['FEAT-002/own session', 'FEAT-002/own session']);
  });

  it("consults in another's where it can not become ready, and is denied there", async () => {
    const conducted = await conductWith('feature-to-be-ready');

    const made = refusalsIn(conducted).filter(({ party }) => party === 'featureless');
    const verdicts = conducted.results.outcomes.filter(({ requirement }) => requirement === 'FEAT-002');
    expect(made.map((one) => one.case)).toEqual(["FEAT-002/another's session", "FEAT-002/another's session"]);
    expect(verdicts.map(({ verdict }) => verdict)).toEqual(['passed', 'passed']);
  });
});
