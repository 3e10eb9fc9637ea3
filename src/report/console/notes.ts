/** Notes: what is right and worth knowing all the same. */
import { channels } from '../../model/channel.ts';
import { groupBy } from '../group-by.ts';
import { labelled } from '../layout.ts';
import { plainText, shownText } from '../safe-text.ts';
import { heading, type View } from './view.ts';

/** The notes on what passed, each once with the verdicts that it is about. */
export function renderNotes(view: View): string[] {
  const noted = view.results.outcomes.filter(
    ({ verdict, reason }) => verdict === 'passed' && reason !== undefined,
  );
  if (noted.length === 0) return [];
  const lines = [...groupBy(noted, ({ reason = '' }) => reason)].map(([reason, outcomes]) => {
    const about = outcomes.map(
      ({ requirement, channel }) => `${plainText(requirement)} ${channels[channel].title}`,
    );
    return `${about.join(', ')}: ${shownText(reason)}`;
  });
  return [
    ...heading(view, 'Notes'),
    ...lines.flatMap((line) => labelled('', line, { indent: 2, label: 0, width: view.width })),
  ];
}
