/** Baselines: failures that are known and accepted until a day. */
export { applyBaseline, type ApplyOptions } from './apply.ts';
export { LONGEST_DAYS } from './troubles.ts';
export { changeOf, type BaselineChange, type NewFinding } from './update.ts';
export { unwaived, waive, waiversIn, type WaiverFor } from './waive.ts';
