/** The matrix: every requirement with its verdict on each channel, by subject. */
import { channels, type ChannelId } from '../../model/channel.ts';
import type { Outcome, Verdict } from '../../model/outcome.ts';
import { judgedChannels } from '../channel-verdict.ts';
import { rowsOf, type Row } from '../console/view.ts';
import { groupBy } from '../group-by.ts';
import { restsOnWaiver } from '../waiver-words.ts';
import { markdownCode, markdownText } from '../safe-text.ts';
import { anchorOf, findingTitle, verdictText } from './rows.ts';
import { fitting, leftOut, row, table, type Page } from './page.ts';

const ROOM = 80_000;

/** Verdicts of which a finding is told. */
const told: ReadonlySet<Verdict> = new Set<Verdict>(['failed', 'warned', 'waived']);

/** A table a subject. Requirements that the catalogue does not have come last. */
export function matrixSection(page: Page): string[] {
  const ids = judgedChannels(page.results);
  const groups = groupBy(rowsOf(page), ({ requirement }) => requirement?.subject ?? '');
  const titles = new Map(page.catalog.subjects.map(({ id, title }) => [id, title]));
  const blocks = [...groups].map(([subject, rows]) =>
    [
      `### ${markdownText(titles.get(subject) ?? 'Not in the catalogue of this suite')}`,
      '',
      ...tableOf(rows, ids),
    ].join('\n'),
  );
  if (blocks.length === 0) return ['## Verdicts', '', 'Nothing was judged.', ''];
  const { shown, rest } = fitting(blocks, 2 * ROOM);
  return ['## Verdicts', '', ...shown, ...leftOut(rest)];
}

function tableOf(rows: readonly Row[], ids: readonly ChannelId[]): string[] {
  const lines = rows.map(({ id, requirement, outcomes }) => {
    const level = [...outcomes.values()][0]?.level ?? requirement?.level ?? '';
    const cells = ids.map((channel) => cellOf(outcomes.get(channel)));
    return row([markdownCode(id), level, markdownText(requirement?.text ?? 'unknown'), ...cells]);
  });
  const { shown, rest } = fitting(lines, ROOM);
  const head = ['requirement', 'level', 'rule', ...ids.map((id) => channels[id].title)];
  return [...table(head, shown), ...leftOut(rest)];
}

function cellOf(outcome: Outcome | undefined): string {
  if (outcome === undefined) return '';
  const text = verdictText(outcome.verdict);
  return told.has(outcome.verdict) && !restsOnWaiver(outcome)
    ? `[${text}](#${anchorOf(findingTitle(outcome))})`
    : text;
}
