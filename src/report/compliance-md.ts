/** compliance.md: the whole report as one page of Markdown, for whoever is handed the results. */
import type { Results } from '../model/outcome.ts';
import type { Catalog } from '../model/requirement.ts';
import { divergenceCounts, divergenceSections } from './markdown/divergences.ts';
import { findingsSection } from './markdown/findings.ts';
import { headSection } from './markdown/head.ts';
import { latenciesSection } from './markdown/latencies.ts';
import { matrixSection } from './markdown/matrix.ts';
import { notJudgedSection } from './markdown/not-judged.ts';
import type { Page } from './markdown/page.ts';
import { proofSection } from './markdown/proof.ts';
import { readingsSection } from './markdown/readings.ts';
import { waiversSection } from './markdown/waivers.ts';

/** How long the table of divergences may be. */
const DIVERGENCE_ROOM = 60_000;

/** The sections, in their order; each keeps itself in bounds, which together are less than half a mebibyte. */
const sections: readonly ((page: Page) => string[])[] = [
  headSection,
  matrixSection,
  findingsSection,
  waiversSection,
  divergencesSection,
  readingsSection,
  notJudgedSection,
  latenciesSection,
  proofSection,
];

/** The content of compliance.md. */
export function renderComplianceMd(results: Results, catalog: Catalog): string {
  const lines = sections.flatMap((section) => section({ results, catalog }));
  return `${lines.join('\n').trimEnd()}\n`;
}

function divergencesSection(page: Page): string[] {
  if (page.results.divergences.length === 0) return [];
  return [
    '## Chat against SMS',
    '',
    divergenceCounts(page.results),
    '',
    ...divergenceSections(page, { depth: 3, room: DIVERGENCE_ROOM }),
  ];
}
