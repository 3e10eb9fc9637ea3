/** A comparison of two runs as a paper. */
import {
  LEAST_BEYOND,
  LEAST_SHIFT_MS,
  moves,
  type Comparison,
  type DivergenceChange,
  type LatencyChange,
  type Move,
  type MoveCounts,
  type PercentileShift,
  type ShownPair,
} from '../../compare/index.ts';
import { channels } from '../../model/channel.ts';
import type { Catalog } from '../../model/requirement.ts';
import { factsSection } from './facts.ts';
import { loneSections, problemSections, verdictSections } from './pair-sections.ts';
import { ours, said, withRows, type Cell, type Paper, type Section } from './paper.ts';
import { caveatWords, classWords, conclusionWords, measureWords, moveTones, shiftWords } from './words.ts';

/** The paper of a comparison of two runs. `catalog`: for the words of rules. */
export function pairPaper(comparison: Comparison, catalog: Catalog): Paper {
  const { before, after, conclusion, counts, caveats } = comparison;
  const { text, tone } = conclusionWords[conclusion];
  return {
    title: 'Consult: two runs compared',
    conclusion: ours(text, tone),
    counts: countsOf(counts),
    caveats: caveats.map((caveat) => caveatWords[caveat]),
    sections: withRows([
      factsSection([before, after]),
      ...verdictSections(comparison, catalog),
      ...problemSections(comparison),
      ...divergenceSections(comparison),
      readingsSection(comparison),
      latenciesSection(comparison),
      ...loneSections(comparison, catalog),
    ]),
  };
}

const countWords: Readonly<Record<Move, string>> = {
  worse: 'worse',
  open: 'can not be compared',
  better: 'better',
  same: 'no better and no worse',
};

function countsOf({ verdicts, divergences, lost }: MoveCounts): readonly string[] {
  const each = (counts: MoveCounts['verdicts']): string =>
    moves.map((move) => `${counts[move]} ${countWords[move]}`).join(', ');
  return [
    `Verdicts: ${each(verdicts)}.`,
    `Divergences that moved, or are undocumented: ${each(divergences)}.`,
    ...(lost === 0 ? [] : [`Judged in the first run, and not asked of the second: ${lost}.`]),
  ];
}

/** Divergences, by how they moved; undocumented ones that are as they were apart from those of other words. */
function divergenceSections({ divergences }: Comparison): readonly Section[] {
  const section = (title: string, isIn: (change: DivergenceChange) => boolean): Section => ({
    title,
    columns: [
      { title: 'divergence' },
      { title: 'class', detail: 'below' },
      { title: 'Chat', detail: 'below' },
      { title: 'SMS', detail: 'below' },
      { title: 'difference', detail: 'told' },
    ],
    rows: divergences.listed.filter(isIn).map(divergenceRow),
  });
  const isStill = ({ from, to }: DivergenceChange): boolean => from === to && to === 'undocumented';
  const moved = (title: string, move: Move): Section => ({
    ...section(title, (one) => one.move === move && !isStill(one)),
    tone: moveTones[move],
  });
  return [
    moved('Divergences that got worse', 'worse'),
    moved('Divergences that can not be compared', 'open'),
    moved('Divergences that got better', 'better'),
    section('Divergences that are still undocumented', isStill),
    { ...moved('Divergences that moved, and are no better and no worse', 'same'), folded: true },
  ];
}

function divergenceRow({ id, from, to, move, before, after, difference }: DivergenceChange): readonly Cell[] {
  const classes = from === to ? `still ${classWords[to]}` : `${classWords[from]} → ${classWords[to]}`;
  const on = (channel: keyof ShownPair): string => {
    const shown = [before, after].flatMap((pair) => (pair === undefined ? [] : [pair[channel]]));
    return [...new Set(shown)].join(' → ');
  };
  return [
    said(id),
    ours(classes, moveTones[move]),
    said(on('chat')),
    said(on('sms')),
    said(difference ?? ''),
  ];
}

function readingsSection({ readings, before, after }: Comparison): Section {
  return {
    title: 'Readings with other answers',
    intro: 'What the documents leave open, and the servers do differently. Nobody is better or worse for it.',
    columns: [
      { title: 'reading' },
      { title: 'channel' },
      { title: before.label },
      { title: after.label },
      { title: '' },
    ],
    rows: readings.map(({ id, channel, from = '', to = '', shift }) => [
      said(id),
      ours(channels[channel].title),
      said(from),
      said(to),
      ours(shiftWords[shift]),
    ]),
  };
}

const LATENCY_RULE =
  `A shift is marked when the slower is at least 1 + 2/√k times the faster and ${LEAST_SHIFT_MS} ms apart from it; ` +
  `k is how many samples of the smaller run lie beyond the percentile. With k below ${LEAST_BEYOND} nothing is said. ` +
  'It is a rule of thumb, and never a failure: other days, networks and machines shift times too.';

function latenciesSection({ latencies }: Comparison): Section {
  return {
    title: 'From a Consult (milliseconds)',
    uncounted: true,
    intro: LATENCY_RULE,
    columns: [
      { title: 'channel' },
      { title: 'time' },
      { title: 'Consults' },
      { title: 'p50' },
      { title: 'p95' },
    ],
    rows: latencies.map(latencyRow),
  };
}

function latencyRow({ measure, channel, samples, shifts }: LatencyChange): readonly Cell[] {
  return [
    ours(channels[channel].title),
    ours(measureWords[measure]),
    ours(`${samples.before} → ${samples.after}`),
    ...shifts.map(shiftCell),
  ];
}

function shiftCell({ from, to, needed, notable }: PercentileShift): Cell {
  const times = `${Math.round(from)} → ${Math.round(to)}`;
  if (needed === undefined) return ours(`${times} (too few)`);
  if (notable === undefined) return ours(times);
  return ours(`${times} (${notable})`, notable === 'slower' ? 'worse' : 'better');
}
