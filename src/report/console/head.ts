/** The head of the console report: complete or not, what was judged, and by what. */
import { blameWords } from '../blame-words.ts';
import { wrap } from '../layout.ts';
import { plural } from '../plural.ts';
import { shownText } from '../safe-text.ts';
import type { View } from './view.ts';

/** The first lines: whether the run is complete, the target, the suite. */
export function renderHead({ results, paint, stopped, width }: View): string[] {
  const { suite, target } = results;
  const unjudged = results.outcomes.filter(
    ({ level, verdict }) => level === 'MUST' && verdict === 'untestable',
  );
  const incomplete =
    unjudged.length === 0
      ? 'the run ended before its end'
      : `${plural(unjudged.length, 'verdict')} on a MUST missing`;
  return [
    results.complete
      ? paint('bold', 'Complete: every MUST that a check covers was judged.')
      : paint('red', `INCOMPLETE: ${incomplete}; see “Not judged”.`),
    ...(stopped === undefined ? [] : wrap(`Nothing was driven: ${shownText(stopped.reason)}`, width)),
    ...(stopped === undefined ? [] : [`The cause is ${blameWords[stopped.blame]}.`]),
    ...(target.warnings ?? []).flatMap((warning) =>
      wrap(`Warning: ${shownText(warning)}`, width).map((line) => paint('red', line)),
    ),
    '',
    `${paint('bold', shownText(target.name, 80))} (${target.kind}), ${shownText(target.product, 80)} ${shownText(target.version, 40)}`,
    paint(
      'dim',
      `${suite.name} ${suite.version}, requirement set ${suite.requirementSet}, ${results.startedAt}, ${seconds(results.durationMs)}`,
    ),
  ];
}

function seconds(ms: number): string {
  return `${(ms / 1000).toFixed(1)} s`;
}
