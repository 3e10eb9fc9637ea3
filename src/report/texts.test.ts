import { describe, expect, it } from 'vitest';
import type { PlannedScenario, ServerTrait } from '../model/plan.ts';
import type { SelftestReport } from '../model/selftest.ts';
import { explainableIds, renderExplanation, type Knowledge } from './explain.ts';
import { renderPlan, renderRequirements, renderTraits } from './list.ts';
import { createPaint } from './paint.ts';
import { catalog } from './sample-run.fixture.ts';
import { renderSelftest, selftestExitCode } from './selftest.ts';

const screen = { width: 80, paint: createPaint(false) };
const checked = [{ requirement: 'RESP-001', scenario: 'consult-accepted' }] as const;
const faults: ServerTrait[] = [
  { id: 'no-status-code', text: 'The answer has no statusCode.', turnsRed: ['RESP-002'] },
];
const variants: ServerTrait[] = [
  { id: 'early', text: 'Notifications come before answers.', channels: ['sms'] },
];
const knowledge: Knowledge = {
  catalog,
  scenariosOf: (id) =>
    checked.filter(({ requirement }) => requirement === id).map(({ scenario }) => scenario),
  faults,
  variants,
};

describe('the list of requirements', () => {
  it('names level, basis, sources and check of each', () => {
    expect(renderRequirements(catalog, checked, screen)).toMatchInlineSnapshot(`
      "The response (response)
        RESP-001  MUST, stated
          Rule RESP-001 holds.
          source  Chat: Chat, Response · SMS: SMS, Response
          check   consult-accepted
        RESP-002  MUST, sample
          The answer carries statusCode, an integer.
          source  Chat: Chat, Response · SMS: SMS, Response
          check   not tested: no check covers it
        RESP-003  SHOULD, stated
          Rule RESP-003 holds.
          source  Chat: Chat, Response · SMS: SMS, Response
          check   not tested: no check covers it

      The customer (customer)
        CUST-001  MUST, stated
          Rule CUST-001 holds.
          source  Chat: Chat, Response · SMS: SMS, Response
          check   not tested: no check covers it
        CUST-002  MUST, stated
          Rule CUST-002 holds.
          source  Chat: Chat, Overview
          check   not tested: no check covers it
        CUST-003  MUST, stated
          Rule CUST-003 holds.
          source  Chat: Chat, Response · SMS: SMS, Response
          check   not tested: No scenario shows it yet.

      6 requirements, 1 checked, 5 not tested.
      "
    `);
  });
});

describe('the plan of a run', () => {
  const scenarios: PlannedScenario[] = [
    {
      id: 'consult-accepted',
      title: 'A consult that succeeds',
      sessions: 1,
      requests: ['Accept', 'Consult'],
    },
    { id: 'consult-failed', title: 'A consult that fails', sessions: 1, requests: ['Consult'] },
  ];

  it('says what it does on each channel', () => {
    expect(renderPlan(scenarios, ['chat', 'sms'], screen)).toMatchInlineSnapshot(`
      "A run plays 2 scenarios: 2 sessions on each channel, about 3 requests on Chat and about 3 requests on SMS, besides logins, notifications and reading what is shown.

      consult-accepted  A consult that succeeds (1 session)
        1.  Accept
        2.  Consult

      consult-failed  A consult that fails (1 session)
        1.  Consult
      "
    `);
  });

  it('speaks of the one channel that was asked for', () => {
    expect(renderPlan(scenarios, ['sms'], screen)).toMatch(
      /^A run plays 2 scenarios: 2 sessions, about 3 requests on SMS, /,
    );
  });
});

describe('the list of faults', () => {
  it('names what each turns red', () => {
    expect(renderTraits([...faults, ...variants], screen)).toMatchInlineSnapshot(`
      "no-status-code
          The answer has no statusCode.
          turns red RESP-002
      early (SMS only)
          Notifications come before answers.
      "
    `);
  });
});

