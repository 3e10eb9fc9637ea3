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
  suite: ['name', 'version', 'requirementSet', 'rules', 'proof'],
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
    'alsoIn',
    'reason',
    'because',
    'alsoBecause',
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
      problems: mapped(problems, (problem) => ordered(problem, order.problem)),
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
  const counts = Object.entries(summary).map(([id, of]) => [id, ordered(of, verdictOrder)] as const);
  const whole = {
    ...results,
    ...orderedFacts(results),
    outcomes: mapped(results.outcomes, orderedOutcome),
    readings: mapped(results.readings, (reading) => ordered(reading, order.reading)),
    divergences: mapped(results.divergences, (divergence) => ordered(divergence, order.divergence)),
    timings: mapped(results.timings, (timing) => ordered(timing, order.timing)),
    latencies: mapped(results.latencies, (latency) => ordered(latency, order.latency)),
    summary: ordered(Object.fromEntries(counts), order.summary),
  };
  yield* pieces(ordered(whole, order.results), '');
  yield '\n';
}

/** Rows that are made when they are written. */
interface Rows {
  readonly [Symbol.iterator]: () => Iterator<object>;
}

function mapped<T>(items: readonly T[], row: (item: T) => object): Rows {
  return {
    *[Symbol.iterator]() {
      for (const item of items) yield row(item);
    },
  };
}

function isRows(value: unknown): value is Rows {
  return typeof value === 'object' && value !== null && !Array.isArray(value) && Symbol.iterator in value;
}

/** An object as `JSON.stringify(value, null, 2)` writes it: whole, but for the rows in it. */
function* pieces(value: object, indent: string): Generator<string> {
  const inner = `${indent}  `;
  let before = '{\n';
  for (const [name, member] of Object.entries(value)) {
    yield `${before}${inner}${JSON.stringify(name)}: `;
    if (isRows(member)) yield* rowPieces(member, inner);
    else yield JSON.stringify(member, null, 2).replaceAll('\n', `\n${inner}`);
    before = ',\n';
  }
  yield before.startsWith('{') ? '{}' : `\n${indent}}`;
}

function* rowPieces(rows: Rows, indent: string): Generator<string> {
  const inner = `${indent}  `;
  let before = '[\n';
  for (const row of rows) {
    yield `${before}${inner}`;
    yield* pieces(row, inner);
    before = ',\n';
  }
  yield before.startsWith('[') ? '[]' : `\n${indent}]`;
}
