/** Where chat and SMS depart from each other, as Markdown tables. */
import type { Divergence, DivergenceClass, Results } from '../../model/outcome.ts';
import type { Catalog } from '../../model/requirement.ts';
import { divergenceRows, whatDiffers } from '../divergence-rows.ts';
import { groupBy } from '../group-by.ts';
import { plural } from '../plural.ts';
import { markdownCode, markdownText } from '../safe-text.ts';
import { divergenceOrder, divergenceWords } from '../verdict-words.ts';
import { fitting, leftOut, row, table, type Page } from './page.ts';

const titles: Readonly<Record<DivergenceClass, string>> = {
  undocumented: 'Undocumented',
  undetermined: 'Undetermined',
  documented: 'Documented',
  same: 'Same',
};

/** How many rows a class has at most. */
const MAX_ROWS = 200;
/** How many comparisons of a class are looked at for those rows. */
const MOST_COMPARED = 10_000;
/** What a section needs besides its rows. */
const FRAME = 400;

/** How many comparisons there are of each class, in words. */
export function divergenceCounts({ divergences }: Pick<Results, 'divergences'>): string {
  const groups = groupBy(divergences, (divergence) => divergence.class);
  return `${divergenceOrder.map((name) => `${groups.get(name)?.length ?? 0} ${name}`).join(', ')}.`;
}

/**
 * A section a class, the most urgent first; those that agree are folded.
 * @param bounds `depth`: the level of the headings; `room`: the most characters of all sections together
 */
export function divergenceSections(
  { results, catalog }: Page,
  bounds: { readonly depth: number; readonly room: number },
): string[] {
  const groups = groupBy(results.divergences, (divergence) => divergence.class);
  let { room } = bounds;
  return divergenceOrder.flatMap((name) => {
    const section = sectionOf(name, groups.get(name) ?? [], { catalog, room, depth: bounds.depth });
    room -= section.reduce((sum, line) => sum + line.length + 1, 0);
    return section;
  });
}

interface Frame {
  readonly catalog: Catalog;
  readonly room: number;
  readonly depth: number;
}

function sectionOf(name: DivergenceClass, divergences: readonly Divergence[], frame: Frame): string[] {
  if (divergences.length === 0) return [];
  const rows = tableOf(divergences, frame);
  if (name === 'same')
    return [
      '<details>',
      `<summary>${plural(divergences.length, 'comparison')} in which the channels agree</summary>`,
      '',
      ...rows,
      '</details>',
      '',
    ];
  return [`${'#'.repeat(frame.depth)} ${titles[name]}: ${divergenceWords[name].meaning}`, '', ...rows];
}

function tableOf(divergences: readonly Divergence[], { catalog, room }: Frame): string[] {
  const all = [...divergenceRows(divergences.slice(0, MOST_COMPARED)).values()].flat();
  const rows = all.slice(0, MAX_ROWS).map((one) => {
    const { chat, sms } = one.divergence;
    return row([
      whatDiffers(one, markdownCode),
      ...[chat, sms].map(markdownCode),
      noteOf(one.divergence, catalog),
    ]);
  });
  const { shown } = fitting(rows, room - FRAME);
  const told = all.slice(0, shown.length).reduce((sum, { times }) => sum + times, 0);
  return [...table(['what', 'Chat', 'SMS', 'why'], shown), ...leftOut(divergences.length - told)];
}

function noteOf({ difference, reason }: Divergence, catalog: Catalog): string {
  const cited = catalog.differences.find(({ id }) => id === difference);
  const citation =
    cited === undefined
      ? (difference ?? '')
      : `${cited.id}: ${cited.text} (${cited.source.chat}; ${cited.source.sms})`;
  return [
    ...(citation === '' ? [] : [markdownText(citation)]),
    ...(reason === undefined ? [] : [markdownCode(reason)]),
  ].join(' ');
}
