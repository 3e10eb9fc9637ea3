/** The report on a terminal: made for one screen when all is well, and for reading when it is not. */
import { renderBaseline } from './console/baseline.ts';
import { renderDivergences } from './console/divergences.ts';
import { renderFiles, renderVerdict } from './console/closing.ts';
import { renderHead } from './console/head.ts';
import { renderLatencies } from './console/latencies.ts';
import { renderMatrix } from './console/matrix.ts';
import { renderNotJudged } from './console/not-judged.ts';
import { renderNotes } from './console/notes.ts';
import { renderProblems } from './console/problems.ts';
import { renderReadings } from './console/readings.ts';
import { renderTimings } from './console/timings.ts';
import type { View } from './console/view.ts';

/** The sections, in their order. */
const sections: readonly ((view: View) => string[])[] = [
  renderHead,
  renderMatrix,
  renderProblems,
  renderBaseline,
  renderDivergences,
  renderReadings,
  renderNotJudged,
  renderNotes,
  renderLatencies,
  renderTimings,
  renderFiles,
];

/** The whole report on a run, with a line's end after its last line. */
export function renderConsole(view: View): string {
  return [...sections.flatMap((render) => render(view)), '', renderVerdict(view), ''].join('\n');
}
