/** Comparisons for the tests of their renderers, of hostile runs among them. */
import { compareMany, compareResults, type Comparison, type Matrix } from '../../compare/index.ts';
import type { Results } from '../../model/outcome.ts';
import { hostile, mixedRun, outcome, problem, resultsOf } from '../sample-run.fixture.ts';

const better: Results = resultsOf(
  [
    ...mixedRun.outcomes.filter(({ requirement }) => requirement !== 'RESP-002'),
    outcome('RESP-002', 'chat', 'passed'),
    outcome('RESP-002', 'sms', 'passed'),
    outcome('CUST-003', 'sms', 'failed', { problems: [problem()] }),
  ],
  {
    readings: [{ id: 'SPELLING', channel: 'sms', answer: 'documented' }],
    divergences: mixedRun.divergences.map((one) => ({ ...one, class: 'same' as const })),
    latencies: mixedRun.latencies.map((one) => ({ ...one, p50: 10 * one.p50, p95: 10 * one.p95 })),
    asked: {
      channels: ['chat', 'sms'],
      only: [],
      pinned: { SPELLING: 'documented' },
      shard: { index: 1, of: 2 },
    },
    target: { ...mixedRun.target, version: '8.6', vendor: 'V', baseUrl: 'http://127.0.0.1' },
  },
);

/** A run in which everything that a file may say is hostile. */
const evil: Results = resultsOf(
  [
    outcome(hostile, 'sms', 'failed', {
      problems: [problem({ where: `${hostile}, /a`, expected: hostile, actual: hostile })],
    }),
    outcome('RESP-001', 'sms', 'untestable', { reason: hostile, because: hostile }),
    outcome('RESP-001', 'chat', 'untestable', { reason: hostile }),
    outcome('CUST-001', 'sms', 'passed'),
  ],
  {
    readings: [{ id: hostile, channel: 'sms', answer: hostile }],
    divergences: [{ id: hostile, class: 'undocumented', chat: hostile, sms: hostile, difference: hostile }],
    asked: { channels: ['chat', 'sms'], only: [hostile], pinned: { [hostile]: hostile } },
    suite: { name: hostile, version: hostile, requirementSet: hostile },
    target: {
      name: hostile,
      kind: 'deployed',
      product: hostile,
      version: hostile,
      vendor: hostile,
      baseUrl: hostile,
    },
  },
);
const harmless = resultsOf(
  evil.outcomes.map((one) => ({ ...one, verdict: 'passed' as const, problems: [] })),
);

/** Two runs of which the second is better. */
export const pair = compareResults(mixedRun, better, ['Web Services 8.5', 'Web Services 8.6']);
/** Three runs side by side. */
export const matrix = compareMany([
  { label: 'one', results: mixedRun },
  { label: 'two', results: better },
  { label: hostile, results: evil },
]);
const evilPairs = [
  compareResults(harmless, evil, ['a', hostile]),
  compareResults(evil, harmless, [hostile, 'b']),
];
/** All kinds of comparisons, with what they are. */
export const all: readonly (readonly [string, Comparison | Matrix])[] = [
  ['two runs', pair],
  ['several runs', matrix],
  ['a hostile run after', evilPairs[0] ?? pair],
  ['a hostile run before', evilPairs[1] ?? pair],
];
