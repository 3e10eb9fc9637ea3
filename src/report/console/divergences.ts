/** Where chat and SMS depart from each other. */
import type { Divergence } from '../../model/outcome.ts';
import { divergenceRows } from '../divergence-rows.ts';
import { labelled } from '../layout.ts';
import { divergenceOrder } from '../verdict-words.ts';
import { divergenceTable } from './divergence-table.ts';
import { heading, type View } from './view.ts';

/** So many that are undetermined are still shown one by one: more are one missing channel, told many times. */
const FEW = 5;

/** The table of differences, the undocumented first, each once in however many acts it was seen. What agrees is only counted, unless verbose. */
export function renderDivergences(view: View): string[] {
  const { divergences } = view.results;
  if (divergences.length === 0) return [];
  const of = (name: Divergence['class']): Divergence[] =>
    divergences.filter((divergence) => divergence.class === name);
  const isFolded = of('undetermined').length > FEW && !view.verbose;
  const shown = divergenceOrder
    .filter((name) => view.verbose || name !== 'same')
    .filter((name) => !(isFolded && name === 'undetermined'))
    .flatMap((name) => [...divergenceRows(of(name))]);
  const counts = divergenceOrder
    .map((name) => ({ name, count: of(name).length }))
    .filter(({ count, name }) => count > 0 || name === 'undocumented')
    .map(({ name, count }) => `${count} ${name}`);
  const table = shown.length === 0 ? [] : divergenceTable(shown, view);
  const folded =
    'Undetermined: one of the channels was not driven, or did not show it (--verbose lists them)';
  const foot = isFolded
    ? labelled('', folded, { indent: 2, label: 0, width: view.width }).map((line) => view.paint('dim', line))
    : [];
  return [...heading(view, `Chat against SMS: ${counts.join(', ')}`), ...table, ...foot];
}
