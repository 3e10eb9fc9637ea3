/** A paper in Markdown, fit for a comment on a pull request. */
import { fitting, leftOut, row, table } from '../markdown/page.ts';
import { markdownCode, markdownText } from '../safe-text.ts';
import { headingOf, type Cell, type Paper, type Section } from './paper.ts';

/** How many characters all tables have together: a comment holds 65,536. */
const ROOM = 56_000;
/** How many one table has at most: one long list must not push the others out. */
const TABLE_ROOM = 14_000;

/** The content of comparison.md. */
export function renderComparisonMd(paper: Paper): string {
  const { title, conclusion, counts, caveats, sections } = paper;
  let room = ROOM;
  const tables = sections.flatMap((section) => {
    const lines = renderSection(section, Math.min(room, TABLE_ROOM));
    room -= lines.reduce((sum, line) => sum + line.length + 1, 0);
    return lines;
  });
  return [
    `# ${markdownText(title)}`,
    '',
    ...(conclusion === undefined ? [] : [`**${markdownText(conclusion.text)}**`, '']),
    ...counts.map((line) => `- ${markdownText(line)}`),
    '',
    ...caveats.flatMap((caveat) => [`> **Mind**: ${markdownText(caveat)}`, '']),
    ...tables,
  ].join('\n');
}

function renderSection(section: Section, room: number): string[] {
  const { intro, folded, columns, rows } = section;
  const heading = markdownText(headingOf(section));
  const { shown, rest } = fitting(
    rows.map((cells) => row(cells.map(cell))),
    room,
  );
  const body = [
    ...(intro === undefined ? [] : [markdownText(intro), '']),
    ...table(
      columns.map(({ title }) => headOf(title)),
      shown,
    ),
    ...leftOut(rest, 'comparison.json'),
  ];
  if (folded !== true) return [`## ${heading}`, '', ...body];
  return ['<details>', `<summary>${heading}</summary>`, '', ...body, '</details>', ''];
}

/** The label of a run is a stranger's text, the other heads are plain words. */
function headOf(title: string): string {
  return /^[A-Za-z0-9 ]*$/.test(title) ? title : markdownCode(title);
}

function cell({ text, ours }: Cell): string {
  if (text === '') return '';
  return ours === true ? markdownText(text) : markdownCode(text);
}
