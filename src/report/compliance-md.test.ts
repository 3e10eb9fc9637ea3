import { describe, expect, it } from 'vitest';
import type { Outcome, Results } from '../model/outcome.ts';
import { renderComplianceMd } from './compliance-md.ts';
import { catalog, hostile, mixedRun, outcome, problem, resultsOf } from './sample-run.fixture.ts';

const waiver = {
  fingerprint: '0123456789abcdef',
  reason: 'Known since 8.5.',
  owner: 'chat team',
  issue: 'https://issues.example/1',
  expires: '2026-01-31',
};

function pageOf(outcomes: readonly Outcome[], more: Partial<Results> = {}): string {
  return renderComplianceMd(resultsOf(outcomes, more), catalog);
}

describe('compliance.md', () => {
  it('says all that is handed over', () => {
    const run: Results = {
      ...mixedRun,
      suite: {
        ...mixedRun.suite,
        proof: {
          faults: 843,
          killed: 843,
          checks: 344,
          withKiller: 344,
          variants: 40,
          green: 40,
          nullServers: 8,
          passedByNull: 0,
        },
      },
      target: { ...mixedRun.target, vendor: 'Example Ltd', baseUrl: 'https://gws.example' },
      asked: {
        channels: ['chat', 'sms'],
        only: [],
        pinned: { SPELLING: 'documented' },
        command: 'consult-conformance run --target target.yaml',
      },
      evidence: { sha256: 'abc', bytes: 12 },
      outcomes: [
        ...mixedRun.outcomes,
        outcome('CUST-003', 'chat', 'waived', { problems: [problem()], waivers: [waiver] }),
      ],
    };

    expect(renderComplianceMd(run, catalog)).toMatchInlineSnapshot(`
      "# Conformance of Consult

      - **Chat conforms but for waivers: 1 MUST waived, 1 warning.**
      - **SMS does not conform: 1 MUST failed, 1 not judged.**

      Exit code 1: does not conform: a MUST failed.

      > **The run is incomplete**: 1 verdict on a MUST missing; see “Not judged”.

      |  |  |
      | --- | --- |
      | Product | \`Web Services\` \`8.5\` |
      | Vendor | \`Example Ltd\` |
      | Target | \`Staging\` (deployed) |
      | Address | \`https://gws.example\` |
      | Suite | consult-conformance \`1.2.3\`, requirement set \`0123456789abcdef\` |
      | When | \`2025-01-02T03:04:05.678Z\`, 4.3 s |
      | Asked for | Chat and SMS; all requirements; readings pinned: \`SPELLING=documented\` |
      | Again | \`consult-conformance run --target target.yaml\` |
      | Evidence | evidence.jsonl, 12 bytes, SHA-256 \`abc\` |

      ## Verdicts

      ### The response

      | requirement | level | rule | Chat | SMS |
      | --- | --- | --- | --- | --- |
      | \`RESP-001\` | MUST | Rule RESP-001 holds. | ✓ passed | ✓ passed |
      | \`RESP-002\` | MUST | The answer carries statusCode, an integer. | ✓ passed | [✗ failed](#resp-002-on-sms) |
      | \`RESP-003\` | SHOULD | Rule RESP-003 holds. | [! warned](#resp-003-on-chat) | ? untestable |

      ### The customer

      | requirement | level | rule | Chat | SMS |
      | --- | --- | --- | --- | --- |
      | \`CUST-001\` | MUST | Rule CUST-001 holds. | ✓ passed | ? untestable |
      | \`CUST-002\` | MUST | Rule CUST-002 holds. | ✓ passed | – not applicable |
      | \`CUST-003\` | MUST | Rule CUST-003 holds. | [w waived](#cust-003-on-chat) |  |

      ## Findings

      ### RESP-002 on SMS

      **✗ failed** (MUST, sample): The answer carries statusCode, an integer.

      - source: SMS, Response
      - seen in: \`consult-accepted\`

      1. **missing member** (missing-member)
         - where: \`answer to the originator's Consult, /statusCode\`
         - expected: \`an integer\`
         - seen: \`nothing\`
         - look at: the message in the evidence: whether the member is there under another name, in another place, or not at all
         - evidence: evidence.jsonl, seq 12, seq 14

      ### RESP-003 on Chat

      **! warned** (SHOULD, stated): Rule RESP-003 holds.

      - source: Chat, Response

      1. **late event** (late-event)
         - where: \`answer to the originator's Consult, /statusCode\`
         - expected: \`an integer\`
         - seen: \`nothing\`
         - look at: the order of the two entries in the evidence, and the queue or the thread that sends each of them
         - evidence: evidence.jsonl, seq 12, seq 14

      ## Waivers in force

      These failures were seen. They are accepted until a day, and are no passes.

      ### CUST-003 on Chat

      **w waived** (MUST, stated): Rule CUST-003 holds.

      - source: Chat, Response
      - waived until \`2026-01-31\` by \`chat team\`, tracked in \`https://issues.example/1\`: \`Known since 8.5.\` (fingerprint \`0123456789abcdef\`)

      1. **missing member** (missing-member)
         - where: \`answer to the originator's Consult, /statusCode\`
         - expected: \`an integer\`
         - seen: \`nothing\`
         - look at: the message in the evidence: whether the member is there under another name, in another place, or not at all
         - evidence: evidence.jsonl, seq 12, seq 14

      ## Chat against SMS

      1 undocumented, 1 undetermined, 1 documented, 1 same.

      ### Undocumented: the channels differ, and no document says so

      | what | Chat | SMS | why |
      | --- | --- | --- | --- |
      | \`member /statusCode\` | \`integer\` | \`absent\` |  |

      ### Undetermined: one channel was not driven, or nothing was seen on it

      | what | Chat | SMS | why |
      | --- | --- | --- | --- |
      | \`customer view\` | \`seen\` | \`not seen\` | \`SMS was not watched.\` |

      ### Documented: the channels differ as the documents say

      | what | Chat | SMS | why |
      | --- | --- | --- | --- |
      | \`collection\` | \`chats\` | \`smsessions\` | DIFF-001: The collection. (Chat, Request URL; SMS, Request URL) |

      <details>
      <summary>1 comparison in which the channels agree</summary>

      | what | Chat | SMS | why |
      | --- | --- | --- | --- |
      | \`event order\` | \`1 2\` | \`1 2\` |  |

      </details>

      ## Readings

      What the documents leave open, and how this server does it. None of it is a defect.

      | reading | question | channel | answer | meaning |
      | --- | --- | --- | --- | --- |
      | \`SPELLING\` | How is it spelled? | SMS | \`published\` | two s |
      | \`SMS-TOPIC\` |  | Chat | \`not-seen\` | nothing showed it |

      ## Not judged

      ### Could not be judged

      | why | MUSTs | requirements |
      | --- | --- | --- |
      | \`The customer can not be watched.\` | 1 | SMS: CUST-001 |
      | because \`RESP-002\` does not hold: \`It rests on another.\` | 0 | SMS: RESP-003 |

      ### Does not apply

      | why | MUSTs | requirements |
      | --- | --- | --- |
      | \`No such clause.\` | 1 | SMS: CUST-002 |

      ### No check covers it

      - CUST-003: No scenario shows it yet.

      ## Latencies

      Milliseconds from the Consult; percentiles are times that were measured.

      | until | channel | samples | p50 | p95 | p99 | budget for p95 |
      | --- | --- | --- | --- | --- | --- | --- |
      | first notification | Chat | 22 | 12.4 | 80.2 | 95.0 | 100 |
      | notification of failure | SMS | 1 | 7.0 | 7.0 | 7.0 |  |

      ## Why these verdicts can be trusted

      This version of the suite was tried on servers whose defects are known:

      - deliberate faults, each on one channel, that turned exactly the right requirements red: 843 of 843
      - checks that some fault turns red: 344 of 344
      - right servers, the plain one and those that do things in another way, that have nothing turned red: 40 of 40
      - requirements that any of 8 servers that do nothing passes: 0
      "
    `);
  });

  it('is short when all is well', () => {
    const page = pageOf([outcome('RESP-001', 'chat', 'passed')]);

    expect(page).toContain('- **Chat conforms.**');
    expect(page).not.toMatch(/## (Findings|Waivers|Chat against|Readings|Latencies|Why)/);
  });

  it('warns when the rules are not those that were judged by, and shows what it does not know', () => {
    const page = pageOf([outcome('NEW-001', 'chat', 'failed', { problems: [problem()] })], {
      suite: { name: 'consult-conformance', version: '9.9.9', requirementSet: 'fedcba9876543210' },
    });

    expect(page).toContain('> **Warning**: judged by requirement set `fedcba9876543210`');
    expect(page).toContain('### Not in the catalogue of this suite');
    expect(page).toContain('### NEW-001 on Chat');
  });

  it('lets no text of a stranger become markup', () => {
    const bad = problem({ where: hostile, expected: hostile, actual: hostile });
    const page = pageOf(
      [
        outcome(hostile, 'chat', 'failed', { problems: [bad], reason: hostile }),
        outcome('RESP-001', 'chat', 'untestable', { reason: hostile, because: hostile }),
        outcome('RESP-002', 'sms', 'waived', {
          problems: [bad],
          waivers: [{ ...waiver, reason: hostile, owner: hostile, issue: hostile }],
        }),
      ],
      {
        target: { name: hostile, kind: 'deployed', product: hostile, version: hostile, warnings: [hostile] },
        readings: [{ id: hostile, channel: 'chat', answer: hostile }],
        divergences: [{ id: hostile, class: 'undocumented', chat: hostile, sms: hostile, reason: hostile }],
        asked: { channels: ['chat'], only: [hostile], pinned: { [hostile]: hostile }, command: hostile },
      },
    );

    expect(page).not.toMatch(/<script|@everyone|\u202e|^next/m);
    expect(page.replaceAll('\n', '')).not.toMatch(/[\p{Cc}\p{Cf}\p{Cs}]/u);
    for (const block of page.split('\n\n').filter((text) => text.startsWith('|')))
      expect(new Set(block.split('\n').map((line) => line.match(/\|/g)?.length)).size).toBe(1);
  });

  it('stays within a megabyte, whatever was found', () => {
    const bad = problem({ where: '`'.repeat(500), expected: '`'.repeat(500), actual: '`'.repeat(500) });
    const problems = Array.from({ length: 1_000 }, (_, i) => ({ ...bad, where: `${bad.where} ${i}` }));
    const outcomes = Array.from({ length: 400 }, (_, i) =>
      outcome(`RESP-${i}`, i % 2 === 0 ? 'chat' : 'sms', i % 3 === 0 ? 'waived' : 'failed', {
        problems,
        reason: '`'.repeat(500),
      }),
    );
    const readings = Array.from({ length: 400 }, () => ({
      id: '`'.repeat(500),
      channel: 'chat' as const,
      answer: '`'.repeat(500),
    }));

    const page = pageOf(outcomes, { readings });

    expect(page.length).toBeLessThan(1_000_000);
    expect(page).toMatch(/… and \d+ more findings, in results.json\./);
    expect(page).toMatch(/… and 9\d\d more, in results.json\./);
  });
});
