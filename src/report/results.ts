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
  return [...resultsText(results)].join('');
}

/** The same as {@link renderResults}, piece by piece: the rows of its lists are made as they are read. */
export function* resultsText(results: Results): Generator<string> {
  const { summary } = results;
  const lists: Readonly<Record<string, Iterable<object>>> = {
    outcomes: mapped(results.outcomes, orderedOutcome),
    readings: mapped(results.readings, (reading) => ordered(reading, order.reading)),
    divergences: mapped(results.divergences, (divergence) => ordered(divergence, order.divergence)),
    timings: mapped(results.timings, (timing) => ordered(timing, order.timing)),
    latencies: mapped(results.latencies, (latency) => ordered(latency, order.latency)),
  };
  const counts = Object.entries(summary).map(([id, of]) => [id, ordered(of, verdictOrder)] as const);
  const whole = {
    ...results,
    ...orderedFacts(results),
    summary: ordered(Object.fromEntries(counts), order.summary),
  };
  let before = '{\n';
  for (const [name, value] of Object.entries(ordered(whole, order.results))) {
    yield `${before}  ${JSON.stringify(name)}: `;
    const list = lists[name];
    if (list === undefined) yield indented(value, '  ');
    else yield* listText(list);
    before = ',\n';
  }
  yield '\n}\n';
}

function* mapped<T>(items: readonly T[], row: (item: T) => object): Generator<object> {
  for (const item of items) yield row(item);
}

function* listText(rows: Iterable<object>): Generator<string> {
  let before = '[\n    ';
  for (const row of rows) {
    yield `${before}${indented(row, '    ')}`;
    before = ',\n    ';
  }
  yield before.startsWith('[') ? '[]' : '\n  ]';
}

function indented(value: unknown, indent: string): string {
  return JSON.stringify(value, null, 2).replaceAll('\n', `\n${indent}`);
}
