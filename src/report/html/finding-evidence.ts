/** The evidence of a finding: who sent what around it, and the messages that it cites, with the places marked. */
import type { TraceKey } from '../../model/acts.ts';
import { pointerOf } from '../../model/fingerprint.ts';
import type { Outcome } from '../../model/outcome.ts';
import { messageAnchor } from './anchors.ts';
import type { Exhibit } from './exhibit.ts';
import type { Exhibits } from './exhibits.ts';
import { limits } from './limits.ts';
import { markup, said, type Markup } from './markup.ts';
import type { Line } from './pretty-json.ts';
import { problemGroups } from './problem-groups.ts';
import { renderSequence } from './sequence.ts';
import type { Finding } from './finding.ts';
import type { Page } from './view.ts';

/** Diagrams, one a trace, then the messages. */
export function renderEvidence({ outcome }: Finding, { exhibits }: Page): Markup | undefined {
  const cited = citedOf(outcome, exhibits);
  if (cited.length === 0) return undefined;
  const traces = tracesOf(cited, exhibits);
  const more = traces.length - limits.diagrams;
  const marks = marksOf(outcome, exhibits);
  return markup`<section class="evidence"><h4>Evidence</h4>
${traces.slice(0, limits.diagrams).map((trace) => renderDiagram(trace, cited, exhibits))}
${more > 0 ? markup`<p class="rest">… and in ${more} more sessions.</p>` : undefined}
${cited.slice(0, limits.messages).map((exhibit) => renderMessage(exhibit, outcome, marks.get(exhibit.seq) ?? new Set()))}
${cited.length > limits.messages ? markup`<p class="rest">… and ${cited.length - limits.messages} more entries, in evidence.jsonl.</p>` : undefined}</section>`;
}

/** The entries that the shown problems cite, the first of each problem before the second of any. */
function citedOf(outcome: Outcome, { cited }: Exhibits): readonly Exhibit[] {
  const lists = problemGroups(outcome).shown.map(({ problem }) => problem.evidence.slice(0, limits.messages));
  const seqs = Array.from({ length: limits.messages }, (_, i) =>
    lists.flatMap((list) => list[i] ?? []),
  ).flat();
  return [...new Set(seqs)].flatMap((seq) => cited.get(seq) ?? []);
}

/** The traces of entries; entries that belong to none are drawn in the first. */
function tracesOf(cited: readonly Exhibit[], { traces }: Exhibits): readonly (TraceKey | undefined)[] {
  const known = [...new Set(cited.flatMap(({ seq }) => traces.get(seq) ?? []))];
  return known.length === 0 ? [undefined] : known;
}

function renderDiagram(
  trace: TraceKey | undefined,
  cited: readonly Exhibit[],
  { arrows, citedArrows, traces }: Exhibits,
): Markup | undefined {
  const ofTrace = trace === undefined ? [] : (arrows.get(trace) ?? []);
  const seqs = new Set(cited.map(({ seq }) => seq).filter((seq) => (traces.get(seq) ?? trace) === trace));
  const there = new Set(ofTrace.map(({ seq }) => seq));
  const strays = [...seqs].filter((seq) => !there.has(seq)).flatMap((seq) => citedArrows.get(seq) ?? []);
  const all = [...ofTrace, ...strays];
  if (all.length === 0) return undefined;
  const title = trace === undefined ? 'Sequence of messages' : `Sequence of messages in ${trace}`;
  return markup`<figure>${renderSequence({ title, arrows: all, cited: seqs })}<figcaption>${title}. The entries that this finding cites are drawn thick.</figcaption></figure>`;
}

/** Which places are marked in which entry: of all entries that a problem cites, those that its pointer leads into. */
function marksOf(outcome: Outcome, { cited }: Exhibits): ReadonlyMap<number, ReadonlySet<string>> {
  const marks = new Map<number, Set<string>>();
  for (const { problem } of problemGroups(outcome).shown) {
    const pointer = pointerOf(problem);
    if (pointer === undefined) continue;
    const reached = problem.evidence.flatMap((seq) => {
      const reach = cited.get(seq)?.reach.get(pointer);
      return reach === undefined ? [] : [{ seq, ...reach }];
    });
    const whole = reached.filter((one) => one.whole);
    const deepest = Math.max(...reached.map(({ steps }) => steps));
    const chosen = whole.length > 0 ? whole : reached.filter(({ steps }) => steps === deepest).slice(-1);
    for (const { seq } of chosen) marks.set(seq, (marks.get(seq) ?? new Set()).add(pointer));
  }
  return marks;
}

function renderMessage(exhibit: Exhibit, outcome: Outcome, marks: ReadonlySet<string>): Markup {
  const { seq, at, title, parts } = exhibit;
  return markup`<section class="message" id="${messageAnchor(outcome, seq)}"><h5><span class="seq">#${seq}</span> ${said(title, 200)} <span class="at">${Math.round(at)} ms after the run began</span></h5>${parts.map(
    ({ name, lines }) =>
      markup`<p class="part">${name}</p><pre tabindex="0" role="group" aria-label="${name} of entry ${seq}">${lines.map((line) => renderLine(line, marks))}</pre>`,
  )}</section>`;
}

function renderLine({ depth, text, place, missing }: Line, marks: ReadonlySet<string>): Markup | undefined {
  const indent = '  '.repeat(depth);
  if (missing !== undefined)
    return marks.has(missing) ? markup`${indent}<mark class="missing">${text}</mark>${newline}` : undefined;
  const isMarked = place !== undefined && marks.has(place);
  return isMarked
    ? markup`${indent}<mark>${text}</mark>${newline}`
    : markup`${indent}<bdi>${text}</bdi>${newline}`;
}

const newline = markup`
`;
