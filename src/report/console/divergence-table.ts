/** The table of divergences on a terminal: whatever tells two rows apart is never cut off. */
import type { DivergenceRow } from '../divergence-rows.ts';
import { groupBy } from '../group-by.ts';
import { cell, fit, labelled, widthOf, wrap } from '../layout.ts';
import { listed } from '../listed.ts';
import { plainText, shownText } from '../safe-text.ts';
import { divergenceWords } from '../verdict-words.ts';
import type { View } from './view.ts';

const widths = { margin: 2, class: 14, note: 8, least: 30 } as const;

/** Which part of the room each of the two values has; the rest is for what they are about. */
const VALUE_SHARE = 0.27;

/** How many members that differ alike are named: to whoever asks for all, and to others. */
const mostMembers = { verbose: 12, brief: 3 } as const;
const MOST_ACTS = 20;

type Screen = Pick<View, 'width' | 'paint' | 'verbose'>;

interface Columns {
  readonly what: number;
  readonly value: number;
}

/** A line of the table: its five cells. */
type Cells = Record<'name' | 'what' | 'chat' | 'sms' | 'note', string>;

/** The rows about a message; without a name: those about no message. */
type Group = readonly [message: string, rows: readonly DivergenceRow[]];

/**
 * The rows of some groups. Rows about a message stand under its name and the acts in which they were seen; each member
 * is shown whole, broken at its slashes.
 */
export function divergenceTable(groups: readonly Group[], screen: Screen): string[] {
  const columns = columnsOf(
    groups.flatMap(([, rows]) => rows),
    screen,
  );
  const head = { name: 'class', what: 'what', chat: 'Chat', sms: 'SMS', note: 'cited' };
  return [
    screen.paint('dim', lineOf(head, columns)),
    ...groups.flatMap(([message, rows]) =>
      message === ''
        ? rows.flatMap((row) => [...rowLines(row, columns, screen), ...actLines('  ', row, screen)])
        : [beside(shownText(message), screen), ...memberLines(rows, columns, screen)],
    ),
  ];
}

function memberLines(rows: readonly DivergenceRow[], columns: Columns, screen: Screen): string[] {
  const byActs = groupBy(rows, ({ acts }) => JSON.stringify(acts));
  return [...byActs.values()].flatMap((alike) => [
    ...alike.slice(0, 1).flatMap((row) => actLines('', row, screen)),
    ...alike.flatMap((row) => rowLines(row, columns, screen)),
  ]);
}

function columnsOf(rows: readonly DivergenceRow[], { width, verbose }: Screen): Columns {
  const room = Math.max(widths.least, width - widths.margin - widths.class - widths.note);
  const value = Math.floor(room * VALUE_SHARE);
  const longest = rows
    .flatMap((row) => namesOf(row, verbose))
    .reduce((most, name) => Math.max(most, widthOf(name)), 0);
  return { what: Math.min(longest + 2, room - 2 * value), value };
}

function rowLines(row: DivergenceRow, columns: Columns, { width, paint, verbose }: Screen): string[] {
  const { class: name, chat, sms, difference = '', reason } = row.divergence;
  const [first = '', ...more] = namesOf(row, verbose).flatMap((one) => broken(one, columns.what - 1));
  const [left, right] = differing(shownText(chat), shownText(sms), columns.value - 1);
  const line = lineOf({ name, what: first, chat: left, sms: right, note: shownText(difference) }, columns);
  return [
    paint(divergenceWords[name].colour, line),
    ...more.map((text) => beside(text, { width })),
    ...(reason === undefined ? [] : reasonLines(reason, width).map((text) => paint('dim', text))),
  ];
}

function reasonLines(reason: string, width: number): readonly string[] {
  return labelled('', shownText(reason), { indent: 4, label: 0, width });
}

/** What a row is about, each name by itself; those of members stand under their message. */
function namesOf({ message, whats }: DivergenceRow, verbose: boolean): readonly string[] {
  const most = verbose ? mostMembers.verbose : mostMembers.brief;
  const names = whats.slice(0, most).map((what) => shownText(what));
  const rest = whats.length - names.length;
  const all = rest > 0 ? [...names, `and ${rest} more`] : names;
  return message === '' ? all : all.map((name) => `  ${name}`);
}

/** Where a row was seen: as many acts as one line has room for. */
function actLines(indent: string, { acts }: DivergenceRow, { width, paint }: Screen): readonly string[] {
  const room = width - widths.margin - widths.class;
  for (let most = Math.min(acts.length, MOST_ACTS); most > 0; most -= 1) {
    const text = `${indent}in ${listed(acts, most, plainText)}`;
    if (most === 1 || widthOf(text) <= room) return [paint('dim', beside(text, { width }))];
  }
  return [];
}

/** A name in lines of at most `width` cells, broken before slashes and after spaces; each line but the first is indented. */
function broken(name: string, width: number): readonly string[] {
  const indent = `${/^ */.exec(name)?.[0] ?? ''}  `;
  const [first = '', ...rest] = name.trimStart().split(/(?<= )|(?=\/)/);
  const lines = [indent.slice(2) + first];
  for (const part of rest) {
    const joined = `${lines.at(-1) ?? ''}${part}`;
    if (widthOf(joined.trimEnd()) <= width) lines[lines.length - 1] = joined;
    else lines.push(indent + part);
  }
  return lines
    .map((line) => line.trimEnd())
    .flatMap((line) => (widthOf(line) <= width ? [line] : wrap(line, width)));
}

function lineOf({ name, what, chat, sms, note }: Cells, columns: Columns): string {
  const margin = ' '.repeat(widths.margin);
  const values = [chat, sms].map((value) => spaced(value, columns.value)).join('');
  return `${margin}${cell(name, widths.class)}${spaced(what, columns.what)}${values}${fit(note, widths.note)}`.trimEnd();
}

function spaced(text: string, width: number): string {
  return `${cell(text, width - 1)} `;
}

/** A line of its own, from where the second column begins. */
function beside(text: string, { width }: Pick<Screen, 'width'>): string {
  return fit(`${' '.repeat(widths.margin + widths.class)}${text}`, width);
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
