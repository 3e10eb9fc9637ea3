/** A run whose server is wrong on SMS, and says everything that could do harm in a page. */
import type { Entry, Exchange } from '../../model/evidence.ts';
import { fingerprinted } from '../../model/fingerprint.ts';
import type { Results } from '../../model/outcome.ts';
import { catalog, hostile, mixedRun, outcome, problem, resultsOf } from '../sample-run.fixture.ts';
import type { HtmlSource } from './index.ts';

/** Markup that runs a script or asks a host wherever it is taken for markup. */
export const attack =
  '"\'><script>window.pwned=1</script></script><img src=http://attack.example/x onerror=window.pwned=1>' +
  '<style>body{background:url(http://attack.example/y)}</style><svg onload=window.pwned=1>' +
  `</title></style></pre>\u202Eevil\u2066${hostile}`;

const trace = 'consult-accepted/sms' as const;

function consult(seq: number, at: number, body: unknown): Exchange {
  return {
    kind: 'exchange',
    seq,
    at,
    trace,
    party: 'originator',
    purpose: 'consult',
    request: {
      method: 'POST',
      url: 'http://gws.example/api/v2/me/smsessions/S1',
      headers: { 'content-type': 'application/json', 'x-odd': attack },
      body: { operationName: 'Consult', targetUri: attack },
    },
    end: { seq: seq + 1, at: at + 12 },
    response: { status: 200, headers: { server: attack }, body: { form: 'json', json: body } },
  };
}

/** Evidence of one session on SMS. */
export const evidence: readonly Entry[] = [
  { kind: 'settings', seq: 0, at: 0, declares: {}, budget: {} },
  { kind: 'session', seq: 1, at: 5, trace, sessionId: 'S1' },
  consult(2, 10, { statusCode: '0', [attack]: attack, referenceId: 7 }),
  {
    kind: 'delivery',
    seq: 4,
    at: 25,
    party: 'originator',
    topic: attack,
    batch: 9,
    data: {
      notificationType: attack,
      smsession: { id: 'S1', state: attack, participants: [{ nickname: attack }] },
    },
  },
  {
    kind: 'wait',
    seq: 5,
    at: 90,
    trace,
    party: 'originator',
    event: 'second-notification',
    deadlineMs: 60,
    met: false,
    tookMs: 60,
  },
];

/** Results that rest on it: what SMS broke, what is waived, what differs. */
export const results: Results = resultsOf(
  [
    outcome('RESP-001', 'chat', 'passed'),
    outcome('RESP-002', 'chat', 'passed'),
    outcome('RESP-003', 'chat', 'passed', { reason: attack }),
    outcome('CUST-001', 'chat', 'warned', { problems: [problem({ kind: 'late-event', evidence: [] })] }),
    outcome('RESP-001', 'sms', 'passed'),
    outcome('RESP-002', 'sms', 'failed', {
      scenario: 'consult-accepted',
      reason: attack,
      problems: [
        problem({ kind: 'wrong-type', where: 'the answer, /statusCode', actual: attack, evidence: [2] }),
        problem({ where: 'the answer, /referenceUri', expected: attack, evidence: [2] }),
      ],
    }),
    outcome('CUST-001', 'sms', 'waived', {
      problems: [problem({ kind: 'missing-event', where: attack, evidence: [4, 5] })],
      waivers: [
        {
          fingerprint: '0011223344556677',
          reason: attack,
          owner: attack,
          issue: 'javascript:window.pwned=1',
          expires: '2030-01-01',
        },
        {
          fingerprint: '8899aabbccddeeff',
          reason: 'known',
          owner: 'team',
          issue: 'https://issues.example/1',
          expires: '2030-01-01',
        },
      ],
    }),
    outcome('CUST-002', 'sms', 'untestable', { reason: attack }),
    outcome(attack, 'sms', 'failed', { problems: [problem({ evidence: [2] })] }),
  ].map(fingerprinted),
  {
    complete: false,
    suite: {
      name: 'consult-conformance',
      version: '1.2.3',
      requirementSet: catalog.hash,
      proof: {
        faults: 8,
        killed: 8,
        checks: 6,
        withKiller: 6,
        variants: 3,
        green: 3,
        nullServers: 2,
        passedByNull: 0,
      },
    },
    target: {
      name: attack,
      kind: 'recorded',
      product: attack,
      version: attack,
      vendor: attack,
      baseUrl: attack,
      warnings: [attack],
    },
    asked: {
      channels: ['chat', 'sms'],
      only: [attack],
      pinned: { SPELLING: attack },
      command: attack,
      shard: { index: 1, of: 2 },
    },
    baseline: {
      file: attack,
      entries: 2,
      troubles: [{ kind: 'stale', line: 3, requirement: attack, said: attack }],
      warnings: [attack],
    },
    evidence: { sha256: 'ab'.repeat(32), bytes: 4321 },
    readings: [{ id: 'SPELLING', channel: 'sms', answer: attack }],
    divergences: [
      ...mixedRun.divergences,
      {
        id: 'consult-accepted: answer to consult, /body/statusCode',
        class: 'undocumented',
        chat: '0',
        sms: attack,
      },
      {
        id: 'second-consult: answer to consult, /body/statusCode',
        class: 'undocumented',
        chat: '0',
        sms: attack,
      },
      { id: 'consult-accepted: answer to consult, /body', class: 'same', chat: 'object', sms: 'object' },
      { id: attack, class: 'undocumented', chat: `a · b · ${attack}`, sms: 'a · c' },
    ],
    timings: [{ id: attack, channel: 'sms', ms: 3 }],
    latencies: mixedRun.latencies,
  },
);

/** All of it. */
export const source: HtmlSource = { results, evidence, catalog };
