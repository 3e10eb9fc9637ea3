/** Each problem in full. */
import { channels } from '../../model/channel.ts';
import type { Outcome, Problem, Verdict } from '../../model/outcome.ts';
import type { Requirement } from '../../model/requirement.ts';
import { actsOf } from '../../model/several.ts';
import { alikeProblems, problemsIn, timesWords } from '../alike-problems.ts';
import { labelled } from '../layout.ts';
import { listed } from '../listed.ts';
import { plural } from '../plural.ts';
import { problemKinds } from '../problem-kinds.ts';
import { plainText, shownText } from '../safe-text.ts';
import { verdictWords } from '../verdict-words.ts';
import { restsOnWaiver } from '../waiver-words.ts';
import { heading, rowsOf, type Row, type View } from './view.ts';

const SHOWN_PROBLEMS = 5;
const MOST_ENTRIES = 20;
const MOST_ACTS = 3;
const LABEL = 11;

const broken: ReadonlySet<Verdict> = new Set<Verdict>(['failed', 'warned', 'waived']);

/** Every broken requirement: its rule and sources once, then what was found on each channel. */
export function renderProblems(view: View): string[] {
  const rows = rowsOf(view).filter(({ outcomes }) => [...outcomes.values()].some(isBroken));
  if (rows.length === 0) return [];
  return [...heading(view, 'Problems'), ...rows.flatMap((row) => renderRow(row, view))];
}

function isBroken(outcome: Outcome): boolean {
  return broken.has(outcome.verdict) && !restsOnWaiver(outcome);
}

function renderRow({ id, requirement, outcomes }: Row, view: View): string[] {
  const found = [...outcomes.values()].filter(isBroken);
  return [
    '',
    ...renderRule(id, requirement, view),
    ...found.flatMap((outcome) => renderOutcome(outcome, view)),
  ];
}

/** The rule: id, level, basis, text, source by channel. */
function renderRule(id: string, requirement: Requirement | undefined, { paint, width }: View): string[] {
  if (requirement === undefined) return [paint('bold', plainText(id)), '  not in this catalogue'];
  const { level, basis, text, source } = requirement;
  const sources = Object.entries(source).map(([channel, where]) => `${titleOf(channel)}: ${where}`);
  return [
    `${paint('bold', id)}  ${level}, ${basis}`,
    ...labelled('', text, { indent: 2, label: 0, width }),
    ...labelled('source', sources.join(' · '), { indent: 2, label: LABEL, width }),
  ];
}

function titleOf(channel: string): string {
  return channel === 'chat' || channel === 'sms' ? channels[channel].title : channel;
}

function renderOutcome(outcome: Outcome, view: View): string[] {
  const { mark, colour, word } = verdictWords[outcome.verdict];
  const acts = actsOf(outcome);
  const where = acts.length === 0 ? '' : ` in ${listed(acts, MOST_ACTS, shownText)}`;
  const reason = outcome.reason === undefined ? [] : [shownText(outcome.reason)];
  const limit = view.verbose ? Infinity : SHOWN_PROBLEMS;
  const groups = alikeProblems(outcome.problems);
  const rest = problemsIn(groups.slice(limit));
  return [
    `  ${view.paint(colour, `${mark} ${channels[outcome.channel].title} ${word}`)}${where}`,
    ...reason.flatMap((text) => labelled('reason', text, { indent: 4, label: LABEL, width: view.width })),
    ...groups.slice(0, limit).flatMap(({ problem, times }) => renderProblem(problem, view, times)),
    ...(rest > 0 ? [`    … and ${plural(rest, 'more problem')}, in results.json`] : []),
  ];
}

/** One problem: expected, seen, where, what to look at, where the evidence is. */
export function renderProblem(problem: Problem, { paint, width }: View, times = 1): string[] {
  const { title, lookAt } = problemKinds[problem.kind];
  const room = { indent: 6, label: LABEL, width };
  const evidence = problem.evidence.slice(0, MOST_ENTRIES).map((seq) => `#${seq}`);
  return [
    `    ${paint('bold', title)} (${problem.kind})${timesWords(times)}`,
    ...labelled('where', shownText(problem.where), room),
    ...labelled('expected', shownText(problem.expected), room),
    ...labelled('seen', shownText(problem.actual), room),
    ...labelled('look at', lookAt, room),
    ...(evidence.length === 0 ? [] : labelled('evidence', `evidence.jsonl ${evidence.join(' ')}`, room)),
  ];
}
