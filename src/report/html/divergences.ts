/** Where chat and SMS depart from each other, side by side; what agrees is counted. */
import type { Divergence, DivergenceClass } from '../../model/outcome.ts';
import { groupBy } from '../group-by.ts';
import { plural } from '../plural.ts';
import { divergenceOrder, divergenceWords } from '../verdict-words.ts';
import { differing } from './differing.ts';
import { alikeMembers, divergenceRows, type DivergenceRow } from '../divergence-rows.ts';
import { limits } from './limits.ts';
import { markup, said, type Content, type Markup } from './markup.ts';
import type { Page } from './view.ts';

const titles: Readonly<Record<DivergenceClass, string>> = {
  undocumented: 'Undocumented',
  undetermined: 'Undetermined',
  documented: 'Documented',
  same: 'Same',
};

/** Classes whose rows are shown at once; the others open. */
const urgent: ReadonlySet<DivergenceClass> = new Set<DivergenceClass>(['undocumented']);

/** The section: how many of each class, then the differences. */
export function* renderDivergences(page: Page): Generator<Markup> {
  const { divergences } = page.results;
  const groups = groupBy(divergences, (divergence) => divergence.class);
  const counts = divergenceOrder.map((name) => {
    const count = groups.get(name)?.length ?? 0;
    // Only what is there has the colour of its class: none of a bad kind is good news.
    return markup`<div class="${count === 0 ? 'none-of-it' : name}"><dt>${count} ${name}</dt><dd>${divergenceWords[name].meaning}</dd></div>`;
  });
  yield markup`<section id="divergence" aria-labelledby="divergence-title"><h2 id="divergence-title">Chat against SMS</h2><p class="intro">The same acts were played on both channels, and what followed was compared: verdicts, answers, notifications member by member, their order and their number.</p>`;
  yield divergences.length === 0
    ? markup`<p class="rest">Nothing was compared: both channels have to be driven.</p>`
    : markup`<dl class="tiles">${counts}</dl>`;
  for (const name of divergenceOrder.filter((one) => one !== 'same'))
    yield* renderClass(name, groups.get(name) ?? [], page);
  yield* renderSame(groups.get('same') ?? []);
  yield markup`<p class="none" hidden>No divergence matches the filter.</p></section>`;
}

function* renderClass(name: DivergenceClass, all: readonly Divergence[], page: Page): Generator<Markup> {
  if (all.length === 0) return;
  const open = urgent.has(name) ? markup` open` : undefined;
  const byMessage = divergenceRows(all.slice(0, limits.compared));
  const alike = alikeMembers(page.results.divergences, new Set(byMessage.keys()));
  yield markup`<details class="class ${name}" data-group${open}><summary><h3>${titles[name]}: ${divergenceWords[name].meaning}</h3><span class="tally">${all.length}</span></summary><table class="sides"><caption class="hidden">${titles[name]} divergences</caption><thead><tr><th scope="col">What</th><th scope="col">Chat</th><th scope="col">SMS</th></tr></thead>`;
  let left: number = limits.comparisons;
  for (const [message, rows] of byMessage) {
    const shown = rows.slice(0, Math.max(0, left));
    if (shown.length > 0) yield renderMessage(message, shown, { page, alike: alike.get(message) ?? [] });
    left -= rows.length;
  }
  const isWhole = left >= 0 && all.length <= limits.compared;
  yield markup`</table>${isWhole ? undefined : markup`<p class="rest">… and more: all ${all.length} stand in results.json.</p>`}</details>`;
}

function renderMessage(
  message: string,
  rows: readonly DivergenceRow[],
  { page, alike }: { readonly page: Page; readonly alike: readonly string[] },
): Markup {
  const head =
    message === ''
      ? undefined
      : markup`<tr class="of"><th scope="rowgroup" colspan="3">${said(message, 200)}</th></tr>`;
  const same =
    alike.length === 0
      ? undefined
      : markup`<tr class="alike"><td colspan="3"><details><summary>${plural(alike.length, 'member')} alike</summary><p>${alike.slice(0, limits.ids).map((member) => markup`<code>${member}</code> `)}</p></details></td></tr>`;
  return markup`<tbody>${head}${rows.map((row) => renderRow(row, page))}${same}</tbody>
`;
}

function renderRow({ whats, divergence, acts }: DivergenceRow, { catalog }: Page): Markup {
  const { chat, sms, difference, reason } = divergence;
  const [left, right] = differing(chat, sms);
  const rest = whats.length - limits.ids;
  const cited = catalog.differences.find((one) => one.id === difference);
  const notes: Content[] = [
    ...(acts.length === 0 ? [] : [markup`in ${said(acts.slice(0, limits.ids).join(', '))}`]),
    ...(difference === undefined
      ? []
      : [
          cited === undefined
            ? said(difference, 60)
            : markup`${cited.id}: ${cited.text} (${cited.source.chat}; ${cited.source.sms})`,
        ]),
    ...(reason === undefined ? [] : [said(reason)]),
  ];
  return markup`<tr data-row><th scope="row">${whats.slice(0, limits.ids).map((what) => markup`<p>${said(what, 300)}</p>`)}${rest > 0 ? markup`<p>… and ${rest} more</p>` : undefined}${notes.map((note) => markup`<p class="note">${note}</p>`)}</th><td>${left}</td><td>${right}</td></tr>
`;
}

/** What agrees, counted by what was compared. */
function* renderSame(same: readonly Divergence[]): Generator<Markup> {
  if (same.length === 0) return;
  const byAct = [...groupBy(same, ({ id }) => /^([^:]{1,60}):/.exec(id)?.[1] ?? id.split(' ', 1)[0] ?? '')];
  const items = byAct
    .slice(0, limits.ids)
    .map(([name, rows]) => markup`<li>${said(name, 60)} <span class="number">${rows.length}</span></li>`);
  yield markup`<details class="class same"><summary><h3>${titles.same}: ${divergenceWords.same.meaning}</h3><span class="tally">${same.length}</span></summary><p class="intro">By what was compared; each comparison stands in results.json.</p><ul class="same">${items}</ul></details>`;
}
