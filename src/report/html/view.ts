/** What every section of compliance.html is made from. */
import type { ChannelId } from '../../model/channel.ts';
import type { Outcome, Results, Verdict } from '../../model/outcome.ts';
import type { Catalog, Requirement } from '../../model/requirement.ts';
import type { Row } from '../console/view.ts';
import type { Exhibits } from './exhibits.ts';

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

/** A requirement that is broken on one channel. */
export interface Finding {
  readonly outcome: Outcome;
  /** `undefined`: this suite's catalogue doesn't have it. */
  readonly requirement: Requirement | undefined;
}

const broken: ReadonlySet<Verdict> = new Set<Verdict>(['failed', 'warned', 'waived']);

/** Whether a verdict is a finding. */
export function isBroken({ verdict }: Pick<Outcome, 'verdict'>): boolean {
  return broken.has(verdict);
}

/** The findings of a run: the failures first, then warnings, then what is waived; each in the order of the rows. */
export function findingsOf(rows: readonly Row[]): readonly Finding[] {
  const all = rows.flatMap(({ requirement, outcomes }) =>
    [...outcomes.values()].filter(isBroken).map((outcome) => ({ outcome, requirement })),
  );
  const byVerdict = (verdict: Verdict): Finding[] => all.filter(({ outcome }) => outcome.verdict === verdict);
  return [...byVerdict('failed'), ...byVerdict('warned'), ...byVerdict('waived')];
}
