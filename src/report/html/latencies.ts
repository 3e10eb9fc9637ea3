/** How long it takes from a Consult to what follows: a plot, with its figures beside it. */
import { channels } from '../../model/channel.ts';
import type { Latency, Measure } from '../../model/outcome.ts';
import { groupBy } from '../group-by.ts';
import { limits } from './limits.ts';
import { markup, said, type Markup } from './markup.ts';
import type { Page } from './view.ts';

const titles: Readonly<Record<Measure, string>> = {
  response: 'Consult to its response',
  first: 'Consult to the first notification',
  second: 'Consult to the second notification',
  failure: 'Consult to its failure',
};

const WIDTH = 520;
const HEIGHT = 26;
const MARGIN = 8;

/** The section: latencies as a plot, then the timings of single acts. */
export function renderLatencies(page: Page): Markup {
  const latencies = page.results.latencies.filter(({ channel }) => page.columns.includes(channel));
  return markup`<section id="latency" aria-labelledby="latency-title"><h2 id="latency-title">Latency</h2><p class="intro">From a Consult to what follows, over all Consults of the run, in milliseconds. Percentiles are measured values. A budget is what the vendor promises for p95.</p>${latencies.length === 0 ? markup`<p class="rest">Nothing was measured.</p>` : renderPlot(latencies)}${renderTimings(page)}</section>`;
}

function renderPlot(latencies: readonly Latency[]): Markup {
  const top = niceTop(Math.max(1, ...latencies.flatMap(({ p99, budget = 0 }) => [p99, budget])));
  const x = (ms: number): number => Math.round((MARGIN + (ms / top) * (WIDTH - 2 * MARGIN)) * 10) / 10;
  const groups = [...groupBy(latencies, ({ measure }) => measure)];
  const ticks = [0, 0.25, 0.5, 0.75, 1].map((part) => part * top);
  const axis = markup`<svg class="axis" viewBox="0 0 ${WIDTH} 16" width="${WIDTH}" height="16" aria-hidden="true">${ticks.map((ms) => markup`<text x="${x(ms)}" y="12" class="${ms === 0 ? 'first' : ms === top ? 'last' : 'tick'}">${Math.round(ms * 10) / 10}</text>`)}</svg>`;
  const bodies = groups.map(
    ([measure, rows]) =>
      markup`<tbody><tr class="of"><th scope="rowgroup" colspan="7">${titles[measure]}</th></tr>${rows.map((row) => renderRow(row, { x, ticks }))}</tbody>`,
  );
  return markup`<div class="scroll" role="group" tabindex="0" aria-label="Latencies"><table class="latency"><caption class="hidden">Latencies in milliseconds</caption><thead><tr><th scope="col">Channel</th><th scope="col" class="plot"><span class="hidden">Plot: from p50 by p95 to p99</span>${axis}</th><th scope="col">p50</th><th scope="col">p95</th><th scope="col">p99</th><th scope="col">Budget</th><th scope="col">Consults</th></tr></thead>${bodies}</table></div><p class="legend" aria-hidden="true"><svg viewBox="0 0 96 14" width="96" height="14" class="row"><line class="range" x1="8" y1="7" x2="88" y2="7"/><circle class="p50" cx="8" cy="7" r="5"/><circle class="p95" cx="60" cy="7" r="4"/><line class="p99" x1="88" y1="1" x2="88" y2="13"/></svg> from p50 (filled) by p95 (ring) to p99 (bar)</p>`;
}

interface Scale {
  readonly x: (ms: number) => number;
  readonly ticks: readonly number[];
}

function renderRow({ channel, samples, p50, p95, p99, budget }: Latency, { x, ticks }: Scale): Markup {
  const middle = HEIGHT / 2;
  const isOver = budget !== undefined && p95 > budget;
  const limit =
    budget === undefined
      ? undefined
      : markup`<line class="budget" x1="${x(budget)}" y1="1" x2="${x(budget)}" y2="${HEIGHT - 1}"/>`;
  const plot = markup`<svg class="row ${channel}" viewBox="0 0 ${WIDTH} ${HEIGHT}" width="${WIDTH}" height="${HEIGHT}" aria-hidden="true">${ticks.map((ms) => markup`<line class="grid" x1="${x(ms)}" y1="0" x2="${x(ms)}" y2="${HEIGHT}"/>`)}${limit}<line class="range" x1="${x(p50)}" y1="${middle}" x2="${x(p99)}" y2="${middle}"/><circle class="p50" cx="${x(p50)}" cy="${middle}" r="5"/><circle class="p95" cx="${x(p95)}" cy="${middle}" r="4"/><line class="p99" x1="${x(p99)}" y1="${middle - 6}" x2="${x(p99)}" y2="${middle + 6}"/></svg>`;
  const budgetCell = budget === undefined ? '' : `${budget}${isOver ? ' (over)' : ''}`;
  return markup`<tr><th scope="row">${channels[channel].title}</th><td class="plot">${plot}</td><td>${Math.round(p50)}</td><td>${Math.round(p95)}</td><td>${Math.round(p99)}</td><td>${budgetCell}</td><td>${samples}</td></tr>`;
}

/** The next of 1, 2, 5 times a power of ten. */
function niceTop(ms: number): number {
  const power = 10 ** Math.floor(Math.log10(ms));
  const factor = [1, 1.5, 2, 3, 4, 5, 8, 10].find((one) => one * power >= ms) ?? 10;
  return factor * power;
}

function renderTimings({ results, columns }: Page): Markup | undefined {
  const byId = [...groupBy(results.timings, ({ id }) => id)];
  if (byId.length === 0) return undefined;
  const rows = byId.slice(0, limits.list).map(([id, timings]) => {
    const cells = columns.map((column) => {
      const timing = timings.find(({ channel }) => channel === column);
      return markup`<td>${timing === undefined ? '' : `${Math.round(timing.ms)} ms`}</td>`;
    });
    return markup`<tr><th scope="row">${said(id, 200)}</th>${cells}</tr>`;
  });
  return markup`<details class="class"><summary><h3>Single acts</h3><span class="tally">${byId.length}</span></summary><table class="list"><caption class="hidden">Timings of single acts</caption><thead><tr><th scope="col">From and to</th>${columns.map((id) => markup`<th scope="col">${channels[id].title}</th>`)}</tr></thead><tbody>${rows}</tbody></table></details>`;
}
