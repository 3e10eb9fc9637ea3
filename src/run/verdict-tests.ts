/** The verdicts of a run in the form in which vitest makes tests of them: plain data that crosses into its worker. */
import type { ChannelId } from '../model/channel.ts';
import type { Entry } from '../model/evidence.ts';
import type { Outcome, Results } from '../model/outcome.ts';
import type { Basis, Catalog } from '../model/requirement.ts';

/** One verdict as a test. */
export interface VerdictTest {
  readonly outcome: Outcome;
  readonly channel: ChannelId;
  /** The heading of its subject. */
  readonly subject: string;
  readonly text: string;
  readonly basis: Basis;
  /** Document and section. */
  readonly source: string;
  /** The entries that its problems cite, as JSON Lines; empty where there are none. */
  readonly evidence: string;
}

/** The verdicts of one run. */
export interface VerdictTests {
  readonly target: string;
  readonly tests: readonly VerdictTest[];
}

/** Name of the broadcast channel on which verdicts reach a test file that was loaded before they were known. */
export const verdictsChannel = 'consult-conformance verdicts';

declare module 'vitest' {
  export interface ProvidedContext {
    /** `null`: the run is still being driven, and the verdicts come over the channel of {@link verdictsChannel}. */
    verdicts: VerdictTests | null;
  }
}

/** All verdicts of a run as tests, in the order of its outcomes. */
export function toVerdictTests(catalog: Catalog, results: Results, evidence: readonly Entry[]): VerdictTests {
  const rows = new Map(catalog.requirements.map((row) => [row.id, row]));
  const titles = new Map(catalog.subjects.map(({ id, title }) => [id, title]));
  const entries = new Map(evidence.map((entry) => [entry.seq, entry]));
  const tests = results.outcomes.flatMap((outcome): VerdictTest[] => {
    const row = rows.get(outcome.requirement);
    if (row === undefined) return [];
    const cited = [...new Set(outcome.problems.flatMap((problem) => problem.evidence))].sort((a, b) => a - b);
    return [
      {
        outcome,
        channel: outcome.channel,
        subject: titles.get(row.subject) ?? row.subject,
        text: row.text,
        basis: row.basis,
        source: row.source[outcome.channel] ?? '',
        evidence: cited.flatMap((seq) => JSON.stringify(entries.get(seq)) ?? []).join('\n'),
      },
    ];
  });
  const { name, product, version } = results.target;
  return { target: [name, product, version].filter((part) => part !== '').join(', '), tests };
}