describe('what a fault needs', () => {
  const needy: ServerTrait = {
    id: 'one-of-many',
    text: 'One of many is lost.',
    needs: { 'limits.concurrentSessions': 3, 'budget.first': '900ms' },
  };
  const words =
    /limits.concurrentSessions: 3, budget.first: 900ms in the target file, or run --concurrency 3/;

  it('stands in the list, and in its explanation', () => {
    const wide = { ...screen, width: 200 };

    expect(renderTraits([needy], wide)).toMatch(words);
    expect(renderExplanation('one-of-many', { ...knowledge, faults: [needy] }, wide)).toMatch(words);
  });
});

describe('an explanation', () => {
  it.each(explainableIds(knowledge))('is there for %s', (id) => {
    expect(renderExplanation(id, knowledge, screen)).toMatch(new RegExp(`^${id}: `));
  });

  it('of a requirement tells all that is known', () => {
    expect(renderExplanation('resp-001', knowledge, screen)).toMatchInlineSnapshot(`
      "RESP-001: a requirement (response)
        rule        Rule RESP-001 holds.
        level       MUST
        basis       stated: the prose of the documents says it
        Chat        Chat, Response
        SMS         SMS, Response
        seen by     originator
        difference  DIFF-001: The collection.
        checked in  consult-accepted
      "
    `);
  });

  it('of an unknown id is none', () => {
    expect(renderExplanation('RESP-999', knowledge, screen)).toBeUndefined();
  });
});

describe('the self-test', () => {
  const report: SelftestReport = {
    rows: [
      { fault: 'no-status-code', channel: 'chat', expected: ['RESP-002'], turnedRed: ['RESP-002'], ok: true },
      {
        fault: 'no-status-code',
        channel: 'sms',
        expected: ['RESP-002'],
        turnedRed: [],
        ok: false,
      },
    ],
    variants: [{ variant: 'early', turnedRed: [], ok: true }],
    nulls: [{ id: 'dead-port', passed: [], exitCode: 3, ok: true }],
    checks: ['chat/RESP-002', 'sms/RESP-002', 'CUST-001'],
    withoutKiller: ['CUST-001'],
    golden: '',
    passed: 3,
    failed: 1,
  };

  it('shows what is not as expected, and ends with the count', () => {
    expect(renderSelftest(report, { ...screen, verbose: false })).toMatchInlineSnapshot(`
      "Faults, each on one channel: 1 of 2 as expected
        ✗ no-status-code on SMS
            expected   RESP-002
            red        none
        no-status-code  Chat 1 of 1         SMS 0 of 1
      Variants: right servers that differ: 1 of 1 as expected
        early
      Null servers: nothing may pass: 1 of 1 as expected
        dead-port               passed 0, exit code 3
      Checks that no fault turns red: 1 requirement
            CUST-001

      Faults killed by exactly the right requirements: 1 of 2
      Checks with a killer: 2 of 3
      Requirements passed by a null server: none

      3 passed, 1 failed
      "
    `);
  });

  it('says nothing of what was not tried', () => {
    const tried = { ...report, rows: [], nulls: [], checks: [], withoutKiller: [], passed: 1, failed: 0 };

    expect(renderSelftest(tried, { ...screen, verbose: false })).toMatchInlineSnapshot(`
      "Variants: right servers that differ: 1 of 1 as expected
        early

      1 passed, 0 failed
      "
    `);
  });

  it('shows every row when verbose', () => {
    const shown = renderSelftest(report, { ...screen, verbose: true });

    expect(shown).toContain('✓ no-status-code on Chat');
    expect(shown).toContain('✓ dead-port');
  });

  it.each([
    ['all is as expected', { failed: 0, withoutKiller: [] }, 0],
    ['a row failed', { failed: 1, withoutKiller: [] }, 1],
    ['a check has no killer', { failed: 0, withoutKiller: ['CUST-001'] }, 1],
    ['a variant alone was tried', { failed: 0, withoutKiller: [], rows: [], nulls: [] }, 0],
    ['nothing was tried', { failed: 0, withoutKiller: [], rows: [], variants: [], nulls: [] }, 3],
  ])('when %s exits with the right code', (_what, more, code) => {
    expect(selftestExitCode({ ...report, ...more })).toBe(code);
  });
});
