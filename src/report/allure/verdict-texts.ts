/** What the test of a verdict says: in its result, and in its description. */
import type { Outcome, Verdict } from '../../model/outcome.ts';
import type { Requirement } from '../../model/requirement.ts';
import { alikeProblems, problemsIn, timesWords, type AlikeProblems } from '../alike-problems.ts';
import { openWords } from '../cause-words.ts';
import { problemKinds } from '../problem-kinds.ts';
import { markdownCode, markdownText, shownText } from '../safe-text.ts';
import { waiverWords } from '../waiver-words.ts';

/** How many problems of one verdict are told; the others are counted. */
const SHOWN_PROBLEMS = 20;

const messages: Readonly<Record<Verdict, (outcome: Outcome, rule: Requirement | undefined) => string>> = {
  passed: () => '',
  warned: () => '',
  failed: failureText,
  untestable: (outcome) => `not judged: ${openWords(outcome, shownText)}`,
  'not-applicable': (outcome) => `not applicable: ${openWords(outcome, shownText)}`,
  waived: (outcome, rule) => `waived ${shownText(waiverWords(outcome))}\n${failureText(outcome, rule)}`,
};

/** Why the result is what it is; empty where there is nothing to say. Its first words tell the kinds apart. */
export function messageOf(outcome: Outcome, rule: Requirement | undefined): string {
  return messages[outcome.verdict](outcome, rule);
}

function failureText(outcome: Outcome, rule: Requirement | undefined): string {
  const { problems, level, requirement } = outcome;
  const groups = alikeProblems(problems);
  const lines = groups.slice(0, SHOWN_PROBLEMS).map(problemText);
  const rest = problemsIn(groups.slice(SHOWN_PROBLEMS));
  return [
    `${shownText(requirement)} (${level}, ${rule?.basis ?? 'unknown'}): ${ruleText(rule)}`,
    ...lines,
    ...(rest > 0 ? [`  … and ${rest} more, in results.json`] : []),
    `  source ${sourceOf(outcome, rule)}`,
  ].join('\n');
}

function problemText({ problem, times }: AlikeProblems): string {
  const { kind, where, expected, actual, evidence } = problem;
  const cited = evidence.slice(0, SHOWN_PROBLEMS).map((seq) => `#${seq}`);
  return [
    `  ${problemKinds[kind].title} at ${shownText(where)}${timesWords(times)}`,
    `    expected ${shownText(expected)}`,
    `    actual   ${shownText(actual)}`,
    `    evidence ${cited.join(' ')}`.trimEnd(),
  ].join('\n');
}

/** The sentence of a requirement. */
export function ruleText(rule: Requirement | undefined): string {
  return rule?.text ?? 'a requirement that this suite does not have';
}

function sourceOf({ channel }: Outcome, rule: Requirement | undefined): string {
  return rule?.source[channel] ?? 'none on this channel';
}

/** What the verdict is about, as Markdown; with what was found where a SHOULD is broken, as such a test passes. */
export function descriptionOf(outcome: Outcome, rule: Requirement | undefined, target: string): string {
  const { verdict, reason, problems } = outcome;
  const warnings = verdict === 'warned' ? alikeProblems(problems).slice(0, SHOWN_PROBLEMS) : [];
  return [
    markdownText(ruleText(rule)),
    [
      `Source: ${markdownText(sourceOf(outcome, rule))}`,
      `Target: ${markdownText(target)}`,
      `Verdict: ${verdict}`,
    ].join('\n'),
    ...(reason === undefined ? [] : [`Reason: ${markdownCode(reason)}`]),
    ...warnings.map(
      ({ problem: { where, expected, actual }, times }) =>
        `- ${markdownCode(where)}: expected ${markdownCode(expected)}, was ${markdownCode(actual)}${timesWords(times)}`,
    ),
  ].join('\n\n');
}
