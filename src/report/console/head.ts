/** The head of the console report: complete or not, what was judged, and by what. */
import type { Outcome } from '../../model/outcome.ts';
import { blameWords } from '../blame-words.ts';
import { wrap } from '../layout.ts';
import { plural } from '../plural.ts';
import { shownText } from '../safe-text.ts';
import { productWords } from '../product-words.ts';
import { mergeThem, shardName, shardOf } from '../shard-words.ts';
import { restsOnWaiver } from '../waiver-words.ts';
import type { View } from './view.ts';

/** What is to be done stands at the end of a warning, and of why nothing was driven. */
const MOST_SHOWN = 1_000;

/** The first lines: whether the run is complete, the target, the suite. */
export function renderHead(view: View): string[] {
  const { results, paint, stopped, width } = view;
  const shard = shardOf(results);
  const { suite, target } = results;
  const unjudged = results.outcomes.filter(
    ({ level, verdict }) => level === 'MUST' && verdict === 'untestable',
  );
  const incomplete =
    unjudged.length === 0
      ? 'the run ended before its end'
      : `${plural(unjudged.length, 'verdict')} on a MUST missing`;
  return [
    ...shardLines(view),
    results.complete
      ? paint('bold', shard === undefined ? completeness(results.outcomes) : partWords)
      : paint('red', `INCOMPLETE: ${incomplete}; see “Not judged”.`),
    ...(stopped === undefined
      ? []
      : wrap(`Nothing was driven: ${shownText(stopped.reason, MOST_SHOWN)}`, width)),
    ...(stopped === undefined ? [] : [`The cause is ${blameWords[stopped.blame]}.`]),
    ...(target.warnings ?? []).flatMap((warning) =>
      wrap(`Warning: ${shownText(warning, MOST_SHOWN)}`, width).map((line) => paint('red', line)),
    ),
    '',
    `${paint('bold', shownText(target.name, 80))} (${target.kind}), ${productWords(target, (text) => shownText(text, 80))}`,
    paint(
      'dim',
      `${suite.name} ${suite.version}, requirement set ${suite.requirementSet}, ${results.startedAt}, ${seconds(results.durationMs)}`,
    ),
  ];
}

/** What rests on a waived failure was not judged, and whoever waived that has accepted it. */
function completeness(outcomes: readonly Outcome[]): string {
  const resting = outcomes.filter(restsOnWaiver);
  if (resting.length === 0) return 'Complete: every MUST that a check covers was judged.';
  return `Complete but for ${plural(resting.length, 'verdict')} that a waived failure keeps from being judged.`;
}

const partWords = 'Played to its end: what this shard alone shows was judged.';

function shardLines({ results, paint, width }: View): readonly string[] {
  const shard = shardOf(results);
  if (shard === undefined) return [];
  const name = shardName(shard);
  const text = `${name[0]?.toUpperCase()}${name.slice(1)}: a part of a run, and no verdict on the server. ${mergeThem}`;
  return wrap(text, width).map((line) => paint('cyan', line));
}

function seconds(ms: number): string {
  return `${(ms / 1000).toFixed(1)} s`;
}
