/** Several runs side by side as a paper. */
import {
  isBrokenIn,
  isStriking,
  type ChannelRow,
  type LatencyCell,
  type Matrix,
  type MatrixRow,
} from '../../compare/index.ts';
import { channels } from '../../model/channel.ts';
import type { DivergenceClass, Verdict } from '../../model/outcome.ts';
import { plural } from '../plural.ts';
import { verdictWords } from '../verdict-words.ts';
import { factsSection } from './facts.ts';
import { ours, said, withRows, type Cell, type Section, type Paper, type Tone } from './paper.ts';
import { caveatWords, classWords, measureWords } from './words.ts';

const NONE = ours('–');

const verdictTones: Readonly<Record<Verdict, Tone>> = {
  failed: 'worse',
  warned: 'worse',
  untestable: 'open',
  waived: 'open',
  passed: 'plain',
  'not-applicable': 'plain',
};

/** The paper of a matrix of implementations. */
export function matrixPaper(matrix: Matrix): Paper {
  const { runs, caveats, verdicts, readings, divergences } = matrix;
  const differ = (rows: readonly { readonly alike: boolean }[]): number =>
    rows.filter(({ alike }) => !alike).length;
  return {
    title: `Consult: ${plural(runs.length, 'run')} side by side`,
    counts: [
      `Verdicts: ${differ(verdicts)} of ${verdicts.length} differ between the runs.`,
      `Readings: ${differ(readings)} of ${readings.length} differ.`,
      `Divergences: ${differ(divergences)} differ.`,
    ],
    caveats: caveats.map((caveat) => caveatWords[caveat]),
    sections: withRows([
      factsSection(runs),
      verdictSection(matrix, 'Verdicts that differ, or are broken somewhere', isStriking),
      readingsSection(matrix),
      ...divergenceSections(matrix),
      latenciesSection(matrix),
      {
        ...verdictSection(matrix, 'Verdicts that are alike, and broken nowhere', (row) => !isStriking(row)),
        folded: true,
      },
    ]),
  };
}

function columnsOf({ runs }: Matrix, ...before: readonly string[]): Section['columns'] {
  return [...before.map((title) => ({ title })), ...runs.map(({ label }) => ({ title: label }))];
}

function rowOf<T>(
  { cells }: MatrixRow<T>,
  before: readonly Cell[],
  cellOf: (value: T) => Cell,
): readonly Cell[] {
  return [...before, ...cells.map((value) => (value === null ? NONE : cellOf(value)))];
}

function verdictSection(matrix: Matrix, title: string, isIn: (row: ChannelRow<Verdict>) => boolean): Section {
  return {
    title,
    columns: columnsOf(matrix, 'requirement', 'channel'),
    rows: matrix.verdicts
      .filter(isIn)
      .toSorted((a, b) => Number(isBrokenIn(b)) - Number(isBrokenIn(a)))
      .map((row) =>
        rowOf(row, [said(row.id), ours(channels[row.channel].title)], (verdict) =>
          ours(verdictWords[verdict].word, verdictTones[verdict]),
        ),
      ),
  };
}

function readingsSection(matrix: Matrix): Section {
  return {
    title: 'Readings: what the documents leave open',
    intro: 'Nobody is better or worse for an answer. Those that differ come first.',
    columns: columnsOf(matrix, 'reading', 'channel'),
    rows: matrix.readings
      .toSorted((a, b) => Number(a.alike) - Number(b.alike))
      .map((row) => rowOf(row, [said(row.id), ours(channels[row.channel].title)], (answer) => said(answer))),
  };
}

function divergenceSections(matrix: Matrix): readonly Section[] {
  const isUndocumented = ({ cells }: MatrixRow<DivergenceClass>): boolean => cells.includes('undocumented');
  const section = (title: string, isIn: typeof isUndocumented): Section => ({
    title,
    columns: columnsOf(matrix, 'divergence'),
    rows: matrix.divergences
      .filter(isIn)
      .map((row) =>
        rowOf(row, [said(row.id)], (name) =>
          ours(classWords[name], name === 'undocumented' ? 'worse' : 'plain'),
        ),
      ),
  });
  return [
    section('Divergences of chat and SMS that are undocumented in a run', isUndocumented),
    { ...section('Divergences that differ otherwise', (row) => !isUndocumented(row)), folded: true },
  ];
}

function latenciesSection(matrix: Matrix): Section {
  const cellOf = ({ samples, p50, p95 }: LatencyCell): Cell =>
    ours(`p50 ${Math.round(p50)}, p95 ${Math.round(p95)} (${plural(samples, 'Consult')})`);
  return {
    title: 'From a Consult (milliseconds)',
    uncounted: true,
    columns: columnsOf(matrix, 'channel', 'time'),
    rows: matrix.latencies.map((row) =>
      rowOf(row, [ours(channels[row.channel].title), ours(measureWords[row.id])], cellOf),
    ),
  };
}
