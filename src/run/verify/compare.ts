/** Compares what a report says with what its evidence gives. */
import { waive, waiversIn } from '../../baseline/index.ts';
import { channelIds } from '../../model/channel.ts';
import type { Judgement, Outcome, Results } from '../../model/outcome.ts';
import type { Deviation } from '../../model/verification.ts';
import { summaryOf } from '../../model/summary.ts';
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
  const isClaim = (member: string): boolean => before.has(member) || !isLate(member);
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

/** Whether older reports don't have it of an outcome: that they lack it is no claim. */
function isLate(member: string): boolean {
  return member.startsWith('fingerprint ') || member === 'alsoIn' || member === 'alsoBecause';
}

/** The members by which a whole row is told. */
const heads = ['verdict', 'class', 'answer', 'ms', 'p50', 'passed', ''];

function headOf(row: Row): string {
  const head = heads.find((member) => row.has(member));
  return head === undefined ? 'a row' : (row.get(head) ?? '');
}

/**
 * What the evidence gives, with the waivers that the report names applied to it: a baseline is whoever reports'
 * own, and no evidence knows of it. A waiver that was over when the run began waives nothing. The counts are those
 * of the report's own verdicts.
 */
export function asReported(judged: Judgement, results: Results): Comparable {
  const day = results.startedAt.slice(0, 10);
  const waivers = waiversIn(results.outcomes).filter(({ expires }) => expires >= day);
  const outcomes = waive(judged.outcomes, waivers);
  const channels = channelIds.filter(
    (id) => results.summary[id] !== undefined || results.outcomes.some(({ channel }) => channel === id),
  );
  const isShard = results.asked?.shard !== undefined;
  return {
    ...judged,
    outcomes,
    complete: judged.complete || (!isShard && isOpen(judged.outcomes) && !isOpen(outcomes)),
    summary: summaryOf(results.outcomes, channels),
  };
}

function isOpen(outcomes: readonly Outcome[]): boolean {
  return outcomes.some(({ level, verdict }) => level === 'MUST' && verdict === 'untestable');
}

/** How many rows a section of a report has. */
export function sizeOf(section: Section, report: Comparable): number {
  const rows: Rows = sections[section](report);
  return rows.size - (section === 'verdicts' ? 1 : 0); // whether the run is complete is no verdict
}
