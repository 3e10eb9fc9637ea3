/** The verdict on a whole channel, in words. */
import { channelIds, type ChannelId } from '../model/channel.ts';
import type { Level, Outcome, Results, Verdict } from '../model/outcome.ts';
import type { Colour } from './paint.ts';
import { plural } from './plural.ts';
import { shardName, shardOf } from './shard-words.ts';
import { restsOnWaiver } from './waiver-words.ts';

/** What one run says of one channel. */
export interface ChannelVerdict {
  readonly words: string;
  readonly colour: Colour;
}

/** The channels that a run was asked to judge; both when it judged nothing. */
export function judgedChannels({ outcomes, summary }: Pick<Results, 'outcomes' | 'summary'>): ChannelId[] {
  const judged = channelIds.filter(
    (id) => summary[id] !== undefined || outcomes.some(({ channel }) => channel === id),
  );
  return judged.length === 0 ? [...channelIds] : judged;
}

function count(outcomes: readonly Outcome[], level: Level, verdict: Verdict): number {
  return outcomes.filter((outcome) => outcome.level === level && outcome.verdict === verdict).length;
}

/** The verdict on one channel: a failed MUST weighs more than one that was not judged. A shard alone never conforms. */
export function channelVerdict(
  results: Pick<Results, 'outcomes' | 'complete' | 'asked'>,
  id: ChannelId,
): ChannelVerdict {
  const outcomes = results.outcomes.filter(({ channel }) => channel === id);
  const failed = count(outcomes, 'MUST', 'failed');
  const waived = count(outcomes, 'MUST', 'waived');
  const untestable = count(outcomes, 'MUST', 'untestable');
  const warned = outcomes.filter(({ verdict }) => verdict === 'warned').length;
  const unjudged = untestable > 0 ? `, ${untestable} not judged` : '';
  if (failed > 0) return { words: `does not conform: ${failed} MUST failed${unjudged}`, colour: 'red' };
  const shard = shardOf(results);
  if (shard !== undefined) return { words: `is open: this is ${shardName(shard)}`, colour: 'cyan' };
  if (count(outcomes, 'MUST', 'passed') + waived === 0)
    return { words: 'could not be judged: no MUST got a verdict', colour: 'magenta' };
  if (untestable > 0)
    return { words: `could not be judged whole: ${untestable} MUST not judged`, colour: 'magenta' };
  const resting = count(outcomes.filter(restsOnWaiver), 'MUST', 'waived');
  const notes = [
    ...(waived > 0 ? [`${waived - resting} MUST waived`] : []),
    ...(resting > 0 ? [`${resting} not judged because of ${waived - resting === 1 ? 'it' : 'them'}`] : []),
    ...(warned > 0 ? [plural(warned, 'warning')] : []),
  ];
  const said = isPartAsked(results) ? 'conforms in what was asked for' : 'conforms';
  if (waived === 0) return { words: [said, ...notes].join(', '), colour: 'green' };
  return { words: `${said} but for waivers: ${notes.join(', ')}`, colour: 'cyan' };
}

/** Whether only some requirements were asked for: then the rest may be broken. */
export function isPartAsked({ asked }: Pick<Results, 'asked'>): boolean {
  return asked !== undefined && asked.only.length > 0;
}
