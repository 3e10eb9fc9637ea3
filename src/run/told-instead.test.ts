/** What a report says of that which came in the place of what is missing. */
import { afterEach, expect, it } from 'vitest';
import { loadCatalog } from '../catalog/index.ts';
import type { Problem, Results } from '../model/outcome.ts';
import { faults, startReference, type Quirk, type Reference } from '../reference/index.ts';
import { conduct } from './conduct.ts';
import { referenceTarget } from './reference-target.ts';

const catalog = loadCatalog();
const deadlines = { answer: 4_000, notification: 1_500, settle: 20, overall: 60_000 };

let reference: Reference | undefined;
afterEach(() => reference?.close());

/** A run against the embedded server with a quirk, of these requirements alone. */
async function runWith(quirk: Quirk, ...only: readonly string[]): Promise<Results> {
  reference = await startReference({ quirks: [quirk] });
  const { results } = await conduct({ target: referenceTarget(reference, deadlines), catalog, only });
  return results;
}

/** The first problem of a requirement on chat, with a fault of the embedded server on chat. */
async function problemOf(id: string, requirement: string): Promise<Problem | undefined> {
  const fault = faults.find((one) => one.id === id);
  if (fault === undefined) throw new Error(`There is no fault ${id}.`);
  const { outcomes } = await runWith({ ...fault.make(), id, channels: ['chat'] }, requirement);
  return outcomes.find((one) => one.requirement === requirement && one.channel === 'chat')?.problems[0];
}

it('a notification that is missing is told with those of its session that came', async () => {
  const problem = await problemOf('first.misdirected', 'FIRST-001');

  expect(problem?.expected).toMatch(/^the first notification, which names session \S+, within 1500 ms$/);
  expect(problem?.actual).toMatch(/^none; of this session arrived "NewMessages"/);
});

it('a failure that came before its Consult is told as such, and cited', async () => {
  const problem = await problemOf('failure.early', 'FAIL-001');

  expect(problem?.actual).toMatch(/^none; a failure of this session arrived before the Consult was sent/);
  expect(problem?.evidence[1]).toBeLessThan(problem?.evidence[0] ?? 0);
});

it('an entry that a log has under another index is told with the indexes of the log', async () => {
  const problem = await problemOf('log.other-index', 'STATE-003');

  expect(problem?.actual).toMatch(/^no entry with index \d+; its indexes are \[\d+,.*\]$/);
});

it("texts of the customer's view are told without its entries that have none", async () => {
  const problem = await problemOf('rejection.mutes-originator', 'FAIL-026');

  expect(problem?.actual).toBe('no text');
});

it('an answer without a body has none in the comparison of the channels', async () => {
  const { divergences } = await runWith(
    {
      id: 'no-body',
      channels: ['sms'],
      answer: (answer, { operation }) =>
        operation === 'Consult' ? { headers: answer.headers, status: 204 } : answer,
    },
    'RESP-003',
  );

  const bodies = divergences.filter((one) => one.class === 'undocumented' && one.id.endsWith('/body'));
  expect(new Set(bodies.map(({ chat, sms }) => `${chat} | ${sms}`))).toEqual(new Set(['object | absent']));
});
