/** A paper in Markdown, fit for a comment on a pull request. */
import { markdownCode, markdownText } from '../safe-text.ts';
import { headingOf, type Cell, type Paper, type Section } from './paper.ts';

/** How many rows a table has at most: a comment holds 65,536 characters. */
const MAX_ROWS = 100;

/** The content of comparison.md. */
export function renderComparisonMd(paper: Paper): string {
  const { title, conclusion, counts, caveats, sections } = paper;
  return [
    `# ${markdownText(title)}`,
    '',
    ...(conclusion === undefined ? [] : [`**${markdownText(conclusion.text)}**`, '']),
    ...counts.map((line) => `- ${markdownText(line)}`),
    '',
    ...caveats.flatMap((caveat) => [`> **Mind**: ${markdownText(caveat)}`, '']),
    ...sections.flatMap(renderSection),
  ].join('\n');
}

function renderSection(section: Section): string[] {
  const { intro, folded } = section;
  const heading = markdownText(headingOf(section));
  const body = [...(intro === undefined ? [] : [markdownText(intro), '']), ...table(section)];
  if (folded !== true) return [`## ${heading}`, '', ...body];
  return ['<details>', `<summary>${heading}</summary>`, '', ...body, '</details>', ''];
}

function table({ columns, rows }: Section): string[] {
  const rest = rows.length - MAX_ROWS;
  return [
    `| ${columns.map((column) => headOf(column.title)).join(' | ')} |`,
    `| ${columns.map(() => '---').join(' | ')} |`,
    ...rows.slice(0, MAX_ROWS).map((row) => `| ${row.map(cell).join(' | ')} |`),
    '',
    ...(rest > 0 ? [`… and ${rest} more, in comparison.json.`, ''] : []),
  ];
}

/** The label of a run is a stranger's text, the other heads are plain words. */
function headOf(title: string): string {
  return /^[A-Za-z0-9 ]*$/.test(title) ? title : markdownCode(title);
}

function cell({ text, ours }: Cell): string {
  if (text === '') return '';
  return ours === true ? markdownText(text) : markdownCode(text);
}
