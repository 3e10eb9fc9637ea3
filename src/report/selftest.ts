/** The self-test on a terminal: the kill matrix, the variants and the null servers as tables, what moved, and the three figures. */
import { channelIds, channels } from '../model/channel.ts';
import type { KillRow, MovedLine, NullRow, SelftestReport, VariantRow } from '../model/selftest.ts';
import { groupBy } from './group-by.ts';
import { cell, labelled } from './layout.ts';
import type { Screen } from './list.ts';
import { plural } from './plural.ts';
import { selftestFigures } from './selftest-figures.ts';

/** What the report shows: all rows, or those that are not as they have to be. */
export interface SelftestScreen extends Screen {
  readonly verbose: boolean;
}

/** A row of any of the three tables. */
interface Line {
  readonly ok: boolean;
  readonly name: string;
  readonly facts: readonly (readonly [string, string])[];
}

/** The whole self-test; its last line is `N passed, N failed`. */
export function renderSelftest(report: SelftestReport, screen: SelftestScreen): string {
  const { rows, variants, nulls } = report;
  return [
    ...renderTable('Faults, each on one channel', rows.map(killLine), screen),
    ...renderMatrix(rows),
    ...renderTable('Variants: right servers that differ', variants.map(variantLine), screen),
    ...renderNames(variants, screen),
    ...renderTable('Null servers: nothing may pass', nulls.map(nullLine), screen),
    ...nulls.map(
      ({ id, passed, exitCode }) => `  ${cell(id, 24)}passed ${passed.length}, exit code ${exitCode}`,
    ),
    ...renderKillers(report, screen),
    ...renderCoverage(report, screen),
    ...renderMoved(report, screen),
    ...renderFigures(report),
    '',
    `${report.passed} passed, ${report.failed} failed`,
    '',
  ].join('\n');
}

function renderFigures(report: SelftestReport): string[] {
  const lines = selftestFigures(report).map(([label, figure]) => `${label}: ${figure}`);
  return lines.length === 0 ? [] : ['', ...lines];
}

/** The kinds of faults, the first words of their ids, with how many did what they had to, by channel. */
function renderMatrix(rows: readonly KillRow[]): string[] {
  const kinds = groupBy(rows, ({ fault }) => fault.split('.')[0] ?? fault);
  return [...kinds].map(([kind, of]) => {
    const cells = channelIds.map((channel) => {
      const own = of.filter((row) => row.channel === channel);
      const good = own.filter(({ ok }) => ok).length;
      return own.length === 0 ? '' : `${channels[channel].title} ${good} of ${own.length}`;
    });
    return `  ${cell(kind, 16)}${cells.map((text) => cell(text, 20)).join('')}`.trimEnd();
  });
}

function renderNames(variants: readonly VariantRow[], { width, verbose }: SelftestScreen): string[] {
  const good = variants.filter(({ ok }) => ok).map(({ variant }) => variant);
  if (verbose || good.length === 0) return [];
  return labelled('', good.join(', '), { indent: 2, label: 0, width });
}

const none = 'none';
const list = (ids: readonly string[]): string => (ids.length === 0 ? none : ids.join(' '));

function killLine({ ok, fault, channel, expected, turnedRed }: KillRow): Line {
  return {
    ok,
    name: `${fault} on ${channels[channel].title}`,
    facts: [
      ['expected', list(expected)],
      ['red', list(turnedRed)],
    ],
  };
}

function variantLine({ ok, variant, turnedRed }: VariantRow): Line {
  return { ok, name: variant, facts: [['red', list(turnedRed)]] };
}

function nullLine({ ok, id, passed, exitCode }: NullRow): Line {
  return {
    ok,
    name: id,
    facts: [
      ['passed', list(passed)],
      ['exit code', String(exitCode)],
    ],
  };
}

function renderTable(
  title: string,
  lines: readonly Line[],
  { paint, width, verbose }: SelftestScreen,
): string[] {
  const wrong = lines.filter(({ ok }) => !ok);
  const shown = verbose ? lines : wrong;
  if (lines.length === 0) return [];
  return [
    `${paint('bold', title)}: ${lines.length - wrong.length} of ${lines.length} as expected`,
    ...shown.flatMap(({ ok, name, facts }) => [
      `  ${paint(ok ? 'green' : 'red', `${ok ? '✓' : '✗'} ${name}`)}`,
      ...facts.flatMap(([label, text]) => labelled(label, text, { indent: 6, label: 11, width })),
    ]),
  ];
}

function renderKillers({ withoutKiller }: SelftestReport, { paint, width }: SelftestScreen): string[] {
  if (withoutKiller.length === 0) return [];
  return [
    paint('red', `Checks that no fault turns red: ${plural(withoutKiller.length, 'requirement')}`),
    ...labelled('', withoutKiller.join(' '), { indent: 6, label: 0, width }),
  ];
}

function renderCoverage({ coverage }: SelftestReport, { paint, width }: SelftestScreen): string[] {
  if (coverage === undefined) return [];
  const { keywords, exercised, explained, unexplained, stale } = coverage;
  const lines = (title: string, names: readonly string[]): string[] =>
    names.length === 0
      ? []
      : [
          `  ${paint('red', title)}`,
          ...names.flatMap((name) => labelled('', name, { indent: 6, label: 0, width })),
        ];
  return [
    `${paint('bold', 'Schema keywords')}: ${exercised} of ${keywords} broken by a fault, ${explained.length} explained`,
    ...lines('Broken by no fault, and not explained:', unexplained),
    ...lines('Explained, and no longer so:', stale),
  ];
}

/** Lines that are shown when many moved: a new requirement moves nearly all. */
const SHOWN_LINES = 20;

function renderMoved({ moved }: SelftestReport, { paint, width, verbose }: SelftestScreen): string[] {
  if (moved === undefined) return [];
  const most = verbose ? moved.length : SHOWN_LINES;
  const side = (sign: string, text: string): string[] => labelled(sign, text, { indent: 6, label: 2, width });
  const renderOne = ({ name, before, now }: MovedLine): string[] => [
    `  ${paint('red', name)}`,
    ...side('-', before ?? '(not in the golden file)'),
    ...side('+', now ?? '(not tried any more)'),
  ];
  return [
    `${paint('bold', 'Golden verdicts')}: ${moved.length === 0 ? 'none moved' : `${plural(moved.length, 'line')} moved; --update writes them`}`,
    ...moved.slice(0, most).flatMap(renderOne),
    ...(moved.length > most ? [`  and ${moved.length - most} more; --verbose shows all`] : []),
  ];
}

/** The exit code of a self-test: 0 when all is as expected, 1 when not, 3 when nothing was tried. */
export function selftestExitCode({
  rows,
  variants,
  nulls,
  withoutKiller,
  failed,
}: SelftestReport): 0 | 1 | 3 {
  if (rows.length + variants.length + nulls.length === 0) return 3;
  return failed === 0 && withoutKiller.length === 0 ? 0 : 1;
}
