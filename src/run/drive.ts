/** Drives a target: plays the scenarios on the channels side by side and leaves everything that happened in the recorder. */
import { setTimeout as sleep } from 'node:timers/promises';
import { channels, type ChannelId } from '../model/channel.ts';
import type { Closing, Exchange, ScenarioId, TraceKey } from '../model/evidence.ts';
import { createNamedIn } from '../model/named.ts';
import type { Progress } from '../model/progress.ts';
import { bystanderControl, fence, type Scenario } from '../scenarios/index.ts';
import { readVersion, refusedWork, type Context } from '../target/index.ts';
import { castChannel, closeParties, connectParties, type Parties } from './cast.ts';
import { raiseCurtains } from './curtain.ts';
import { perform, reasonOf, strike, type Performance, type Production } from './performance.ts';

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
  const casts = await Promise.all(
    playedChannels(options).map(
      async (channel) => [channel, await castChannel(context, channel, parties)] as const,
    ),
  );
  const namedIn = createNamedIn();
  const productions = casts.flatMap(([channel, cast]) =>
    [...playedOn(options, channel), ...supporting(parties)].map((scenario) => ({
      scenario,
      performances: raiseCurtains(context, scenario, { channel, cast, parties, namedIn }),
    })),
  );
  const performances = productions.flatMap((production) => production.performances);
  // Many sessions at once come last: a server that lets an agent into so many and no more has to have room for the others.
  const playAtOnce = (list: readonly Production[]): Promise<unknown> =>
    Promise.all(list.map((production) => perform(production, onProgress)));
  await playAtOnce(productions.filter(({ scenario }) => scenario.playTogether === undefined));
  await playAtOnce(productions.filter(({ scenario }) => scenario.playTogether !== undefined));
  const { settle } = context.target.deadlines;
  onProgress({ step: 'settling', ms: settle });
  await sleep(settle, undefined, { signal: context.signal }).catch(() => undefined);
  await fenceAll(performances);
  await Promise.all(performances.map(lookAgain));
  await Promise.all(performances.map((performance) => strike(performance, context)));
  await Promise.all(casts.map(([, { source }]) => source.close()));
}

/** The scenarios that are played here on a channel. */
function playedOn({ scenarios, isOurs = () => true }: DriveOptions, channel: ChannelId): readonly Scenario[] {
  return scenarios.filter(({ id }) => isOurs(id, channel));
}

/** The channels on which anything is played here. */
function playedChannels(options: DriveOptions): readonly ChannelId[] {
  return options.channels.filter((channel) => playedOn(options, channel).length > 0);
}

/** What is played besides, so that the silence of the others proves something. */
function supporting({ bystander }: Parties): readonly Scenario[] {
  return bystander === undefined ? [] : [bystanderControl];
}

/** Proves on each channel, once for all scenarios, that the bystander could have been told. */
async function fenceAll(performances: readonly Performance[]): Promise<void> {
  const controls = performances.filter(({ scenario }) => scenario === bystanderControl);
  await Promise.all(
    controls.map(async ({ stage, scene }) => {
      const proven = performances.filter(
        (other) => other.stage.channel === stage.channel && other.scenario !== bystanderControl,
      );
      if (scene !== undefined)
        await fence(
          scene,
          proven.map((other) => other.stage.key),
        );
    }),
  );
}

async function lookAgain({ scene }: Performance): Promise<void> {
  await scene?.customer.look('after');
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
