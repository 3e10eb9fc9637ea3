/** compliance.html: one page that stands alone, for whoever wants to know whether a server conforms, and why not. */
import type { Entry } from '../../model/evidence.ts';
import type { Results } from '../../model/outcome.ts';
import type { Catalog } from '../../model/requirement.ts';
import { judgedChannels } from '../channel-verdict.ts';
import { rowsOf } from '../console/view.ts';
import { renderDivergences } from './divergences.ts';
import { documentEnd, documentStart } from './document.ts';
import { collectExhibits } from './exhibits.ts';
import { renderFiles } from './files.ts';
import { renderFilters } from './filters.ts';
import { renderFindings } from './findings.ts';
import { renderFacts, renderHead } from './head.ts';
import { renderLatencies } from './latencies.ts';
import { limits } from './limits.ts';
import { htmlOf, markup, type Markup } from './markup.ts';
import { renderMatrix } from './matrix.ts';
import { renderNotJudged } from './not-judged.ts';
import { renderReadings } from './readings.ts';
import { renderVerdicts } from './verdicts.ts';
import { findingsOf } from './finding.ts';
import type { Page } from './view.ts';
import { renderWaivers } from './waivers.ts';

export { findingAnchor } from './anchors.ts';

/** What the page is made from. */
export interface HtmlSource {
  readonly results: Results;
  /** In order of `seq`; it is gone through twice at most. */
  readonly evidence: Iterable<Entry>;
  readonly catalog: Catalog;
}

type Section = (page: Page) => Markup | undefined | Iterable<Markup>;

/** The sections, in their order. */
const sections: readonly Section[] = [
  renderHead,
  renderVerdicts,
  renderContents,
  renderFacts,
  renderWaivers,
  renderFilters,
  renderFindings,
  renderMatrix,
  renderDivergences,
  renderReadings,
  renderLatencies,
  renderNotJudged,
  renderFiles,
];

/** The content of compliance.html, piece by piece. */
export function* renderComplianceHtml({ results, evidence, catalog }: HtmlSource): Generator<string> {
  const rows = rowsOf({ results, catalog });
  const findings = findingsOf(rows);
  const exhibits = collectExhibits(findings.slice(0, limits.findings), evidence);
  const page: Page = { results, catalog, columns: judgedChannels(results), rows, findings, exhibits };
  yield documentStart(page);
  for (const render of sections) {
    const content = render(page);
    if (content === undefined) continue;
    if (Symbol.iterator in content) for (const piece of content) yield htmlOf(piece);
    else yield `${htmlOf(content)}\n`;
  }
  yield documentEnd(page);
}

function renderContents({ findings, results }: Page): Markup {
  const places: readonly (readonly [string, string])[] = [
    ['about', 'About this run'],
    ['findings', `Findings (${findings.length})`],
    ['requirements', 'Requirements'],
    ['divergence', 'Chat against SMS'],
    ['readings', 'Readings'],
    ['latency', 'Latency'],
    ['not-judged', 'Not judged'],
    ...(results.outcomes.some(({ waivers }) => waivers !== undefined)
      ? [['waivers', 'Waivers'] as const]
      : []),
    ['files', 'Files'],
  ];
  return markup`<nav aria-label="Contents"><ul class="contents">${places.map(([id, words]) => markup`<li><a href="#${id}">${words}</a></li>`)}</ul></nav>`;
}
