/** results.json: the verdicts of a run for programs. */
import type { Outcome, Results } from '../model/outcome.ts';
import { verdictOrder } from './verdict-words.ts';

/** The members of each object of the file, in the order in which they stand there. */
const order = {
  results: [
    'schemaVersion',
    'suite',
    'target',
    'asked',
    'baseline',
    'evidence',
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
  suite: ['name', 'version', 'requirementSet', 'proof'],
  target: ['name', 'kind', 'product', 'version', 'vendor', 'baseUrl', 'warnings'],
  asked: ['channels', 'only', 'pinned', 'command', 'shard'],
  evidence: ['sha256', 'bytes'],
  proof: ['faults', 'killed', 'checks', 'withKiller', 'variants', 'green', 'nullServers', 'passedByNull'],
  outcome: [
    'requirement',
    'channel',
    'level',
    'verdict',
    'scenario',
    'reason',
    'because',
    'problems',
    'waivers',
  ],
  problem: ['kind', 'where', 'expected', 'actual', 'evidence', 'fingerprint'],
  waiver: ['fingerprint', 'reason', 'owner', 'issue', 'expires'],
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

function orderedOutcome(outcome: Outcome): Record<string, unknown> {
  const { problems, waivers } = outcome;
  return ordered(
    {
      ...outcome,
      problems: problems.map((problem) => ordered(problem, order.problem)),
      ...(waivers === undefined ? {} : { waivers: waivers.map((waiver) => ordered(waiver, order.waiver)) }),
    },
    order.outcome,
  );
}

/** What is said of the run, its verdicts apart. */
function orderedFacts({ suite, target, asked, evidence }: Results): object {
  const { proof } = suite;
  return {
    suite: ordered(
      { ...suite, ...(proof === undefined ? {} : { proof: ordered(proof, order.proof) }) },
      order.suite,
    ),
    target: ordered(target, order.target),
    ...(asked === undefined ? {} : { asked: ordered(asked, order.asked) }),
    ...(evidence === undefined ? {} : { evidence: ordered(evidence, order.evidence) }),
  };
}

/** The content of results.json: the same results always give the same text. */
export function renderResults(results: Results): string {
  const whole = {
    ...results,
    ...orderedFacts(results),
    outcomes: results.outcomes.map(orderedOutcome),
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
