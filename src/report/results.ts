/** results.json: the verdicts of a run for programs. */
import type { Results } from '../model/outcome.ts';
import { verdictOrder } from './verdict-words.ts';

/** The members of each object of the file, in the order in which they stand there. */
const order = {
  results: [
    'schemaVersion',
    'suite',
    'target',
    'startedAt',
    'durationMs',
    'complete',
    'outcomes',
    'readings',
    'divergences',
    'timings',
    'latencies',
    'summary',
  ],
  suite: ['name', 'version', 'requirementSet'],
  target: ['name', 'kind', 'product', 'version'],
  outcome: ['requirement', 'channel', 'level', 'verdict', 'scenario', 'reason', 'because', 'problems'],
  problem: ['kind', 'where', 'expected', 'actual', 'evidence'],
  reading: ['id', 'channel', 'answer'],
  divergence: ['id', 'class', 'chat', 'sms', 'difference', 'reason'],
  timing: ['id', 'channel', 'ms'],
  latency: ['measure', 'channel', 'samples', 'p50', 'p95', 'p99', 'budget'],
  summary: ['chat', 'sms'],
} as const;

/** The object with its members in the given order; others follow, members without a value are left out. */
function ordered(value: object, keys: readonly string[]): Record<string, unknown> {
  const members = Object.entries(value).filter(([, member]) => member !== undefined);
  const place = ([key]: [string, unknown]): number => (keys.includes(key) ? keys.indexOf(key) : keys.length);
  return Object.fromEntries(members.toSorted((a, b) => place(a) - place(b)));
}

/** The content of results.json: the same results always give the same text. */
export function renderResults(results: Results): string {
  const whole = {
    ...results,
    suite: ordered(results.suite, order.suite),
    target: ordered(results.target, order.target),
    outcomes: results.outcomes.map((outcome) =>
      ordered(
        { ...outcome, problems: outcome.problems.map((problem) => ordered(problem, order.problem)) },
        order.outcome,
      ),
    ),
    readings: results.readings.map((reading) => ordered(reading, order.reading)),
    divergences: results.divergences.map((divergence) => ordered(divergence, order.divergence)),
    timings: results.timings.map((timing) => ordered(timing, order.timing)),
    latencies: results.latencies.map((latency) => ordered(latency, order.latency)),
    summary: ordered(
      Object.fromEntries(
        Object.entries(results.summary).map(([channel, counts]) => [channel, ordered(counts, verdictOrder)]),
      ),
      order.summary,
    ),
  };
  return `${JSON.stringify(ordered(whole, order.results), null, 2)}\n`;
}
