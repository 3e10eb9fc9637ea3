/** Raises curtains: begins the traces of scenarios, and makes the stages that they are played on. */
import { consultViolations } from '../contract/index.ts';
import { channels, type ChannelId } from '../model/channel.ts';
import type { TraceKey } from '../model/evidence.ts';
import type { NamedIn } from '../model/named.ts';
import type { Scenario } from '../scenarios/index.ts';
import type { Context } from '../target/index.ts';
import { factsOf, type ChannelCast, type Parties } from './cast.ts';
import type { Performance } from './performance.ts';

/** What a scenario is played with on one channel. */
export interface Playing {
  readonly channel: ChannelId;
  readonly cast: ChannelCast;
  readonly parties: Parties;
  readonly namedIn: NamedIn;
  readonly member?: number;
}

/** Begins the traces of a scenario: one, or one for each session that it plays in at once. */
export function raiseCurtains(context: Context, scenario: Scenario, playing: Playing): Performance[] {
  if (scenario.playTogether === undefined) return [raiseCurtain(context, scenario, playing)];
  const { recorder, target } = context;
  const size = target.limits?.concurrentSessions ?? 1;
  if (size < 2) {
    const { channel, cast, parties } = playing;
    const trace: TraceKey = `${scenario.id}/${channel}`;
    const { spelling } = cast;
    const agents = factsOf(parties);
    recorder.record({ kind: 'opening', trace, scenario: scenario.id, channel, spelling, agents });
    recorder.record({ kind: 'closing', trace, omitted: oneAtATime });
    return [];
  }
  return Array.from({ length: size }, (_, i) =>
    raiseCurtain(context, scenario, { ...playing, member: i + 1 }),
  );
}

const oneAtATime =
  'The description of the target allows one session at a time (limits.concurrentSessions, or --concurrency).';

function raiseCurtain(
  context: Context,
  scenario: Scenario,
  { channel, cast, parties, namedIn, member }: Playing,
): Performance {
  const key: TraceKey =
    member === undefined ? `${scenario.id}/${channel}` : `${scenario.id}/${member}/${channel}`;
  const { spelling, source } = cast;
  context.recorder.record({
    kind: 'opening',
    trace: key,
    scenario: scenario.id,
    ...(member === undefined ? {} : { member }),
    channel,
    spelling,
    agents: factsOf(parties),
  });
  const which = member === undefined ? '' : ` ${member}`;
  const tag = `${scenario.id}${which} ${channel} ${context.run ?? Date.now().toString(36)}`;
  return {
    scenario,
    stage: {
      context,
      key,
      scenario: scenario.id,
      ...(member === undefined ? {} : { member }),
      channel: channels[channel],
      spelling,
      parties,
      source,
      violations: consultViolations(channel),
      namedIn,
      tag,
    },
  };
}
