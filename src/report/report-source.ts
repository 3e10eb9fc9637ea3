/** What the reports of a run are made from. */
import type { Entry } from '../model/evidence.ts';
import type { Results } from '../model/outcome.ts';
import type { Catalog } from '../model/requirement.ts';

/** What the reports are made from. */
export interface ReportSource {
  readonly results: Results;
  /** In order of `seq`. It may be gone through more than once. */
  readonly evidence: Iterable<Entry>;
  readonly catalog: Catalog;
}
