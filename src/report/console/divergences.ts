/** Where chat and SMS depart from each other. */
import type { Divergence } from '../../model/outcome.ts';
import { divergenceRows, whatDiffers, type DivergenceRow } from '../divergence-rows.ts';
import { cell, fit, widthOf } from '../layout.ts';
import { plainText, shownText } from '../safe-text.ts';
import { divergenceOrder, divergenceWords } from '../verdict-words.ts';
import { heading, type View } from './view.ts';

const CLASS_WIDTH = 14;
const NOTE_WIDTH = 10;

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
    .flatMap((name) => [...divergenceRows(of(name)).values()].flat());
  const counts = divergenceOrder
    .map((name) => ({ name, count: of(name).length }))
    .filter(({ count, name }) => count > 0 || name === 'undocumented')
    .map(({ name, count }) => `${count} ${name}`);
  const table = shown.length === 0 ? [] : tableOf(shown, view);
  const folded =
    '  Undetermined: one of the channels was not driven, or did not show it (--verbose lists them)';
  const foot = isFolded ? [view.paint('dim', fit(folded, view.width))] : [];
  return [...heading(view, `Chat against SMS: ${counts.join(', ')}`), ...table, ...foot];
}

function tableOf(rows: readonly DivergenceRow[], { width, paint }: View): string[] {
  const shown = rows.map((row) => ({ ...row.divergence, id: whatDiffers(row, plainText) }));
  const longest = shown.reduce((most, { id }) => Math.max(most, widthOf(shownText(id))), 0);
  const room = Math.max(30, width - 2 - CLASS_WIDTH - NOTE_WIDTH);
  const idWidth = Math.min(longest + 2, Math.floor(room * 0.5));
  const valueWidth = Math.floor((room - idWidth) / 2);
  const lineOf = ({
    name,
    id,
    chat,
    sms,
    note,
  }: Record<'name' | 'id' | 'chat' | 'sms' | 'note', string>): string =>
    `  ${cell(name, CLASS_WIDTH)}${part(id, idWidth)}${part(chat, valueWidth)}${part(sms, valueWidth)}${note}`.trimEnd();
  const head = lineOf({ name: 'class', id: 'what', chat: 'Chat', sms: 'SMS', note: 'cited' });
  return [
    paint('dim', head),
    ...shown.flatMap((divergence) => {
      const { class: name, id, chat, sms, difference = '' } = divergence;
      const [left, right] = differing(shownText(chat), shownText(sms), valueWidth - 1);
      const line = lineOf({ name, id, chat: left, sms: right, note: difference });
      const reason =
        divergence.reason === undefined ? [] : [fit(`    ${shownText(divergence.reason)}`, width)];
      return [paint(divergenceWords[name].colour, line), ...reason.map((text) => paint('dim', text))];
    }),
  ];
}

/** Two texts of a row; where clipping would leave nothing of what differs, they begin at the word that does. */
function differing(chat: string, sms: string, width: number): readonly [string, string] {
  if (chat === sms || fit(chat, width) !== fit(sms, width)) return [chat, sms];
  let alike = 0;
  while (chat[alike] === sms[alike]) alike += 1;
  const words = [...chat.slice(0, alike).matchAll(/ /g)].map(({ index }) => index + 1);
  const rows = [...words, alike].map((from) => [`…${chat.slice(from)}`, `…${sms.slice(from)}`] as const);
  return rows.find(([left, right]) => fit(left, width) !== fit(right, width)) ?? [chat, sms];
}

function part(text: string, width: number): string {
  return `${cell(shownText(text), width - 1)} `;
}
