/** What every section of compliance.html is made from. */
import type { ChannelId } from '../../model/channel.ts';
import type { Results } from '../../model/outcome.ts';
import type { Catalog } from '../../model/requirement.ts';
import type { Row } from '../console/view.ts';
import type { Exhibits } from './exhibits.ts';
import type { Finding } from './finding.ts';

/** A run, and what the page needs of its evidence. */
export interface Page {
  readonly results: Results;
  readonly catalog: Catalog;
  /** The channels that were asked for. */
  readonly columns: readonly ChannelId[];
  readonly rows: readonly Row[];
  readonly findings: readonly Finding[];
  readonly exhibits: Exhibits;
}
