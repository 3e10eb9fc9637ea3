/** The matrix: requirement by channel, under the headings of the catalogue. */
import { channels, type ChannelId } from '../../model/channel.ts';
import type { Verdict } from '../../model/outcome.ts';
import { cell, fit, widthOf, wrap } from '../layout.ts';
import { plainText } from '../safe-text.ts';
import { verdictOrder, verdictWords } from '../verdict-words.ts';
import { columnsOf, rowsOf, type Row, type View } from './view.ts';

/** Room for an id and a gap; the ids of pinned readings are longer. */
const ID_WIDTH = { least: 11, most: 28, gap: 2 };
const COLUMN_GAP = 2;

/** Verdicts that hide nothing from a person who looks for what is wrong. */
const quiet: ReadonlySet<Verdict> = new Set<Verdict>(['passed', 'not-applicable', 'untestable']);

/** A table row: its text, and what stands in each column. */
interface Line {
  readonly text: string;
  readonly bold: boolean;
  readonly cells: readonly (readonly Verdict[])[];
  readonly counted: boolean;
}

/**
 * The matrix. A subject is one line with the number of each verdict; below it stand the requirements that were
 * broken or waived, or in which the channels differ; when verbose, all. Of a run that drove nothing it says nothing.
 */
export function renderMatrix(view: View): string[] {
  if (view.stopped !== undefined && !view.verbose) return [];
  const columns = columnsOf(view);
  const lines = subjectsOf(view).flatMap(({ title, rows }) => {
    const shownRows = rows.filter((row) => view.verbose || isNotable(row, columns));
    const idWidth = idWidthOf(shownRows);
    return [
      { text: title, bold: true, counted: true, cells: columns.map((id) => verdictsOf(rows, id)) },
      ...shownRows.map((row) => lineOf(row, columns, idWidth)),
    ];
  });
  const widths = columns.map((id, i) =>
    Math.max(widthOf(channels[id].title), ...lines.map((line) => widthOf(shown(line, i)))),
  );
  const textWidth = Math.max(20, view.width - widths.reduce((sum, width) => sum + width + COLUMN_GAP, 0));
  const titles = columns
    .map((id, i) => ' '.repeat(COLUMN_GAP) + cell(channels[id].title, widths[i] ?? 0))
    .join('');
  const used = new Set(lines.flatMap(({ cells }) => cells.flat()));
  return [
    '',
    view.paint('underline', (cell('Requirement', textWidth) + titles).trimEnd()),
    ...lines.map((line) => renderLine(line, { view, textWidth, widths })),
    ...renderLegend(view, used),
  ];
}

function subjectsOf(view: View): { title: string; rows: readonly Row[] }[] {
  const rows = rowsOf(view);
  const known = view.catalog.subjects.map(({ id, title }) => ({
    title,
    rows: rows.filter(({ requirement }) => requirement?.subject === id),
  }));
  const unknown = { title: 'Not in this catalogue', rows: rows.filter(({ requirement }) => !requirement) };
  return [...known, unknown].filter((subject) => subject.rows.length > 0);
}

function idWidthOf(rows: readonly Row[]): number {
  const widest = Math.max(0, ...rows.map(({ id }) => widthOf(plainText(id)))) + ID_WIDTH.gap;
  return Math.min(ID_WIDTH.most, Math.max(ID_WIDTH.least, widest));
}

function verdictsOf(rows: readonly Row[], id: ChannelId): Verdict[] {
  return rows.flatMap(({ outcomes }) => outcomes.get(id)?.verdict ?? []);
}

function isNotable({ outcomes }: Row, columns: readonly ChannelId[]): boolean {
  const verdicts = columns.flatMap((id) => outcomes.get(id)?.verdict ?? []);
  const judged = new Set(verdicts.filter((verdict) => verdict !== 'not-applicable'));
  return judged.size > 1 || verdicts.some((verdict) => !quiet.has(verdict));
}

function lineOf(row: Row, columns: readonly ChannelId[], idWidth: number): Line {
  const level = row.requirement?.level === 'MUST' ? '' : ` (${row.requirement?.level ?? 'unknown'})`;
  return {
    text: `  ${cell(fit(plainText(row.id), idWidth - ID_WIDTH.gap), idWidth)}${plainText(row.requirement?.text ?? '')}${level}`,
    bold: false,
    counted: false,
    cells: columns.map((id) => verdictsOf([row], id)),
  };
}

/** The parts of a cell: of a subject each verdict with its number, of a requirement the mark. */
function partsOf({ cells, counted }: Line, column: number): { verdict: Verdict; text: string }[] {
  const verdicts = cells[column] ?? [];
  return verdictOrder
    .filter((verdict) => verdicts.includes(verdict))
    .map((verdict) => {
      const number = counted ? verdicts.filter((other) => other === verdict).length : '';
      return { verdict, text: `${verdictWords[verdict].mark}${number}` };
    });
}

function shown(line: Line, column: number): string {
  return partsOf(line, column)
    .map(({ text }) => text)
    .join(' ');
}

function renderLine(
  line: Line,
  { view, textWidth, widths }: { view: View; textWidth: number; widths: readonly number[] },
): string {
  const text = cell(fit(line.text, textWidth), textWidth);
  const cells = widths.map((width, i) => {
    const painted = partsOf(line, i).map((part) => view.paint(verdictWords[part.verdict].colour, part.text));
    const rest = Math.max(0, width - widthOf(shown(line, i)));
    return ' '.repeat(COLUMN_GAP) + painted.join(' ') + ' '.repeat(rest);
  });
  return `${line.bold ? view.paint('bold', text) : text}${cells.join('')}`.trimEnd();
}

function renderLegend({ paint, width }: View, used: ReadonlySet<Verdict>): string[] {
  const parts = verdictOrder
    .filter((verdict) => used.has(verdict))
    .map((verdict) => {
      const { mark, word, meaning } = verdictWords[verdict];
      return `${mark} ${word}${meaning === '' ? '' : ` (${meaning})`}`;
    });
  return parts.length === 0 ? [] : wrap(parts.join(' · '), width).map((line) => paint('dim', line));
}
