/** The tables of a comparison of two runs, verdicts and their problems. */
import type {
  Comparison,
  LoneVerdict,
  Move,
  ProblemChange,
  ProblemState,
  VerdictChange,
} from '../../compare/index.ts';
import { channels } from '../../model/channel.ts';
import type { Catalog } from '../../model/requirement.ts';
import { causesOf } from '../../model/several.ts';
import { groupBy } from '../group-by.ts';
import { listed } from '../listed.ts';
import { problemKinds } from '../problem-kinds.ts';
import { shownText } from '../safe-text.ts';
import { verdictWords } from '../verdict-words.ts';
import { ours, said, type Cell, type Column, type Section, type Tone } from './paper.ts';
import { absenceWords, moveTones } from './words.ts';

/** How many broken rules are named of one verdict. */
const MOST_CAUSES = 6;

const ruleColumn: Column = { title: 'rule', detail: 'below' };

/** The sections of verdicts: one for each way in which they moved. Those that did not move have none. */
export function verdictSections({ verdicts }: Comparison, catalog: Catalog): readonly Section[] {
  const of = (move: Move): readonly VerdictChange[] =>
    verdicts.both.filter(
      (change) =>
        change.move === move && (move !== 'same' || change.from !== change.to) && !isConsequence(change),
    );
  const section = (title: string, move: Move): Section => ({
    title,
    tone: moveTones[move],
    columns: [
      { title: 'requirement' },
      { title: 'channel' },
      { title: 'level' },
      { title: 'verdict' },
      { title: 'why', detail: 'below' },
      ruleColumn,
    ],
    rows: of(move).map((change) => verdictRow(change, catalog)),
  });
  return [
    section('Verdicts that got worse', 'worse'),
    {
      ...section('Verdicts that can not be compared', 'open'),
      intro:
        'One of the runs has no verdict on the server here: these may be better, worse, or as they were.',
    },
    consequenceSection(verdicts.both.filter(isConsequence)),
    section('Verdicts that got better', 'better'),
    {
      ...section('Verdicts that moved, and are no better and no worse', 'same'),
      intro: 'A broken rule stays broken when its failure is waived, no longer waived, or weighed otherwise.',
    },
  ];
}

/** Whether a verdict is open for no cause of its own: another requirement is broken. */
function isConsequence(change: VerdictChange): boolean {
  return change.move === 'open' && causesOf(change).length > 0;
}

/** What hangs on the same broken requirements is one row. */
function consequenceSection(changes: readonly VerdictChange[]): Section {
  const groups = groupBy(changes, (change) => JSON.stringify([change.channel, ...causesOf(change)]));
  return {
    title: 'Verdicts that can not be compared, because rules that they rest on are broken',
    tone: 'open',
    columns: [
      { title: 'broken rules' },
      { title: 'channel' },
      { title: 'how many' },
      { title: 'which', detail: 'below' },
    ],
    rows: [...groups.values()].map((group) => [
      said(group[0] === undefined ? '' : causesNamed(group[0])),
      ours(group[0] === undefined ? '' : channels[group[0].channel].title),
      ours(String(group.length), 'open'),
      ours(group.map(({ requirement }) => shownText(requirement, 40)).join(' ')),
    ]),
  };
}

function verdictRow(change: VerdictChange, catalog: Catalog): readonly Cell[] {
  const { requirement, channel, level, levelBefore, from, to, move } = change;
  const verdict = from === to ? `still ${word(to)}` : `${word(from)} → ${word(to)}`;
  return [
    said(requirement),
    ours(channels[channel].title),
    ours(levelBefore === undefined ? level : `${levelBefore} → ${level}`),
    ours(verdict, moveTones[move]),
    said(whyOf(change)),
    ruleOf(requirement, catalog),
  ];
}

/** What a verdict of the second run rests on and is broken there; a stranger may name very many. */
function causesNamed(change: VerdictChange): string {
  return listed(causesOf(change), MOST_CAUSES, (cause) => cause);
}

function word(verdict: VerdictChange['to']): string {
  return verdictWords[verdict].word;
}

function whyOf(change: VerdictChange): string {
  const { reason, pinsDiffer, problems } = change;
  const causes = causesNamed(change);
  const count = (state: ProblemState): number => problems.filter((one) => one.state === state).length;
  const counts = (['new', 'gone', 'still'] as const).flatMap((state) =>
    count(state) === 0 ? [] : [`${count(state)} ${state}`],
  );
  return [
    ...(pinsDiffer === true ? ['other answers were pinned'] : []),
    ...(causes === '' ? [] : [`because of ${causes}`]),
    ...(reason === undefined ? [] : [reason]),
    ...(counts.length === 0 ? [] : [`problems: ${counts.join(', ')}`]),
  ].join('; ');
}

function ruleOf(id: string, { requirements }: Catalog): Cell {
  return ours(requirements.find((row) => row.id === id)?.text ?? 'not in the catalogue of this suite');
}

/** Rows that only one run has. */
export function loneSections({ verdicts, before, after }: Comparison, catalog: Catalog): readonly Section[] {
  const section = (run: LoneVerdict['run'], label: string): Section => ({
    title: `Only in ${label}`,
    intro: 'Requirements on channels that the other run does not have; never a change for the worse.',
    columns: [
      { title: 'requirement' },
      { title: 'channel' },
      { title: 'level' },
      { title: 'verdict' },
      { title: 'why', detail: 'below' },
      { ...ruleColumn, detail: 'told' },
    ],
    rows: verdicts.lone
      .filter((one) => one.run === run)
      .map(({ requirement, channel, level, verdict, why }) => [
        said(requirement),
        ours(channels[channel].title),
        ours(level),
        ours(word(verdict)),
        ours(absenceWords[why]),
        ruleOf(requirement, catalog),
      ]),
  });
  return [section('before', before.label), section('after', after.label)];
}

interface Belonging extends ProblemChange {
  readonly requirement: string;
  readonly channel: VerdictChange['channel'];
}

const states: Readonly<
  Record<ProblemState, { readonly title: string; readonly tone: Tone; readonly folded?: true }>
> = {
  new: { title: 'New problems', tone: 'worse' },
  gone: { title: 'Problems that are gone', tone: 'better' },
  open: { title: 'Problems that only one run could show', tone: 'open', folded: true },
  still: { title: 'Problems that are still there', tone: 'plain', folded: true },
};

/** The sections of problems, told apart by their fingerprints. */
export function problemSections({ verdicts }: Comparison): readonly Section[] {
  const all: readonly Belonging[] = verdicts.both.flatMap(({ requirement, channel, problems }) =>
    problems.map((problem) => ({ ...problem, requirement, channel })),
  );
  return (Object.keys(states) as ProblemState[]).map((state) => ({
    ...states[state],
    columns: [
      { title: 'requirement' },
      { title: 'channel' },
      { title: 'kind' },
      { title: 'where', detail: 'below' },
      { title: 'expected', detail: 'below' },
      { title: 'actual', detail: 'below' },
      { title: 'times', detail: 'told' },
      { title: 'fingerprint', detail: 'told' },
    ],
    rows: all.filter((problem) => problem.state === state).map(problemRow),
  }));
}

function problemRow(problem: Belonging): readonly Cell[] {
  const { requirement, channel, kind, where, expected, actual, count, fingerprint, state } = problem;
  return [
    said(requirement),
    ours(channels[channel].title),
    said(Object.hasOwn(problemKinds, kind) ? problemKinds[kind].title : kind, states[state].tone),
    said(where),
    said(expected),
    said(actual),
    ours(`${count.before} → ${count.after}`),
    ours(fingerprint),
  ];
}
