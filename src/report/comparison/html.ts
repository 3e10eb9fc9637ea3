/** A paper as one HTML file: no script, no network, nothing of a stranger that is markup. */
import { headElement } from '../html/head-element.ts';
import { htmlOf, markup, said, type Content, type Markup } from '../html/markup.ts';
import { headingOf, type Cell, type Paper, type Section, type Tone } from './paper.ts';
import { style } from './style.ts';

/** How many rows a table has at most: a browser has to show it. */
const MAX_ROWS = 2_000;

/** The content of comparison.html. */
export function renderComparisonHtml(paper: Paper): string {
  const { title, conclusion, counts, caveats, sections } = paper;
  const page = markup`${headElement({ title, style })}<body>
<div class="frame"><main>
<h1>${title}</h1>
${conclusion === undefined ? undefined : markup`<p class="conclusion ${conclusion.tone ?? 'plain'}">${conclusion.text}</p>\n`}<ul class="totals">
${counts.map((line) => markup`<li>${line}</li>\n`)}</ul>
${caveats.map((caveat) => markup`<p class="banner"><strong>Mind:</strong> ${caveat}</p>\n`)}${sections.map(renderSection)}</main></div>
</body>
</html>
`;
  return htmlOf(page);
}

function renderSection(section: Section, place: number): Markup {
  const { tone = 'plain', intro, folded, rows } = section;
  const heading = said(headingOf(section));
  const id = `section-${place + 1}`;
  const body = [
    intro === undefined ? '' : markup`<p class="intro">${intro}</p>\n`,
    table(section, id),
    rows.length > MAX_ROWS
      ? markup`<p class="rest">… and ${rows.length - MAX_ROWS} more, in comparison.json.</p>\n`
      : '',
  ];
  if (folded === true)
    return markup`<details>\n<summary id="${id}">${heading}</summary>\n${body}</details>\n`;
  return markup`<section>\n<h2 id="${id}" class="${tone}">${heading}</h2>\n${body}</section>\n`;
}

function table({ columns, rows }: Section, id: string): Markup {
  return markup`<div class="scroll" role="region" aria-labelledby="${id}" tabindex="0"><table>
<thead><tr>${columns.map(({ title }) => (title === '' ? markup`<td></td>` : markup`<th scope="col">${said(title)}</th>`))}</tr></thead>
<tbody>
${rows.slice(0, MAX_ROWS).map((row) => markup`<tr>${row.map(renderCell)}</tr>\n`)}</tbody>
</table></div>
`;
}

const marks: Readonly<Record<Tone, (content: Content) => Content>> = {
  worse: (content) => markup`<strong class="worse">${content}</strong>`,
  open: (content) => markup`<strong class="open">${content}</strong>`,
  better: (content) => markup`<strong class="better">${content}</strong>`,
  plain: (content) => content,
};

/** The first cell of a row says what the row is about. */
function renderCell({ text, tone = 'plain', ours }: Cell, column: number): Markup {
  const content = marks[tone](ours === true ? text : said(text));
  return column === 0 ? markup`<th scope="row">${content}</th>` : markup`<td>${content}</td>`;
}
