/** What is known of a run apart from its verdicts, and what of it a reader of a comparison has to mind. */
import { channelIds, type ChannelId } from '../model/channel.ts';
import type { Results, Verdict } from '../model/outcome.ts';
import { isSameScope, isSameSuite, scopeOf, type Scope } from './scope.ts';

/** A run as a comparison names it. */
export interface RunFacts {
  /** Tells the runs of a comparison apart. */
  readonly label: string;
  readonly target: Pick<Results['target'], 'name' | 'kind' | 'product' | 'version' | 'vendor' | 'baseUrl'>;
  readonly suite: Pick<Results['suite'], 'name' | 'version' | 'requirementSet'>;
  readonly asked: Scope;
  readonly complete: boolean;
  /** ISO 8601, UTC. */
  readonly startedAt: string;
  /** How many requirements have each verdict, by channel. Counted anew. */
  readonly summary: Readonly<Partial<Record<ChannelId, Readonly<Partial<Record<Verdict, number>>>>>>;
}

/** What a reader has to mind. `older`: the second run began before the first one: were they swapped? */
export type Caveat =
  | 'suites-differ'
  | 'sets-differ'
  | 'asked-differs'
  | 'kinds-differ'
  | 'same-evidence'
  | 'older'
  | 'incomplete';

/** The facts of a run. */
export function factsOf(results: Results, label: string): RunFacts {
  const { name, kind, product, version, vendor, baseUrl } = results.target;
  const { suite } = results;
  return {
    label,
    target: {
      name,
      kind,
      product,
      version,
      ...(vendor === undefined ? {} : { vendor }),
      ...(baseUrl === undefined ? {} : { baseUrl }),
    },
    suite: { name: suite.name, version: suite.version, requirementSet: suite.requirementSet },
    asked: scopeOf(results),
    complete: results.complete,
    startedAt: results.startedAt,
    summary: summaryOf(results),
  };
}

function summaryOf({ outcomes }: Results): RunFacts['summary'] {
  const summary: Partial<Record<ChannelId, Partial<Record<Verdict, number>>>> = {};
  for (const id of channelIds) {
    const verdicts = outcomes.filter(({ channel }) => channel === id).map(({ verdict }) => verdict);
    if (verdicts.length === 0) continue;
    const counts: Partial<Record<Verdict, number>> = {};
    for (const verdict of verdicts.toSorted()) counts[verdict] = (counts[verdict] ?? 0) + 1;
    summary[id] = counts;
  }
  return summary;
}

type Holds = (runs: readonly Results[], first: Results) => boolean;

const caveats: Readonly<Record<Caveat, Holds>> = {
  'sets-differ': (runs, { suite }) => runs.some((run) => run.suite.requirementSet !== suite.requirementSet),
  'suites-differ': (runs, first) => runs.some((run) => !isSameSuite(run, first)),
  'asked-differs': (runs, first) => runs.some((run) => !isSameScope(run, first)),
  'kinds-differ': (runs, { target }) => runs.some((run) => run.target.kind !== target.kind),
  'same-evidence': (runs) => {
    const hashes = runs.flatMap(({ evidence }) => (evidence === undefined ? [] : [evidence.sha256]));
    return new Set(hashes).size < hashes.length;
  },
  older: (runs, first) =>
    runs.length === 2 && runs.some(({ startedAt }) => Date.parse(startedAt) < Date.parse(first.startedAt)),
  incomplete: (runs) => runs.some(({ complete }) => !complete),
};

/** What a reader of a comparison of these runs has to mind. */
export function caveatsOf(runs: readonly Results[]): readonly Caveat[] {
  const [first] = runs;
  if (first === undefined) return [];
  const found = Object.entries(caveats).flatMap(([caveat, holds]) => (holds(runs, first) ? [caveat] : []));
  return found as Caveat[];
}
