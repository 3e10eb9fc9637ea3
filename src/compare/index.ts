/** Comparing runs: releases, vendors, environments. Pure: results in, what differs out. */
export type { ComparedDivergences, DivergenceChange, ShownPair } from './divergences.ts';
export type { Caveat, RunFacts } from './facts.ts';
export { labelsOf, type PlacedRun } from './labels.ts';
export {
  LEAST_BEYOND,
  LEAST_SHIFT_MS,
  notableFactor,
  percentiles,
  type LatencyChange,
  type Percentile,
  type PercentileShift,
} from './latencies.ts';
export {
  compareMany,
  isBrokenIn,
  isStriking,
  type ChannelRow,
  type LabelledRun,
  type LatencyCell,
  type Matrix,
  type MatrixRow,
} from './matrix.ts';
export { divergenceMoves, moves, verdictMoves, type Move, type SeenClass } from './moves.ts';
export { compareResults, type Comparison, type Conclusion, type MoveCounts } from './pair.ts';
export type { ProblemChange, ProblemState } from './problems.ts';
export type { ReadingChange, ReadingShift } from './readings.ts';
export type { Absence, Scope } from './scope.ts';
export type { ComparedVerdicts, LoneVerdict, VerdictChange } from './verdicts.ts';
