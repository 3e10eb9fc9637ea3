/** The files beside the page: where everything stands that it leaves out. */
import { factList } from './facts.ts';
import { markup, type Markup } from './markup.ts';

const files: readonly (readonly [string, string])[] = [
  ['results.json', 'every verdict, problem, reading, divergence and timing, for programs'],
  ['evidence.jsonl', 'everything that was sent and received, one entry a line; secrets are taken out'],
  ['compliance.md', 'this report as Markdown, without the evidence'],
  ['divergence.md', 'chat against SMS, for a comment on a change'],
  ['junit.xml', 'the verdicts as tests, for CI'],
  ['manifest.json', 'the SHA-256 of each file: whoever has them can tell that nothing was changed since'],
];

/** What lies in the same folder. */
export function renderFiles(): Markup {
  return markup`<section id="files" aria-labelledby="files-title"><h2 id="files-title">Files of this run</h2><p class="intro">This page stands alone. A run writes these beside it, unless it was asked for less.</p>${factList(files.map(([name, words]) => [name, words]))}</section>`;
}
