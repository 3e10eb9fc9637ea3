/** What was not judged, and why; and what does not apply. */
import { channels } from '../../model/channel.ts';
import type { Outcome } from '../../model/outcome.ts';
import { causesOf } from '../../model/several.ts';
import { groupBy } from '../group-by.ts';
import { plural } from '../plural.ts';
import { restsOnWaiver } from '../waiver-words.ts';
import { named } from './anchors.ts';
import { limits } from './limits.ts';
import { markup, said, type Markup } from './markup.ts';
import type { Page } from './view.ts';

/** By reason, the most MUSTs first; then what does not apply, what has no check, and notes on what passed. */
export function renderNotJudged(page: Page): Markup {
  const { outcomes } = page.results;
  const open = outcomes.filter((one) => one.verdict === 'untestable' || restsOnWaiver(one));
  const notApplicable = outcomes.filter(({ verdict }) => verdict === 'not-applicable');
  const noted = outcomes.filter(({ verdict, reason }) => verdict === 'passed' && reason !== undefined);
  return markup`<section id="not-judged" aria-labelledby="not-judged-title"><h2 id="not-judged-title">Not judged</h2>${
    open.length === 0
      ? markup`<p class="intro">Everything that a check covers got a verdict.</p>`
      : markup`<p class="intro">${plural(open.length, 'verdict')} could not be given.</p>${renderReasons(open, page)}`
  }${renderPart('Does not apply', notApplicable, page)}${renderUnchecked(page)}${renderPart('Passed, with a note', noted, page)}</section>`;
}

function renderPart(title: string, outcomes: readonly Outcome[], page: Page): Markup | undefined {
  if (outcomes.length === 0) return undefined;
  return markup`<h3>${title}</h3>${renderReasons(outcomes, page)}`;
}

function renderReasons(outcomes: readonly Outcome[], page: Page): Markup {
  const groups = [...groupBy(outcomes, (outcome) => reasonOf(outcome, page))].toSorted(
    ([, a], [, b]) => musts(b) - musts(a) || b.length - a.length,
  );
  const rest = groups.length - limits.list;
  return markup`<ul class="reasons">${groups.slice(0, limits.list).map(([reason, group]) => renderGroup(reason, group))}</ul>${rest > 0 ? markup`<p class="rest">… and ${rest} more reasons, in results.json.</p>` : undefined}`;
}

function renderGroup(reason: string, outcomes: readonly Outcome[]): Markup {
  const byChannel = groupBy(outcomes, ({ channel }) => channel);
  const lists = [...byChannel].map(([channel, rows]) => {
    const rest = rows.length - limits.ids;
    return markup`<p class="ids"><span class="channel">${channels[channel].title}</span> ${rows.slice(0, limits.ids).map(({ requirement }) => markup`<a href="#requirement-${named(requirement)}">${said(requirement, 60)}</a> `)}${rest > 0 ? `and ${rest} more` : ''}</p>`;
  });
  return markup`<li><p>${said(reason)} <span class="times">${levelsOf(outcomes)}</span></p>${lists}</li>`;
}

function levelsOf(outcomes: readonly Outcome[]): string {
  const must = musts(outcomes);
  const other = outcomes.length - must;
  return [...(must > 0 ? [`${must} MUST`] : []), ...(other > 0 ? [`${other} other`] : [])].join(', ');
}

function musts(outcomes: readonly Outcome[]): number {
  return outcomes.filter(({ level }) => level === 'MUST').length;
}

function reasonOf(outcome: Outcome, { catalog }: Page): string {
  const causes = causesOf(outcome);
  if (causes.length === 0) return outcome.reason ?? 'No reason was given.';
  const [does, are] = causes.length === 1 ? ['does', 'is'] : ['do', 'are'];
  const isWaived = restsOnWaiver(outcome) ? `, and ${are} waived` : '';
  const rules = catalog.requirements.filter(({ id }) => causes.includes(id)).map(({ text }) => text);
  return `They rest on ${causes.join(' and ')}, which ${does} not hold${isWaived}${rules.length === 0 ? '.' : `: ${rules.join(' ')}`}`;
}

function renderUnchecked({ catalog, results }: Page): Markup | undefined {
  const judged = new Set(results.outcomes.map(({ requirement }) => requirement));
  const unchecked = catalog.requirements.filter(
    ({ id, notTested }) => notTested !== undefined && !judged.has(id),
  );
  if (unchecked.length === 0) return undefined;
  return markup`<h3>No check covers it yet</h3><ul class="reasons">${unchecked.slice(0, limits.list).map(({ id, text, notTested }) => markup`<li><p><span class="id">${id}</span> ${text} <span class="quiet">${notTested}</span></p></li>`)}</ul>`;
}
