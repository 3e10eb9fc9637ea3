/** Raises curtains: begins the traces of scenarios, and makes the stages that they are played on. */
import { consultViolations } from '../contract/index.ts';
import { channels } from '../model/channel.ts';
import type { TraceKey } from '../model/acts.ts';
import type { NamedIn } from '../model/named.ts';
import type { Context } from '../target/index.ts';
import { factsOf, type ChannelCast, type Parties } from './cast.ts';
import type { Performance } from './performance.ts';
import { sessionsAtOnceOf, whyNotMany, type Play } from './seats.ts';

/** What a scenario is played with on one channel. */
export interface Playing {
  readonly cast: ChannelCast;
  readonly parties: Parties;
  readonly namedIn: NamedIn;
  /** All of this is played once more. */
  readonly isEncore: boolean;
}

/** Begins the traces of a scenario: one, or one for each session that it plays in at once. */
export function raiseCurtains(context: Context, play: Play, playing: Playing): Performance[] {
  const { scenario, channel } = play;
  if (scenario.playTogether === undefined) return [raiseCurtain(context, play, playing)];
  const { recorder, target } = context;
  const omitted = whyNotMany(target.limits);
  if (omitted !== undefined) {
    const { cast, parties } = playing;
    const trace: TraceKey = `${scenario.id}/${channel}`;
    const { spelling } = cast;
    const agents = factsOf(parties);
    recorder.record({ kind: 'opening', trace, scenario: scenario.id, channel, spelling, agents });
    recorder.record({ kind: 'closing', trace, omitted });
    return [];
  }
  return Array.from({ length: sessionsAtOnceOf(target.limits) }, (_, i) =>
    raiseCurtain(context, play, { ...playing, member: i + 1 }),
  );
}

function raiseCurtain(
  context: Context,
  { scenario, channel, again }: Play,
  { cast, parties, namedIn, isEncore, member }: Playing & { readonly member?: number },
): Performance {
  const which = member === undefined ? [] : [member];
  const when = isEncore ? (['again'] as const) : [];
  const key = [scenario.id, ...which, ...when, channel].join('/') as TraceKey;
  const { spelling, source } = cast;
  const numbered = member === undefined ? {} : { member };
  context.recorder.record({
    kind: 'opening',
    trace: key,
    scenario: scenario.id,
    ...numbered,
    channel,
    spelling,
    agents: factsOf(parties),
    ...(again === undefined ? {} : { again }),
  });
  const run = context.run ?? Date.now().toString(36);
  return {
    scenario,
    stage: {
      context,
      key,
      scenario: scenario.id,
      ...numbered,
      channel: channels[channel],
      spelling,
      parties,
      source,
      violations: consultViolations(channel),
      namedIn,
      tag: `${[scenario.id, ...which, ...when].join(' ')} ${channel} ${run}`,
    },
  };
}
