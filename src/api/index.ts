/** What programs import from this package: describe a server, drive and judge it, judge what was recorded. */
export { loadCatalog } from './catalog.ts';
export type { Defined, TargetDefinition } from './definition.ts';
export { readEvidence } from './evidence.ts';
export { judge, type JudgeOptions } from './judge.ts';
export { runConformance, type Run, type RunOptions } from './run.ts';
export { Secret } from './secret.ts';
export { defineTarget, readTarget, type DefineOptions, type Target, type TargetOptions } from './target.ts';
export {
  compareMany,
  compareResults,
  type Comparison,
  type Conclusion,
  type LabelledRun,
  type Matrix,
  type Move,
} from '../compare/index.ts';
export type { ChannelId } from '../model/channel.ts';
export { HarnessError, TargetError, UsageError } from '../model/errors.ts';
export type { Entry } from '../model/evidence.ts';
export type {
  Divergence,
  Judgement,
  Latency,
  Level,
  ObservedReading,
  Outcome,
  Problem,
  ProblemKind,
  Results,
  Timing,
  Verdict,
} from '../model/outcome.ts';
export type { Progress } from '../model/progress.ts';
export type { Catalog, Difference, Reading, Requirement, Subject } from '../model/requirement.ts';
export type { Deadlines } from '../model/target.ts';
