/** What was not judged, and why: by reason, the MUSTs first. */
import { channels } from '../../model/channel.ts';
import type { Outcome } from '../../model/outcome.ts';
import { openWords } from '../cause-words.ts';
import { groupBy } from '../group-by.ts';
import { markdownCode, markdownText } from '../safe-text.ts';
import { restsOnWaiver } from '../waiver-words.ts';
import { fitting, leftOut, row, table, type Page } from './page.ts';

const ROOM = 30_000;
const MOST_IDS = 40;

/** What could not be judged, what does not apply, and what no check covers. */
export function notJudgedSection(page: Page): string[] {
  const lines = [
    ...groupsOf(page, ({ verdict }) => verdict === 'untestable', 'Could not be judged'),
    ...groupsOf(page, restsOnWaiver, 'Rests on a failure that is waived'),
    ...groupsOf(page, ({ verdict }) => verdict === 'not-applicable', 'Does not apply'),
    ...unchecked(page),
  ];
  return lines.length === 0 ? [] : ['## Not judged', '', ...lines];
}

function groupsOf({ results }: Page, isMeant: (outcome: Outcome) => boolean, title: string): string[] {
  const outcomes = results.outcomes.filter(isMeant);
  if (outcomes.length === 0) return [];
  const groups = [...groupBy(outcomes, (outcome) => openWords(outcome, markdownCode))].toSorted(
    ([, a], [, b]) => mustsIn(b) - mustsIn(a),
  );
  const rows = groups.map(([reason, those]) => row([reason, String(mustsIn(those)), idsOf(those)]));
  const { shown, rest } = fitting(rows, ROOM);
  return [`### ${title}`, '', ...table(['why', 'MUSTs', 'requirements'], shown), ...leftOut(rest)];
}

function mustsIn(outcomes: readonly Outcome[]): number {
  return outcomes.filter(({ level }) => level === 'MUST').length;
}

function idsOf(outcomes: readonly Outcome[]): string {
  const byChannel = groupBy(outcomes, ({ channel }) => channel);
  return [...byChannel]
    .map(([channel, those]) => {
      const ids = those.slice(0, MOST_IDS).map(({ requirement }) => markdownText(requirement));
      const more = those.length - ids.length;
      return `${channels[channel].title}: ${ids.join(', ')}${more > 0 ? ` and ${more} more` : ''}`;
    })
    .join('; ');
}

/** Requirements that no check covers are in no verdict: the reader is told, lest silence passes for a pass. */
function unchecked({ catalog }: Page): string[] {
  const rows = catalog.requirements.filter(({ notTested }) => notTested !== undefined);
  if (rows.length === 0) return [];
  return [
    '### No check covers it',
    '',
    ...rows.map(({ id, notTested = '' }) => `- ${markdownText(id)}: ${markdownText(notTested)}`),
    '',
  ];
}
