/** What the baseline did: failures that are accepted, entries that can't stay as they are. */
import { labelled, wrap } from '../layout.ts';
import { plural } from '../plural.ts';
import { shownText } from '../safe-text.ts';
import { restsOnWaiver } from '../waiver-words.ts';
import { heading, type View } from './view.ts';

/** Entries that need mending first, then those that end soon; nothing when there is no baseline. */
export function renderBaseline(view: View): string[] {
  const { results, paint, width } = view;
  const { baseline } = results;
  if (baseline === undefined) return [];
  const resting = results.outcomes.filter(restsOnWaiver);
  const waived = results.outcomes.filter((one) => one.verdict === 'waived' && !restsOnWaiver(one));
  return [
    ...heading(view, 'Baseline'),
    ...wrap(
      `  ${shownText(baseline.file)}: ${plural(baseline.entries, 'entry', 'entries')}, ${plural(waived.length, 'failure')} waived, ${plural(resting.length, 'verdict')} not judged because of them`,
      width,
    ),
    ...baseline.troubles.flatMap(({ kind, line, requirement, channel, said }) => [
      `  ${paint('red', `line ${line}: ${kind}`)} ${shownText(requirement)}${channel === undefined ? '' : ` on ${channel}`}`,
      ...labelled('', `${shownText(said)}.`, { indent: 4, label: 0, width }),
    ]),
    ...baseline.warnings.flatMap((warning) =>
      labelled('', shownText(warning), { indent: 2, label: 0, width }).map((line) => paint('yellow', line)),
    ),
  ];
}
