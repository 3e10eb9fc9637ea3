/** A small run for the tests of the renderers. */
import type { Entry } from '../model/evidence.ts';
import type { Outcome, Problem, Results, Verdict } from '../model/outcome.ts';
import type { Catalog, Requirement } from '../model/requirement.ts';

/** Text that would do harm if it were shown as it is. */
export const hostile =
  '\u001b[2J\u0007\u202Eevil\u2066 | `code` <script>alert(1)</script> @everyone ]]> &amp; \ud800 \u0000 \\| $x$\nnext';

function requirement(id: string, subject: string, more: Partial<Requirement> = {}): Requirement {
  return {
    id,
    subject,
    level: 'MUST',
    basis: 'stated',
    text: `Rule ${id} holds.`,
    source: { chat: 'Chat, Response', sms: 'SMS, Response' },
    observe: ['originator'],
    needs: [],
    ...more,
  };
}

/** A catalogue of two subjects. */
export const catalog: Catalog = {
  subjects: [
    { id: 'response', title: 'The response' },
    { id: 'customer', title: 'The customer' },
  ],
  requirements: [
    requirement('RESP-001', 'response'),
    requirement('RESP-002', 'response', {
      text: 'The answer carries statusCode, an integer.',
      basis: 'sample',
      line: 7,
    }),
    requirement('RESP-003', 'response', { level: 'SHOULD', needs: ['RESP-002'] }),
    requirement('CUST-001', 'customer'),
    requirement('CUST-002', 'customer', { source: { chat: 'Chat, Overview' } }),
    requirement('CUST-003', 'customer', { notTested: 'No scenario shows it yet.' }),
  ],
  readings: [
    {
      id: 'SPELLING',
      question: 'How is it spelled?',
      why: 'Two pages differ.',
      channels: ['sms'],
      answers: { documented: 'one s', published: 'two s' },
    },
  ],
  differences: [
    {
      id: 'DIFF-001',
      text: 'The collection.',
      chat: 'chats',
      sms: 'smsessions',
      source: { chat: 'Chat, Request URL', sms: 'SMS, Request URL' },
      requirements: ['RESP-001'],
    },
  ],
  hash: '0123456789abcdef',
};

/** A problem; what is not given is plain. */
export function problem(more: Partial<Problem> = {}): Problem {
  return {
    kind: 'missing-member',
    where: "answer to the originator's Consult, /statusCode",
    expected: 'an integer',
    actual: 'nothing',
    evidence: [12, 14],
    ...more,
  };
}

/** An outcome of a requirement of the sample catalogue. */
export function outcome(
  id: string,
  channel: Outcome['channel'],
  verdict: Verdict,
  more: Partial<Outcome> = {},
): Outcome {
  const level = catalog.requirements.find((row) => row.id === id)?.level ?? 'MUST';
  return { requirement: id, channel, level, verdict, problems: [], ...more };
}

/** Results with the given outcomes; what is not given is of a complete run. */
export function resultsOf(outcomes: readonly Outcome[], more: Partial<Results> = {}): Results {
  const count = (channel: string, verdict: Verdict) =>
    outcomes.filter((row) => row.channel === channel && row.verdict === verdict).length;
  const summary: Results['summary'] = Object.fromEntries(
    [...new Set(outcomes.map(({ channel }) => channel))].map((channel) => [
      channel,
      Object.fromEntries(
        [...new Set(outcomes.map(({ verdict }) => verdict))].map((verdict) => [
          verdict,
          count(channel, verdict),
        ]),
      ),
    ]),
  );
  return {
    schemaVersion: 1,
    suite: { name: 'consult-conformance', version: '1.2.3', requirementSet: catalog.hash },
    target: { name: 'Staging', kind: 'deployed', product: 'Web Services', version: '8.5' },
    startedAt: '2025-01-02T03:04:05.678Z',
    durationMs: 4321,
    complete: true,
    outcomes,
    readings: [],
    divergences: [],
    timings: [],
    latencies: [],
    summary,
    ...more,
  };
}

/** A run in which chat is right and SMS is not. */
export const mixedRun: Results = resultsOf(
  [
    outcome('RESP-001', 'chat', 'passed', { scenario: 'consult-accepted' }),
    outcome('RESP-002', 'chat', 'passed'),
    outcome('RESP-003', 'chat', 'warned', { problems: [problem({ kind: 'late-event' })] }),
    outcome('CUST-001', 'chat', 'passed'),
    outcome('CUST-002', 'chat', 'passed'),
    outcome('RESP-001', 'sms', 'passed'),
    outcome('RESP-002', 'sms', 'failed', { scenario: 'consult-accepted', problems: [problem()] }),
    outcome('RESP-003', 'sms', 'untestable', { because: 'RESP-002', reason: 'It rests on another.' }),
    outcome('CUST-001', 'sms', 'untestable', { reason: 'The customer can not be watched.' }),
    outcome('CUST-002', 'sms', 'not-applicable', { reason: 'No such clause.' }),
  ],
  {
    complete: false,
    readings: [
      { id: 'SPELLING', channel: 'sms', answer: 'published' },
      { id: 'SMS-TOPIC', channel: 'chat', answer: 'not-seen' },
    ],
    divergences: [
      { id: 'event order', class: 'same', chat: '1 2', sms: '1 2' },
      { id: 'collection', class: 'documented', chat: 'chats', sms: 'smsessions', difference: 'DIFF-001' },
      { id: 'member /statusCode', class: 'undocumented', chat: 'integer', sms: 'absent' },
      {
        id: 'customer view',
        class: 'undetermined',
        chat: 'seen',
        sms: 'not seen',
        reason: 'SMS was not watched.',
      },
    ],
    timings: [
      { id: 'answer to Consult', channel: 'chat', ms: 12.4 },
      { id: 'answer to Consult', channel: 'sms', ms: 15.6 },
    ],
    latencies: [
      { measure: 'first', channel: 'chat', samples: 22, p50: 12.4, p95: 80.2, p99: 95, budget: 100 },
      { measure: 'failure', channel: 'sms', samples: 1, p50: 7, p95: 7, p99: 7 },
    ],
  },
);

/** A little evidence. */
export const evidence: readonly Entry[] = [
  { kind: 'watch', party: 'originator', state: 'subscribed', seq: 0, at: 1 },
  {
    kind: 'delivery',
    party: 'originator',
    topic: '/t',
    data: { nickname: hostile },
    batch: 1,
    seq: 2,
    at: 3.5,
  },
];
