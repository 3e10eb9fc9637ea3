/** The verdicts of a run as tests, for the results of Allure and for vitest: plain data, which can cross into a worker. */
import type { ChannelId } from '../../model/channel.ts';
import type { Entry } from '../../model/evidence.ts';
import type { Level, Outcome, Verdict } from '../../model/outcome.ts';
import type { Basis } from '../../model/requirement.ts';
import { evidenceLine } from '../evidence.ts';
import type { ReportSource } from '../report-source.ts';
import { descriptionOf, messageOf, ruleText } from './verdict-texts.ts';

/** One verdict as a test. */
export interface VerdictTest {
  /** Stable from run to run: `RESP-001@chat`. */
  readonly id: string;
  readonly requirement: string;
  readonly channel: ChannelId;
  readonly level: Level;
  readonly verdict: Verdict;
  /** The heading of its subject. */
  readonly subject: string;
  readonly text: string;
  readonly basis: Basis | 'unknown';
  /** Document and section. */
  readonly source: string;
  /** What its result says; empty where it passed. */
  readonly message: string;
  /** Markdown. */
  readonly description: string;
  /** The first entries that its problems cite, as JSON Lines, at most a megabyte; empty where there are none. */
  readonly evidence: string;
}

/** How many entries of the evidence are attached to one test, and how many characters of them. */
const ATTACHED = { entries: 100, characters: 1_000_000 };

/**
 * All verdicts of a run as tests, one after another, in the order of its outcomes; also those on requirements that
 * the catalogue does not have. The evidence is gone through once, and only what is cited is kept.
 */
export function* verdictTests({ catalog, results, evidence }: ReportSource): Generator<VerdictTest> {
  const rows = new Map(catalog.requirements.map((row) => [row.id, row]));
  const titles = new Map(catalog.subjects.map(({ id, title }) => [id, title]));
  const lines = linesOf(evidence, new Set(results.outcomes.flatMap(citedBy)));
  const { name, product, version } = results.target;
  const target = [name, product, version].filter((part) => part !== '').join(', ');
  for (const outcome of results.outcomes) {
    const { requirement, channel, level, verdict } = outcome;
    const row = rows.get(requirement);
    const subject = row?.subject ?? 'unknown';
    yield {
      id: `${requirement}@${channel}`,
      requirement,
      channel,
      level,
      verdict,
      subject: titles.get(subject) ?? subject,
      text: ruleText(row),
      basis: row?.basis ?? 'unknown',
      source: row?.source[channel] ?? '',
      message: messageOf(outcome, row),
      description: descriptionOf(outcome, row, target),
      evidence: attached(citedBy(outcome).flatMap((seq) => lines.get(seq) ?? [])),
    };
  }
}

/** The first entries that an outcome cites, in order. */
function citedBy({ problems }: Outcome): readonly number[] {
  const cited = new Set<number>();
  for (const { evidence } of problems)
    for (const seq of evidence) if (cited.size < ATTACHED.entries) cited.add(seq);
  return [...cited].sort((a, b) => a - b);
}

/** Those that are not too long to be attached, by their number. */
function linesOf(evidence: Iterable<Entry>, wanted: ReadonlySet<number>): ReadonlyMap<number, string> {
  const lines = new Map<number, string>();
  if (wanted.size === 0) return lines;
  for (const entry of evidence) {
    if (!wanted.has(entry.seq)) continue;
    const line = evidenceLine(entry);
    if (line.length <= ATTACHED.characters) lines.set(entry.seq, line);
  }
  return lines;
}

/** As many lines as may be attached, as one text. */
function attached(lines: readonly string[]): string {
  let characters = 0;
  return lines.filter((line) => (characters += line.length) <= ATTACHED.characters).join('\n');
}
