/** A sequence diagram as SVG: the parties as columns, what they sent and were told as arrows, in order of time. */
import { plainText } from '../safe-text.ts';
import type { Arrow, Lane } from './arrows.ts';
import { limits } from './limits.ts';
import { markup, type Markup } from './markup.ts';

const lanes: readonly Lane[] = [
  'customer',
  'originator',
  'server',
  'consultant',
  'second',
  'bystander',
  'featureless',
];

/** Lengths, in pixels. */
const GUTTER = 84;
const LANE = 178;
const ROW = 34;
const HEAD = 44;

/** What a diagram is drawn from. */
export interface Sequence {
  readonly title: string;
  readonly arrows: readonly Arrow[];
  readonly cited: ReadonlySet<number>;
}

/** A row of the diagram: an arrow, or so many that are left out. */
type Row = Arrow | { readonly omitted: number };

/** The diagram, in a frame that can be scrolled. */
export function renderSequence(sequence: Sequence): Markup {
  const chosen = chosenOf(sequence);
  const used = new Set(chosen.flatMap((row) => ('omitted' in row ? [] : [row.from, row.to])));
  const columns = lanes.filter((lane) => used.has(lane) || lane === 'server');
  const width = GUTTER + columns.length * LANE + 30;
  const height = HEAD + chosen.length * ROW + 16;
  const x = (lane: Lane): number => GUTTER + columns.indexOf(lane) * LANE + LANE / 2;
  const start = chosen.find((row): row is Arrow => !('omitted' in row))?.at ?? 0;
  const draw = (row: Row, i: number): Markup =>
    'omitted' in row
      ? renderGap(row.omitted, HEAD + i * ROW, width)
      : renderArrow(row, { x, y: HEAD + i * ROW + 24, start, isCited: sequence.cited.has(row.seq) });
  return markup`<div class="scroll" role="group" tabindex="0" aria-label="${sequence.title}"><svg class="sequence" viewBox="0 0 ${width} ${height}" width="${width}" height="${height}">
<g aria-hidden="true">${columns.map((lane) => renderLane(lane, x(lane), height))}</g>
${chosen.map(draw)}
</svg></div>`;
}

/** So much less does it matter what came before the Consult. */
const BEFORE = 10_000;

/** The cited arrows, the Consult before the first of them, and their nearest neighbours, rather after it than before. */
function chosenOf({ arrows, cited }: Sequence): readonly Row[] {
  const sorted = arrows.toSorted((a, b) => a.at - b.at);
  const citedAt = sorted.flatMap(({ seq }, i) => (cited.has(seq) ? [i] : []));
  const consult = sorted.findLastIndex(({ consult: is }, i) => is === true && i <= (citedAt[0] ?? 0));
  const centres = consult < 0 ? citedAt : [consult, ...citedAt];
  const first = Math.min(...centres);
  const distance = (i: number): number =>
    Math.min(...centres.map((centre) => Math.abs(i - centre))) + (i < first ? BEFORE : 0);
  const nearest = sorted
    .map((_, i) => ({ i, away: centres.includes(i) ? 0 : distance(i) }))
    .toSorted((a, b) => a.away - b.away)
    .slice(0, limits.arrows);
  return withGaps(
    sorted,
    nearest.map(({ i }) => i).toSorted((a, b) => a - b),
  );
}

function withGaps(sorted: readonly Arrow[], indices: readonly number[]): readonly Row[] {
  const rows: Row[] = [];
  for (const [n, i] of indices.entries()) {
    const before = n === 0 ? i - 1 : (indices[n - 1] ?? i - 1);
    if (i - before > 1) rows.push({ omitted: i - before - 1 });
    const arrow = sorted[i];
    if (arrow !== undefined) rows.push(arrow);
  }
  const after = sorted.length - 1 - (indices.at(-1) ?? -1);
  if (after > 0) rows.push({ omitted: after });
  return rows;
}

function renderLane(lane: Lane, x: number, height: number): Markup {
  const half = 56;
  return markup`<line class="life" x1="${x}" y1="32" x2="${x}" y2="${height}"/><rect class="${lane === 'server' ? 'lane server' : 'lane'}" x="${x - half}" y="6" width="${2 * half}" height="26" rx="5"/><text class="name" x="${x}" y="23">${lane}</text>`;
}

function renderGap(omitted: number, y: number, width: number): Markup {
  return markup`<g class="gap"><line x1="${GUTTER}" y1="${y + 20}" x2="${width - 10}" y2="${y + 20}"/><text x="${GUTTER - 8}" y="${y + 24}">${omitted} left out</text></g>`;
}

interface Place {
  readonly x: (lane: Lane) => number;
  readonly y: number;
  readonly start: number;
  readonly isCited: boolean;
}

function renderArrow(arrow: Arrow, { x, y, start, isCited }: Place): Markup {
  const { from, to, label, tone, at, seq } = arrow;
  const [a, b] = [x(from), x(to)];
  const name = isCited ? `${tone} cited` : tone;
  const time = markup`<text class="time" x="${GUTTER - 8}" y="${y + 4}">+${Math.max(0, Math.round(at - start))} ms</text>`;
  const words = plainText(isCited ? `#${seq} ${label}` : label);
  if (from === to) {
    const width = Math.max(60, words.length * 7 + 16);
    const middle = Math.max(a, GUTTER + width / 2);
    return markup`<g class="arrow note ${name}">${time}<rect x="${middle - width / 2}" y="${y - 15}" width="${width}" height="22" rx="4"/><text class="label" x="${middle}" y="${y}">${words}</text><title>${from}: ${plainText(label)} (#${seq})</title></g>`;
  }
  const way = b > a ? 1 : -1;
  return markup`<g class="arrow ${name}">${time}<line x1="${a}" y1="${y}" x2="${b - way * 7}" y2="${y}"/><path d="M${b} ${y}l${-way * 9} -4.5v9z"/><text class="label" x="${(a + b) / 2}" y="${y - 6}">${words}</text><title>${from} to ${to}: ${plainText(label)} (#${seq})</title></g>`;
}
