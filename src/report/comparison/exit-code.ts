/** The exit code of a comparison. */
import type { Comparison, Conclusion, Matrix } from '../../compare/index.ts';

const codes: Readonly<Record<Conclusion, 0 | 1 | 3>> = {
  'not-worse': 0,
  worse: 1,
  open: 3,
  incomparable: 3,
};

/** What each exit code of a comparison means; 2 is wrong use. */
export const comparisonExitCodes: Readonly<Record<0 | 1 | 3, string>> = {
  0: 'nothing got worse',
  1: 'something got worse',
  3: 'it can not be said of everything',
};

/** 1 when something got worse, even when other things are open; 3 when it can't be said; else 0. A matrix concludes nothing: 0. */
export function comparisonExitCode(comparison: Comparison | Matrix): 0 | 1 | 3 {
  return comparison.kind === 'matrix' ? 0 : codes[comparison.conclusion];
}
