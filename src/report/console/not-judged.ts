/** What was not judged, and why. */
import { channelIds, channels } from '../../model/channel.ts';
import type { Outcome } from '../../model/outcome.ts';
import { causesOf } from '../../model/several.ts';
import { causeWords } from '../cause-words.ts';
import { groupBy } from '../group-by.ts';
import { labelled } from '../layout.ts';
import { plural } from '../plural.ts';
import { plainText, shownText } from '../safe-text.ts';
import { restsOnWaiver } from '../waiver-words.ts';
import { heading, type View } from './view.ts';

/** What could not be judged by reason, the most MUSTs first; then what does not apply and what has no check. */
export function renderNotJudged(view: View): string[] {
  const lines = [
    ...groupsOf(view, isOpen).flatMap(([reason, outcomes]) => renderGroup(reason, outcomes, view)),
    ...renderNotApplicable(view),
    ...renderUnchecked(view),
  ];
  return lines.length === 0 ? [] : [...heading(view, 'Not judged'), ...lines];
}

function isOpen(outcome: Outcome): boolean {
  return outcome.verdict === 'untestable' || restsOnWaiver(outcome);
}

function groupsOf(view: View, isMeant: (outcome: Outcome) => boolean): [string, Outcome[]][] {
  const outcomes = view.results.outcomes.filter(isMeant);
  const groups = [...groupBy(outcomes, (outcome) => reasonOf(outcome, view))];
  return groups.toSorted(([, a], [, b]) => musts(b) - musts(a) || b.length - a.length);
}

function musts(outcomes: readonly Outcome[]): number {
  return outcomes.filter(({ level }) => level === 'MUST').length;
}

function reasonOf(outcome: Outcome, { catalog }: View): string {
  const causes = causesOf(outcome);
  const words = causeWords(outcome, plainText);
  if (words === undefined) return shownText(outcome.reason ?? 'no reason was given');
  const are = causes.length === 1 ? 'is' : 'are';
  const isWaived = restsOnWaiver(outcome) ? `, and ${are} waived` : '';
  const rules = catalog.requirements.filter(({ id }) => causes.includes(id)).map(({ text }) => text);
  return `because ${words}${isWaived}${rules.length === 0 ? '' : `: ${rules.join(' ')}`}`;
}

function renderGroup(reason: string, outcomes: readonly Outcome[], view: View): string[] {
  const must = musts(outcomes);
  const levels = [
    ...(must > 0 ? [`${must} MUST`] : []),
    ...(outcomes.length > must ? [`${outcomes.length - must} other`] : []),
  ];
  return [
    ...labelled('', `${levels.join(', ')}: ${reason}`, { indent: 2, label: 0, width: view.width }),
    ...renderIds(outcomes, view),
  ];
}

/** The ids by channel; channels with the same ids share a line. */
function renderIds(outcomes: readonly Outcome[], { paint, width, stopped, verbose }: View): string[] {
  // All of them: nothing is told apart by that.
  if (stopped !== undefined && !verbose) return [paint('dim', '    --verbose names them')];
  const byChannel = groupBy(outcomes, ({ channel }) => channel);
  const lists = channelIds.flatMap((id) => {
    const rows = byChannel.get(id) ?? [];
    const ids = rows.map(({ requirement }) => plainText(requirement)).join(' ');
    return ids === '' ? [] : [{ title: channels[id].title, ids }];
  });
  return [...groupBy(lists, ({ ids }) => ids)].flatMap(([ids, same]) => {
    const titles = same.map(({ title }) => title).join(', ');
    return labelled(titles, ids, { indent: 4, label: 11, width }).map((line) => paint('dim', line));
  });
}

function renderNotApplicable(view: View): string[] {
  if (view.verbose)
    return groupsOf(view, ({ verdict }) => verdict === 'not-applicable').flatMap(([reason, outcomes]) =>
      renderGroup(`not applicable: ${reason}`, outcomes, view),
    );
  const counts = channelIds.flatMap((id) => {
    const count = view.results.summary[id]?.['not-applicable'] ?? 0;
    return count === 0 ? [] : [`${channels[id].title} ${count}`];
  });
  return counts.length === 0
    ? []
    : [view.paint('dim', `  Not applicable: ${counts.join(', ')} (--verbose names them)`)];
}

function renderUnchecked({ catalog, results, paint, width }: View): string[] {
  const judged = new Set(results.outcomes.map(({ requirement }) => requirement));
  const unchecked = catalog.requirements.filter(
    ({ id, notTested }) => notTested !== undefined && !judged.has(id),
  );
  if (unchecked.length === 0) return [];
  const text = `No check covers ${plural(unchecked.length, 'requirement')} yet: consult-conformance list`;
  return labelled('', text, { indent: 2, label: 0, width }).map((line) => paint('dim', line));
}
