/** The self-test as files: for people selftest.md, for programs selftest.json. Neither has times, so that equal tests give equal files. */
import { channelIds, channels, type ChannelId } from '../model/channel.ts';
import type { KillRow, SelftestReport } from '../model/selftest.ts';
import { groupBy } from './group-by.ts';
import { selftestFigures } from './selftest-figures.ts';

/** The content of selftest.json, schema version 1. */
export function renderSelftestJson(report: SelftestReport): string {
  const { rows, variants, nulls, checks, withoutKiller, coverage, passed, failed } = report;
  const figures = Object.fromEntries(selftestFigures(report));
  const content = {
    schemaVersion: 1,
    figures,
    faults: rows,
    variants,
    nulls,
    checks: checks.length,
    withoutKiller,
    coverage,
    passed,
    failed,
  };
  return `${JSON.stringify(content, null, 1)}\n`;
}

/** The content of selftest.md. */
export function renderSelftestMd(report: SelftestReport): string {
  const { rows, variants, nulls, coverage, passed, failed } = report;
  return [
    '# Self-test: the proof of the checks',
    '',
    ...figureLines(report),
    `${passed} passed, ${failed} failed.`,
    '',
    ...section(
      'Faults: which requirements each turns red, on its channel alone',
      ['fault', ...channelTitles, 'turns red'],
      faultRows(rows),
    ),
    ...section(
      'Requirements: which faults turn them red',
      ['requirement', ...channelTitles],
      killerRows(rows),
    ),
    ...section(
      'Variants: right servers that differ turn nothing red',
      ['variant', '', 'red'],
      variants.map(({ variant, ok, turnedRed }) => [variant, sign(ok), list(turnedRed)]),
    ),
    ...section(
      'Null servers: nothing passes',
      ['server', '', 'passed', 'exit code'],
      nulls.map(({ id, ok, passed: good, exitCode }) => [id, sign(ok), list(good), String(exitCode)]),
    ),
    ...coverageLines(coverage),
  ].join('\n');
}

function figureLines(report: SelftestReport): string[] {
  const lines = selftestFigures(report).map(([label, figure]) => `- ${label}: **${figure}**`);
  return lines.length === 0 ? [] : [...lines, ''];
}

function faultRows(rows: readonly KillRow[]): string[][] {
  return [...groupBy(rows, ({ fault }) => fault)].map(([fault, of]) => {
    const on = (channel: ChannelId): string => {
      const row = of.find((one) => one.channel === channel);
      return row === undefined ? '' : sign(row.ok);
    };
    const red = [...new Set(of.flatMap(({ turnedRed }) => turnedRed))];
    return [fault, ...channelIds.map(on), list(red)];
  });
}

function killerRows(rows: readonly KillRow[]): string[][] {
  const kills = rows.flatMap((row) => row.turnedRed.map((requirement) => ({ ...row, requirement })));
  return [...groupBy(kills, ({ requirement }) => requirement)]
    .toSorted(([a], [b]) => (a < b ? -1 : 1))
    .map(([requirement, of]) => [
      requirement,
      ...channelIds.map((id) => list(of.filter(({ channel }) => channel === id).map(({ fault }) => fault))),
    ]);
}

function coverageLines(coverage: SelftestReport['coverage']): string[] {
  if (coverage === undefined) return [];
  const { keywords, exercised, explained, unexplained, stale } = coverage;
  return [
    '## Schema keywords: what no fault breaks',
    '',
    `${exercised} of the ${keywords} keywords of the received messages' schemas are broken by a fault that a requirement finds.`,
    '',
    ...table(
      ['keyword', 'why no fault breaks it'],
      [
        ...unexplained.map((keyword) => [keyword, '**not explained**']),
        ...explained.map(({ keyword, reason }) => [keyword, reason]),
        ...stale.map((keyword) => [keyword, '**explained, and no longer so**']),
      ],
    ),
  ];
}

/** A heading with its table; nothing where nothing was tried. */
function section(
  title: string,
  head: readonly string[],
  rows: readonly (readonly string[])[],
): readonly string[] {
  return rows.length === 0 ? [] : [`## ${title}`, '', ...table(head, rows)];
}

const channelTitles = channelIds.map((id) => channels[id].title);
const sign = (ok: boolean): string => (ok ? '✓' : '✗');
const list = (ids: readonly string[]): string => (ids.length === 0 ? 'none' : ids.join(' '));

function table(head: readonly string[], rows: readonly (readonly string[])[]): string[] {
  const line = (cells: readonly string[]): string =>
    `| ${cells.map((text) => text.replaceAll('|', '\\|').replaceAll('*', '\\*').replaceAll('\\*\\*', '**')).join(' | ')} |`;
  return [line(head), `|${head.map(() => ' --- |').join('')}`, ...rows.map(line), ''];
}
