/** Comparisons of runs as text: for a terminal, in Markdown, as one HTML file, for programs. */
import type { Comparison, Matrix } from '../../compare/index.ts';
import type { Catalog } from '../../model/requirement.ts';
import { renderComparisonHtml } from './html.ts';
import { renderComparisonJson } from './json.ts';
import { renderComparisonMd } from './markdown.ts';
import { matrixPaper } from './matrix-paper.ts';
import { pairPaper } from './pair-paper.ts';
import type { Paper } from './paper.ts';

export { comparisonExitCode, comparisonExitCodes } from './exit-code.ts';
export { renderComparison, type Shown } from './console.ts';
export { renderComparisonJson } from './json.ts';
export { renderComparisonMd } from './markdown.ts';
export type { Paper } from './paper.ts';

/** A comparison as headings and tables. */
export function comparisonPaper(comparison: Comparison | Matrix, catalog: Catalog): Paper {
  return comparison.kind === 'pair' ? pairPaper(comparison, catalog) : matrixPaper(comparison);
}

/** The files of a comparison, and how each is made. */
const files: Readonly<Record<string, (comparison: Comparison | Matrix, paper: Paper) => string>> = {
  'comparison.json': (comparison) => renderComparisonJson(comparison),
  'comparison.md': (_, paper) => renderComparisonMd(paper),
  'comparison.html': (_, paper) => renderComparisonHtml(paper),
};

/** The name and the content of each file of a comparison. */
export function comparisonFiles(
  comparison: Comparison | Matrix,
  catalog: Catalog,
): readonly (readonly [name: string, content: string])[] {
  const paper = comparisonPaper(comparison, catalog);
  return Object.entries(files).map(([name, render]) => [name, render(comparison, paper)]);
}
