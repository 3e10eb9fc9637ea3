/** Two runs: what got better, what got worse, and what the runs do not say. */
import type { Results } from '../model/outcome.ts';
import { compareDivergences, type ComparedDivergences } from './divergences.ts';
import { caveatsOf, factsOf, type Caveat, type RunFacts } from './facts.ts';
import { compareLatencies, type LatencyChange } from './latencies.ts';
import { moves, type Move } from './moves.ts';
import { compareReadings, type ReadingChange } from './readings.ts';
import { compareVerdicts, isLost, type ComparedVerdicts } from './verdicts.ts';

/**
 * What a comparison of two runs comes to. `not-worse`: all that the first run judged is known, and nothing of it
 * got worse. `open`: nothing is known to have got worse, but it can't be said of everything. `incomparable`: no
 * requirement was judged in both.
 */
export type Conclusion = 'worse' | 'incomparable' | 'open' | 'not-worse';

/** Why a comparison comes to what it does: how many things moved. */
export interface MoveCounts {
  readonly verdicts: Readonly<Record<Move, number>>;
  readonly divergences: Readonly<Record<Move, number>>;
  /** What the first run judged and the second was not asked for. */
  readonly lost: number;
}

/** Two runs, compared. The content of `comparison.json`, apart from its version. */
export interface Comparison {
  readonly kind: 'pair';
  readonly before: RunFacts;
  readonly after: RunFacts;
  readonly conclusion: Conclusion;
  readonly counts: MoveCounts;
  readonly caveats: readonly Caveat[];
  readonly verdicts: ComparedVerdicts;
  readonly divergences: ComparedDivergences;
  readonly readings: readonly ReadingChange[];
  readonly latencies: readonly LatencyChange[];
}

/**
 * Compares two runs. The same runs always give the same, whatever the order of what stands in them.
 * @param labels how the runs are called; they should differ
 * @throws UsageError when a run says one thing twice
 */
export function compareResults(
  before: Results,
  after: Results,
  labels: readonly [before: string, after: string] = ['before', 'after'],
): Comparison {
  const verdicts = compareVerdicts(before, after);
  const divergences = compareDivergences(before, after, verdicts);
  const counts: MoveCounts = {
    verdicts: countsOf(verdicts.both),
    divergences: countsOf(divergences.listed),
    lost: verdicts.lone.filter(isLost).length,
  };
  return {
    kind: 'pair',
    before: factsOf(before, labels[0]),
    after: factsOf(after, labels[1]),
    conclusion: concluded(counts, verdicts),
    counts,
    caveats: caveatsOf([before, after]),
    verdicts,
    divergences,
    readings: compareReadings(before, after),
    latencies: compareLatencies(before, after),
  };
}

function countsOf(changes: readonly { readonly move: Move }[]): Readonly<Record<Move, number>> {
  const count = (move: Move): number => changes.filter((change) => change.move === move).length;
  return Object.fromEntries(moves.map((move) => [move, count(move)])) as Record<Move, number>;
}

function concluded({ verdicts, divergences, lost }: MoveCounts, { both }: ComparedVerdicts): Conclusion {
  if (verdicts.worse + divergences.worse > 0) return 'worse';
  if (!both.some(({ judged }) => judged.before && judged.after)) return 'incomparable';
  return verdicts.open + divergences.open + lost > 0 ? 'open' : 'not-worse';
}
