/** Drives a target: plays the scenarios on the channels side by side and leaves everything that happened in the recorder. */
import { channels, type ChannelId } from '../model/channel.ts';
import type { ScenarioId, TraceKey } from '../model/acts.ts';
import type { Closing, Exchange } from '../model/evidence.ts';
import { createNamedIn } from '../model/named.ts';
import type { Progress } from '../model/progress.ts';
import type { Scenario } from '../scenarios/index.ts';
import { readVersion, refusedWork, type Context } from '../target/index.ts';
import { castChannel, closeParties, connectParties, type Parties } from './cast.ts';
import { reasonOf } from './performance.ts';
import { playInRounds, supporting, type Company } from './rounds.ts';
import type { Play } from './seats.ts';

/** What is driven. */
export interface DriveOptions {
  readonly context: Context;
  readonly channels: readonly ChannelId[];
  readonly scenarios: readonly Scenario[];
  /** Whether a scenario is played on a channel here; on another machine it is otherwise. */
  readonly isOurs?: (scenario: ScenarioId, channel: ChannelId) => boolean;
  readonly onProgress: (progress: Progress) => void;
}

/** How driving ended. */
export interface Driven {
  /** The version that the server reports. */
  readonly version: string | undefined;
  /** Why nothing could be driven at all. */
  readonly stopped?: NonNullable<Closing['stopped']>;
}

/** Drives the target. Never rejects for what the target does: every scenario's trace says why it stopped, if it did. */
export async function drive(options: DriveOptions): Promise<Driven> {
  const { context, onProgress } = options;
  onProgress({ step: 'connecting', target: context.target.name });
  const version = readVersion(context);
  try {
    const parties = await connectParties(context);
    warn(options);
    try {
      await playAll(options, parties);
    } finally {
      await closeParties(parties);
    }
    return { version: await version };
  } catch (error) {
    const stopped = reasonOf(error);
    markUnplayed(options, stopped);
    return { version: await version.catch(() => undefined), stopped };
  }
}

/** Says what may make the rest of the run worth less. */
function warn({ context, onProgress }: DriveOptions): void {
  const { target, recorder } = context;
  if (target.tls?.insecure === true)
    onProgress({
      step: 'warning',
      text: 'Certificates are not checked (tls.insecure): anybody could be the server.',
    });
  const exchanges = recorder.entries().filter((entry): entry is Exchange => entry.kind === 'exchange');
  for (const exchange of exchanges) {
    const refused = refusedWork(exchange);
    if (refused === undefined) continue;
    const text = `The ${exchange.party} may get no sessions: ${refused}.`;
    onProgress({ step: 'warning', text });
  }
}

async function playAll(options: DriveOptions, parties: Parties): Promise<void> {
  const { context, onProgress } = options;
  const casts = new Map(
    await Promise.all(
      playedChannels(options).map(
        async (channel) => [channel, await castChannel(context, channel, parties)] as const,
      ),
    ),
  );
  const company: Company = { context, casts, parties, namedIn: createNamedIn(), onProgress };
  const plays = [...casts.keys()].flatMap((channel): Play[] => [
    ...playedOn(options, channel).map((scenario) => ({ scenario, channel })),
    ...supporting(company, channel),
  ]);
  await playInRounds(company, plays);
  await Promise.all([...casts.values()].map(({ source }) => source.close()));
}

/** The scenarios that are played here on a channel. */
function playedOn({ scenarios, isOurs = () => true }: DriveOptions, channel: ChannelId): readonly Scenario[] {
  return scenarios.filter(({ id }) => isOurs(id, channel));
}

/** The channels on which anything is played here. */
function playedChannels(options: DriveOptions): readonly ChannelId[] {
  return options.channels.filter((channel) => playedOn(options, channel).length > 0);
}

/** Leaves a trace of each scenario that was not even begun, with the reason. */
function markUnplayed(options: DriveOptions, stopped: NonNullable<Closing['stopped']>): void {
  const { context } = options;
  const begun = new Set(
    context.recorder.entries().flatMap((entry) => (entry.kind === 'opening' ? [entry.trace] : [])),
  );
  const closed = new Set(
    context.recorder.entries().flatMap((entry) => (entry.kind === 'closing' ? [entry.trace] : [])),
  );
  for (const channel of playedChannels(options)) {
    for (const { id } of playedOn(options, channel)) {
      const trace: TraceKey = `${id}/${channel}`;
      const spelling = channels[channel].spellings[0];
      if (!begun.has(trace))
        context.recorder.record({ kind: 'opening', trace, scenario: id, channel, spelling, agents: {} });
      if (!closed.has(trace)) context.recorder.record({ kind: 'closing', trace, stopped });
    }
  }
}
