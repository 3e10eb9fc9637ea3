/** A paper on a terminal. */
import { cell as padded, labelled, widthOf, wrap } from '../layout.ts';
import type { Screen } from '../list.ts';
import { plainText, shownText } from '../safe-text.ts';
import { headingOf, type Cell, type Column, type Paper, type Section } from './paper.ts';
import { toneColours } from './words.ts';

/** How many rows of a section are shown to who doesn't ask for all. */
const MAX_ROWS = 25;
/** As many, of rows that take several lines. */
const MAX_LONG_ROWS = 10;
const LABEL = 10;
const GAP = 2;
const LEAST_WIDTH = 8;

/** How the paper is shown: `verbose` leaves nothing out. */
export interface Shown extends Screen {
  readonly verbose: boolean;
}

/** The report of a comparison for people; the conclusion is its last line. */
export function renderComparison(paper: Paper, screen: Shown): string {
  const { title, conclusion, counts, caveats, sections } = paper;
  const { paint, width } = screen;
  return [
    paint('bold', title),
    ...caveats.flatMap((caveat) => labelled('Mind:', caveat, { indent: 0, label: 6, width })),
    ...sections.flatMap((section) => renderSection(section, screen)),
    '',
    ...counts.flatMap((line) => wrap(line, width)),
    ...(conclusion === undefined
      ? []
      : wrap(conclusion.text, width).map((line) => tinted(conclusion, line, screen))),
    '',
  ].join('\n');
}

function renderSection(section: Section, screen: Shown): string[] {
  const { intro, rows, folded, columns } = section;
  const { paint, verbose, width } = screen;
  if (folded === true && !verbose)
    return ['', paint('bold', headingOf(section)), paint('dim', '  --verbose shows them')];
  const limit = columns.some(({ detail }) => detail === 'below') ? MAX_LONG_ROWS : MAX_ROWS;
  const shown = verbose ? rows : rows.slice(0, limit);
  const rest = rows.length - shown.length;
  return [
    '',
    ...wrap(shownText(headingOf(section)), width).map((line) => paint('bold', line)),
    ...(intro === undefined ? [] : wrap(intro, width).map((line) => paint('dim', line))),
    ...table(section, shown, screen),
    ...(rest > 0 ? [`  … and ${rest} more; --verbose shows them`] : []),
  ];
}

function table({ columns }: Section, rows: Section['rows'], screen: Shown): string[] {
  const beside = columns.flatMap(({ detail }, i) => (detail === undefined ? [i] : []));
  const below = columns.flatMap(({ detail }, i) => (isBelow(detail, screen) ? [i] : []));
  const head = columns.map(({ title }) => ({ text: title }));
  const widths = widthsOf(beside, [head, ...rows], screen.width - 2);
  const lines = (row: readonly Cell[]): string[] =>
    beside.length === 0
      ? []
      : wrapped(
          beside.map((i) => row[i]),
          widths,
          screen,
        );
  const details = (row: readonly Cell[]): string[] =>
    below.flatMap((i) => detailLines(columns[i]?.title ?? '', textOf(row[i]), screen));
  return [
    ...(beside.length < 2 ? [] : lines(head).map((line) => screen.paint('dim', line))),
    ...rows.flatMap((row) => [...lines(row), ...details(row)]),
  ];
}

/** The cells of a row side by side, each wrapped under itself. */
function wrapped(cells: readonly (Cell | undefined)[], widths: readonly number[], screen: Shown): string[] {
  const stacks = cells.map((cell, k) => wrap(textOf(cell), widths[k] ?? LEAST_WIDTH));
  const height = Math.max(...stacks.map(({ length }) => length));
  return Array.from({ length: height }, (_, i) => {
    const pieces = cells.map((cell, k) =>
      tinted(cell, padded(stacks[k]?.[i] ?? '', widths[k] ?? LEAST_WIDTH), screen),
    );
    return `  ${pieces.join(' '.repeat(GAP))}`.trimEnd();
  });
}

function isBelow(detail: Column['detail'], { verbose }: Shown): boolean {
  return detail === 'below' || (detail === 'told' && verbose);
}

function detailLines(label: string, text: string, { width }: Shown): string[] {
  return text === '' ? [] : labelled(label, text, { indent: 4, label: LABEL, width });
}

/** How wide each column is: as its widest cell, but the widest columns give way until all fit. */
function widthsOf(places: readonly number[], rows: Section['rows'], room: number): readonly number[] {
  const widths = places.map((i) => Math.max(...rows.map((row) => widthOf(textOf(row[i])))));
  const fitting = room - GAP * (places.length - 1);
  for (let over = sum(widths) - fitting; over > 0; over--) {
    const widest = widths.indexOf(Math.max(...widths));
    const width = widths[widest] ?? 0;
    if (width <= LEAST_WIDTH) break;
    widths[widest] = width - 1;
  }
  return widths;
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, one) => total + one, 0);
}

function textOf(cell: Cell | undefined): string {
  if (cell === undefined) return '';
  return cell.ours === true ? plainText(cell.text) : shownText(cell.text);
}

function tinted(cell: Cell | undefined, text: string, { paint }: Shown): string {
  const colour = toneColours[cell?.tone ?? 'plain'];
  return colour === undefined ? text : paint(colour, text);
}
