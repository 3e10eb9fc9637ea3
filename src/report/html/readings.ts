/** How the server answered the questions that the documents leave open. */
import { channels, type ChannelId } from '../../model/channel.ts';
import type { ObservedReading } from '../../model/outcome.ts';
import { groupBy } from '../group-by.ts';
import { limits } from './limits.ts';
import { code, markup, said, type Markup } from './markup.ts';
import type { Page } from './view.ts';

/** What the answers mean that every reading can have. */
const commonAnswers: Readonly<Record<string, string>> = {
  mixed: 'it gave several answers',
  'not-seen': 'nothing showed it',
};

/** A row a question, a column a channel. */
export function renderReadings(page: Page): Markup {
  const { results } = page;
  const byId = [...groupBy(results.readings, ({ id }) => id)].filter(([, readings]) =>
    readings.some(({ answer }) => answer !== 'not-seen'),
  );
  const body =
    byId.length === 0
      ? markup`<p class="rest">None was found out.</p>`
      : markup`<table class="readings"><caption class="hidden">Readings</caption><thead><tr><th scope="col">Question</th>${page.columns.map((id) => markup`<th scope="col">${channels[id].title}</th>`)}</tr></thead><tbody>${byId.slice(0, limits.list).map(([id, readings]) => renderRow(id, readings, page))}</tbody></table>`;
  return markup`<section id="readings" aria-labelledby="readings-title"><h2 id="readings-title">Readings</h2><p class="intro">What the documents leave open, and how this server does it. None of these answers is a breach.</p>${body}<p class="none" hidden>No reading matches the filter.</p></section>`;
}

function renderRow(
  id: string,
  readings: readonly ObservedReading[],
  { catalog, columns, results }: Page,
): Markup {
  const reading = catalog.readings.find((one) => one.id === id);
  const pin = results.asked?.pinned[id];
  const answerOn = (column: ChannelId): Markup => {
    const answer = readings.find(({ channel }) => channel === column)?.answer;
    if (answer === undefined) return markup`<td><span class="quiet">not asked</span></td>`;
    const meaning =
      reading?.answers[answer] ?? commonAnswers[answer] ?? 'an answer that the catalogue does not know';
    return markup`<td>${code(answer, 60)} <span class="quiet">${meaning}</span></td>`;
  };
  return markup`<tr data-row><th scope="row"><span class="id">${said(id, 60)}</span> ${reading?.question}${pin === undefined ? undefined : markup` <span class="times">pinned to ${said(pin, 60)}</span>`}</th>${columns.map(answerOn)}</tr>
`;
}
