/** The filters: they come to life with the script; without it the page shows everything. */
import { channels } from '../../model/channel.ts';
import type { Level } from '../../model/outcome.ts';
import { verdictOrder, verdictWords } from '../verdict-words.ts';
import { markup, type Markup } from './markup.ts';
import type { Page } from './view.ts';

const levels: readonly Level[] = ['MUST', 'SHOULD', 'MAY'];

/** The bar of filters; hidden until the script shows it. */
export function renderFilters({ results, catalog, columns }: Page): Markup {
  const used = new Set(results.outcomes.map(({ verdict }) => verdict));
  const subjects = new Set(catalog.requirements.map(({ subject }) => subject));
  const choices: readonly (readonly [string, string, readonly (readonly [string, string])[]])[] = [
    ['channel', 'Channel', columns.map((id) => [id, channels[id].title])],
    [
      'verdict',
      'Verdict',
      verdictOrder.filter((one) => used.has(one)).map((one) => [one, verdictWords[one].word]),
    ],
    ['level', 'Level', levels.map((level) => [level, level])],
    [
      'subject',
      'Subject',
      catalog.subjects.filter(({ id }) => subjects.has(id)).map(({ id, title }) => [id, title]),
    ],
  ];
  return markup`<form class="filters" role="search" aria-label="Filter" hidden>${choices.map(
    ([name, title, options]) =>
      markup`<label><span>${title}</span><select name="${name}"><option value="">all</option>${options.map(([value, words]) => markup`<option value="${value}">${words}</option>`)}</select></label>`,
  )}<label class="text"><span>Text</span><input type="search" name="text" autocomplete="off" spellcheck="false"></label><button type="reset">Clear</button><output aria-live="polite"></output></form>`;
}
