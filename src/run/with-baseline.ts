/** A baseline applied as of today. */
import { applyBaseline } from '../baseline/index.ts';
import type { Baseline } from '../model/baseline.ts';
import { dayOf } from '../model/days.ts';
import type { Results } from '../model/outcome.ts';
import type { Catalog } from '../model/requirement.ts';

/** The results with a baseline applied as of today, where there is one. */
export function withBaseline(results: Results, baseline: Baseline | undefined, catalog: Catalog): Results {
  return baseline === undefined
    ? results
    : applyBaseline(results, baseline, { catalog, today: dayOf(new Date()) });
}
