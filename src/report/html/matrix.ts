/** The matrix: requirement by channel, under the headings of the catalogue. Counts, and never a share. */
import { channels, type ChannelId } from '../../model/channel.ts';
import type { Verdict } from '../../model/outcome.ts';
import type { Row } from '../console/view.ts';
import { groupBy } from '../group-by.ts';
import { verdictOrder, verdictWords } from '../verdict-words.ts';
import { findingAnchor, named } from './anchors.ts';
import { limits } from './limits.ts';
import { markup, said, type Markup } from './markup.ts';
import { verdictCount, verdictMark } from './verdict.ts';
import { isBroken, type Finding } from './finding.ts';
import type { Page } from './view.ts';

const quiet: ReadonlySet<Verdict> = new Set<Verdict>(['passed', 'not-applicable']);

/** Every requirement with its verdict on each channel; a subject is open when something in it needs a look. */
export function* renderMatrix(page: Page): Generator<Markup> {
  yield markup`<section id="requirements" aria-labelledby="requirements-title"><h2 id="requirements-title">Requirements</h2><p class="intro">Every rule that was judged, with its verdict on each channel. ${legendOf(page)}</p>`;
  const shownRows = page.rows.slice(0, limits.rows);
  const bySubject = groupBy(shownRows, ({ requirement }) => requirement?.subject ?? '');
  const titles = new Map(page.catalog.subjects.map(({ id, title }) => [id, title]));
  const linked = new Set(
    page.findings.slice(0, limits.findings).map(({ outcome }) => findingAnchor(outcome)),
  );
  for (const [subject, rows] of bySubject)
    yield renderSubject({
      page,
      subject,
      rows,
      linked,
      title: titles.get(subject) ?? 'Not in this catalogue',
    });
  if (page.rows.length > limits.rows)
    yield markup`<p class="rest">… and ${page.rows.length - limits.rows} more requirements, in results.json.</p>`;
  yield markup`<p class="none" hidden>No requirement matches the filter.</p></section>`;
}

interface SubjectView {
  readonly page: Page;
  readonly subject: string;
  readonly title: string;
  readonly rows: readonly Row[];
  /** Anchors of the findings that the page holds. */
  readonly linked: ReadonlySet<string>;
}

function renderSubject({ page, subject, title, rows, linked }: SubjectView): Markup {
  const verdicts = rows.flatMap(({ outcomes }) => [...outcomes.values()].map(({ verdict }) => verdict));
  const open = verdicts.some((verdict) => !quiet.has(verdict)) ? markup` open` : undefined;
  const counts = page.columns.map(
    (id) =>
      markup`<span class="count"><span class="channel">${channels[id].title}</span> ${countsOf(rows, id)}</span>`,
  );
  return markup`<details class="subject" data-group${open}><summary><h3>${title}</h3><span class="tally">${counts}</span></summary><table><caption class="hidden">${title}</caption><thead><tr><th scope="col">Requirement</th>${page.columns.map((id) => markup`<th scope="col">${channels[id].title}</th>`)}</tr></thead><tbody>
${rows.map((row) => renderRow(row, { page, subject, linked }))}</tbody></table></details>
`;
}

function countsOf(rows: readonly Row[], id: ChannelId): readonly Markup[] {
  const verdicts = rows.flatMap(({ outcomes }) => outcomes.get(id)?.verdict ?? []);
  return verdictOrder
    .map((verdict) => ({ verdict, count: verdicts.filter((other) => other === verdict).length }))
    .filter(({ count }) => count > 0)
    .map(({ verdict, count }) => verdictCount(verdict, count));
}

function renderRow(
  { id, requirement, outcomes }: Row,
  { page, subject, linked }: Pick<SubjectView, 'page' | 'subject' | 'linked'>,
): Markup {
  const level = requirement?.level ?? [...outcomes.values()][0]?.level ?? 'MUST';
  const cells = page.columns.map((column) => {
    const outcome = outcomes.get(column);
    if (outcome === undefined) return markup`<td><span class="hidden">not asked</span></td>`;
    const mark = verdictMark(outcome.verdict);
    const anchor = findingAnchor(outcome);
    return linked.has(anchor) && isBroken(outcome)
      ? markup`<td><a href="#${anchor}">${mark}</a></td>`
      : markup`<td>${mark}</td>`;
  });
  return markup`<tr id="requirement-${named(id)}" data-row ${rowData({ subject, level, outcomes: [...outcomes.values()] })}><th scope="row"><span class="id">${said(id, 60)}</span> <span class="level">${level}</span> ${requirement === undefined ? '' : said(requirement.text)}</th>${cells}</tr>
`;
}

/** What the filters go by. */
export function rowData({
  subject,
  level,
  outcomes,
}: {
  readonly subject: string;
  readonly level: string;
  readonly outcomes: readonly Finding['outcome'][];
}): Markup {
  const verdicts = outcomes.map(({ channel, verdict }) => `${channel}:${verdict}`).join(' ');
  return markup`data-subject="${subject}" data-level="${level}" data-verdicts="${verdicts}"`;
}

function legendOf({ results }: Page): string {
  const used = new Set(results.outcomes.map(({ verdict }) => verdict));
  return verdictOrder
    .filter((verdict) => used.has(verdict) && verdictWords[verdict].meaning !== '')
    .map(
      (verdict) =>
        `${verdictWords[verdict].mark} ${verdictWords[verdict].word}: ${verdictWords[verdict].meaning}.`,
    )
    .join(' ');
}
