/** Compares what a report says with what its evidence gives. */
import type { Outcome, Results } from '../../model/outcome.ts';
import type { Deviation } from '../../model/verification.ts';
import { summaryOf } from '../results.ts';
import { sections, type Comparable, type Row, type Rows, type Section } from './facts.ts';

/** What a report that says less than ours is not held against. */
export interface Leniency {
  /** It may have been asked for a part only, and nobody knows for which: what it does not speak of is left out. */
  readonly partial: boolean;
}

/** Where a section of a report says something else than the evidence gives. */
export function deviationsIn(
  section: Section,
  reported: Comparable,
  judged: Comparable,
  { partial }: Leniency,
): readonly Deviation[] {
  const [before, after] = [sections[section](reported), sections[section](judged)];
  const names = partial ? [...before.keys()] : [...new Set([...before.keys(), ...after.keys()])];
  return names.flatMap((name) => inRow(name, before.get(name), after.get(name)));
}

function inRow(name: string, before: Row | undefined, after: Row | undefined): readonly Deviation[] {
  if (before === undefined || after === undefined)
    return [
      {
        what: name,
        ...(before === undefined ? {} : { reported: headOf(before) }),
        ...(after === undefined ? {} : { found: headOf(after) }),
      },
    ];
  // Older reports have no fingerprints: that they lack them is no claim.
  const isClaim = (member: string): boolean => before.has(member) || !member.startsWith('fingerprint ');
  const members = [...new Set([...before.keys(), ...after.keys()])].filter(isClaim);
  return members.flatMap((member) => {
    const [reported, found] = [before.get(member), after.get(member)];
    if (reported === found) return [];
    return [
      {
        what: member === '' ? name : `${name}: ${member}`,
        ...(reported === undefined ? {} : { reported }),
        ...(found === undefined ? {} : { found }),
      },
    ];
  });
}

/** The members by which a whole row is told. */
const heads = ['verdict', 'class', 'answer', 'ms', 'p50', 'passed', ''];

function headOf(row: Row): string {
  const head = heads.find((member) => row.has(member));
  return head === undefined ? 'a row' : (row.get(head) ?? '');
}

/**
 * A report as it was before its failures were waived: what the evidence gives knows nothing of a baseline. An outcome
 * whose waivers do not cover every problem of it keeps its verdict, which the evidence then does not give.
 */
export function unwaived(results: Results, judged: readonly Outcome[]): Comparable {
  const verdicts = new Map(
    judged.map(({ requirement, channel, verdict }) => [`${requirement}@${channel}`, verdict]),
  );
  const outcomes = results.outcomes.map((outcome) => {
    const found = verdicts.get(`${outcome.requirement}@${outcome.channel}`);
    const isBreach = found === 'failed' || found === 'warned';
    return isBreach && isCovered(outcome) ? { ...outcome, verdict: found } : outcome;
  });
  return { ...results, outcomes };
}

function isCovered({ verdict, problems, waivers = [] }: Outcome): boolean {
  const waived = new Set(waivers.map(({ fingerprint }) => fingerprint));
  return (
    verdict === 'waived' &&
    problems.length > 0 &&
    problems.every(({ fingerprint }) => fingerprint !== undefined && waived.has(fingerprint))
  );
}

/** What the evidence gives, with the waivers that the report names: its counts are those of its own verdicts. */
export function countedAs(results: Results, judged: Omit<Comparable, 'summary'>): Comparable {
  const channels = Object.keys(results.summary) as (keyof Results['summary'])[];
  return { ...judged, summary: summaryOf(results.outcomes, channels) };
}

/** How many rows a section of a report has. */
export function sizeOf(section: Section, report: Comparable): number {
  const rows: Rows = sections[section](report);
  return rows.size;
}
