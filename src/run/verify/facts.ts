/** What a report says, as facts under names: two reports are compared fact by fact. */
import type { Judgement, Outcome, Results } from '../../model/outcome.ts';

/** The parts of a report that follow from the evidence. */
export type Section = 'verdicts' | 'divergences' | 'readings' | 'times' | 'summary';

/** What one row of a report says: members under their names. */
export type Row = ReadonlyMap<string, string>;

/** The rows of one section under the names of what they are about. */
export type Rows = ReadonlyMap<string, Row>;

/** What of a report is compared. */
export type Comparable = Omit<Judgement, 'complete'> & Pick<Results, 'complete' | 'summary'>;

/** The rows of every section. */
export const sections: Readonly<Record<Section, (report: Comparable) => Rows>> = {
  verdicts: ({ outcomes, complete }) =>
    new Map([
      ...rowsOf(outcomes, (one) => `${one.requirement} on ${one.channel}`, membersOfOutcome),
      ['complete', new Map([['', String(complete)]])],
    ]),
  divergences: ({ divergences }) => rowsOf(divergences, ({ id }) => id, membersOf),
  readings: ({ readings }) => rowsOf(readings, ({ id, channel }) => `${id} on ${channel}`, membersOf),
  times: ({ timings, latencies }) =>
    new Map([
      ...rowsOf(timings, ({ id, channel }) => `${id} on ${channel}`, membersOf),
      ...rowsOf(latencies, ({ measure, channel }) => `latency ${measure} on ${channel}`, membersOf),
    ]),
  summary: ({ summary }) =>
    new Map(Object.entries(summary).map(([channel, counts]) => [channel, membersOf(counts)])),
};

/** Rows under their names; a second one of a name is told from the first. */
function rowsOf<T>(list: readonly T[], nameOf: (one: T) => string, rowOf: (one: T) => Row): Rows {
  const rows = new Map<string, Row>();
  for (const one of list) {
    const name = nameOf(one);
    let free = name;
    for (let n = 2; rows.has(free); n++) free = `${name} (${n})`;
    rows.set(free, rowOf(one));
  }
  return rows;
}

function membersOf(row: object): Row {
  return new Map(
    Object.entries(row).flatMap(([name, value]) => (value === undefined ? [] : [[name, textOf(value)]])),
  );
}

function membersOfOutcome({ problems, ...outcome }: Outcome): Row {
  return new Map([
    ...membersOf(outcome),
    ...problems.map(
      (problem, i) => [`problem ${i + 1}`, textOf({ ...problem, fingerprint: undefined })] as const,
    ),
    ...problems.flatMap(({ fingerprint }, i) =>
      fingerprint === undefined ? [] : [[`fingerprint of problem ${i + 1}`, fingerprint] as const],
    ),
  ]);
}

/** A value as text that does not depend on the order of its members. */
function textOf(value: unknown): string {
  if (typeof value === 'string') return value;
  return JSON.stringify(value, (_key, inner: unknown) =>
    typeof inner === 'object' && inner !== null && !Array.isArray(inner)
      ? Object.fromEntries(Object.entries(inner).toSorted(([a], [b]) => (a < b ? -1 : 1)))
      : inner,
  );
}
