/** Findings: each broken requirement on each channel, with what was expected, what was seen, and where. */
import type { Outcome } from '../../model/outcome.ts';
import type { Requirement } from '../../model/requirement.ts';
import { actsOf, causesOf } from '../../model/several.ts';
import { alikeProblems, problemsIn, timesWords, type AlikeProblems } from '../alike-problems.ts';
import { listed } from '../listed.ts';
import { plural } from '../plural.ts';
import { problemKinds } from '../problem-kinds.ts';
import { markdownCode, markdownText } from '../safe-text.ts';
import { findingTitle, rulesOf, verdictText } from './rows.ts';
import { fitting, leftOut, type Page } from './page.ts';

const ROOM = 120_000;
/** How long the problems of one finding may be together: a hostile text must not push the others out. */
const PROBLEM_ROOM = 20_000;
const MOST_PROBLEMS = 20;
const MOST_ENTRIES = 20;
const MOST_ACTS = 60;

/** What failed, then what warned. */
export function findingsSection(page: Page): string[] {
  const of = (verdict: Outcome['verdict']): readonly Outcome[] =>
    page.results.outcomes.filter((outcome) => outcome.verdict === verdict);
  const found = [...of('failed'), ...of('warned')];
  if (found.length === 0) return [];
  return ['## Findings', '', ...findingBlocks(found, page)];
}

/** A block for each of the outcomes, as many as have room. */
export function findingBlocks(
  found: readonly Outcome[],
  { catalog }: Pick<Page, 'catalog'>,
  more: (outcome: Outcome) => readonly string[] = () => [],
): string[] {
  const rules = rulesOf(catalog);
  const { shown, rest } = fitting(
    (function* () {
      for (const outcome of found) yield blockOf(outcome, rules.get(outcome.requirement), more(outcome));
    })(),
    ROOM,
  );
  return [...shown, ...(rest > 0 ? [`… and ${plural(rest, 'more finding')}, in results.json.`, ''] : [])];
}

function blockOf(outcome: Outcome, rule: Requirement | undefined, more: readonly string[]): string {
  const { problems, reason } = outcome;
  const acts = actsOf(outcome);
  const causes = causesOf(outcome).map(markdownCode);
  const source = rule?.source[outcome.channel];
  const groups = alikeProblems(problems);
  const told = groups.slice(0, MOST_PROBLEMS).map((group, i) => problemLines(group, i).join('\n'));
  const { shown } = fitting(told, PROBLEM_ROOM);
  return [
    `### ${markdownText(findingTitle(outcome))}`,
    '',
    `**${verdictText(outcome.verdict)}** (${outcome.level}, ${rule?.basis ?? 'unknown'}): ${markdownText(rule?.text ?? 'a requirement that this suite does not have')}`,
    '',
    ...(source === undefined ? [] : [`- source: ${markdownText(source)}`]),
    ...(acts.length === 0 ? [] : [`- seen in: ${listed(acts, MOST_ACTS, markdownCode)}`]),
    ...(causes.length === 0
      ? []
      : [`- rests on: ${causes.join(' and ')}, which ${causes.length === 1 ? 'does' : 'do'} not hold`]),
    ...(reason === undefined ? [] : [`- reason: ${markdownCode(reason)}`]),
    ...more,
    '',
    ...shown,
    '',
    ...leftOut(problemsIn(groups.slice(shown.length))),
  ].join('\n');
}

function problemLines({ problem, times }: AlikeProblems, i: number): string[] {
  const { kind, where, expected, actual, evidence, fingerprint } = problem;
  const { title, lookAt } = problemKinds[kind];
  const cited = evidence.slice(0, MOST_ENTRIES).map((seq) => `seq ${seq}`);
  const more = evidence.length - cited.length;
  const lines = [
    ['where', markdownCode(where)],
    ['expected', markdownCode(expected)],
    ['seen', markdownCode(actual)],
    ['look at', markdownText(lookAt)],
    ...(cited.length === 0
      ? []
      : [['evidence', `evidence.jsonl, ${cited.join(', ')}${more > 0 ? ` and ${more} more` : ''}`]]),
    ...(fingerprint === undefined ? [] : [['fingerprint', markdownCode(fingerprint)]]),
  ];
  const begin = `${i + 1}. `;
  const indent = ' '.repeat(begin.length);
  return [
    `${begin}**${title}** (${kind})${timesWords(times)}`,
    ...lines.map(([name, text]) => `${indent}- ${name}: ${text}`),
  ];
}
