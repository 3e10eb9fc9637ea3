/** The self-test as a table: whether every fault is found by the right check, and nothing else. */
import { channels } from '../model/channel.ts';
import type { KillRow, NullRow, SelftestReport, VariantRow } from '../model/selftest.ts';
import { labelled } from './layout.ts';
import type { Screen } from './list.ts';
import { plural } from './plural.ts';

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
  return [
    ...renderTable('Faults, each on one channel', report.rows.map(killLine), screen),
    ...renderTable('Variants: right servers that differ', report.variants.map(variantLine), screen),
    ...renderTable('Null servers: nothing may pass', report.nulls.map(nullLine), screen),
    ...renderKillers(report, screen),
    '',
    `${report.passed} passed, ${report.failed} failed`,
    '',
  ].join('\n');
}

const none = 'none';
const list = (ids: readonly string[]): string => (ids.length === 0 ? none : ids.join(' '));

function killLine({ ok, fault, channel, expected, turnedRed, note }: KillRow): Line {
  return {
    ok,
    name: `${fault} on ${channels[channel].title}`,
    facts: [
      ['expected', list(expected)],
      ['red', list(turnedRed)],
      ...(note === undefined ? [] : [['note', note] as const]),
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
  return [
    `${paint('bold', title)}: ${lines.length - wrong.length} of ${lines.length} as expected`,
    ...shown.flatMap(({ ok, name, facts }) => [
      `  ${paint(ok ? 'green' : 'red', `${ok ? '✓' : '✗'} ${name}`)}`,
      ...(ok && !verbose
        ? []
        : facts.flatMap(([label, text]) => labelled(label, text, { indent: 6, label: 11, width }))),
    ]),
  ];
}

function renderKillers({ withoutKiller }: SelftestReport, { paint, width }: SelftestScreen): string[] {
  if (withoutKiller.length === 0) return [`${paint('bold', 'Checks')}: each is turned red by a fault`];
  return [
    paint('red', `Checks that no fault turns red: ${plural(withoutKiller.length, 'requirement')}`),
    ...labelled('', withoutKiller.join(' '), { indent: 6, label: 0, width }),
  ];
}

/** The exit code of a self-test: 0 when all is as expected, 1 when not, 3 when nothing was tried. */
export function selftestExitCode({ rows, withoutKiller, failed }: SelftestReport): 0 | 1 | 3 {
  if (rows.length === 0) return 3;
  return failed === 0 && withoutKiller.length === 0 ? 0 : 1;
}
