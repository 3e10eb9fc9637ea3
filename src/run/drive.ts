/** Drives a target: plays the scenarios on the channels side by side and leaves everything that happened in the recorder. */
import { setTimeout as sleep } from 'node:timers/promises';
import { consultViolations } from '../contract/index.ts';
import { channels, type ChannelId } from '../model/channel.ts';
import { TargetError } from '../model/errors.ts';
import type { Closing, TraceKey } from '../model/evidence.ts';
import type { Progress } from '../model/progress.ts';
import {
  bystanderControl,
  fence,
  openSession,
  operate,
  partyOf,
  type Scenario,
  type Scene,
  type Stage,
} from '../scenarios/index.ts';
import { readVersion, type Context } from '../target/index.ts';
import {
  castChannel,
  closeParties,
  connectParties,
  factsOf,
  type ChannelCast,
  type Parties,
} from './cast.ts';

/** What is driven. */
export interface DriveOptions {
  readonly context: Context;
  readonly channels: readonly ChannelId[];
  readonly scenarios: readonly Scenario[];
  readonly onProgress: (progress: Progress) => void;
}

/** How driving ended. */
export interface Driven {
  /** The version that the server reports. */
  readonly version: string | undefined;
  /** Why nothing could be driven at all. */
  readonly stopped?: NonNullable<Closing['stopped']>;
}

/** One scenario on one channel: a performance. */
interface Performance {
  readonly stage: Stage;
  readonly scenario: Scenario;
  scene?: Scene;
  stopped?: Closing['stopped'];
}

/** Drives the target. Never rejects for what the target does: every scenario's trace says why it stopped, if it did. */
export async function drive(options: DriveOptions): Promise<Driven> {
  const { context, onProgress } = options;
  onProgress({ step: 'connecting', target: context.target.name });
  const version = readVersion(context);
  try {
    const parties = await connectParties(context);
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

async function playAll(options: DriveOptions, parties: Parties): Promise<void> {
  const { context, onProgress, channels: asked } = options;
  const casts = await Promise.all(
    asked.map(async (channel) => [channel, await castChannel(context, channel, parties)] as const),
  );
  const scenarios =
    parties.bystander === undefined ? options.scenarios : [...options.scenarios, bystanderControl];
  const performances = casts.flatMap(([channel, cast]) =>
    scenarios.map((scenario) => raiseCurtain(options, scenario, { channel, cast, parties })),
  );
  await Promise.all(performances.map((performance) => perform(performance, onProgress)));
  const { settle } = context.target.deadlines;
  onProgress({ step: 'settling', ms: settle });
  await sleep(settle, undefined, { signal: context.signal }).catch(() => undefined);
  await fenceAll(performances);
  await Promise.all(performances.map(lookAgain));
  await Promise.all(performances.map((performance) => strike(performance, context)));
  await Promise.all(casts.map(([, { source }]) => source.close()));
}

interface Playing {
  readonly channel: ChannelId;
  readonly cast: ChannelCast;
  readonly parties: Parties;
}

function raiseCurtain(
  { context }: DriveOptions,
  scenario: Scenario,
  { channel, cast, parties }: Playing,
): Performance {
  const key: TraceKey = `${scenario.id}/${channel}`;
  const { spelling, source } = cast;
  context.recorder.record({
    kind: 'opening',
    trace: key,
    scenario: scenario.id,
    channel,
    spelling,
    agents: factsOf(parties),
  });
  const tag = `${scenario.id} ${channel} ${Date.now().toString(36)}`;
  return {
    scenario,
    stage: {
      context,
      key,
      scenario: scenario.id,
      channel: channels[channel],
      spelling,
      parties,
      source,
      violations: consultViolations(channel),
      tag,
    },
  };
}

async function perform(performance: Performance, onProgress: DriveOptions['onProgress']): Promise<void> {
  const { stage, scenario } = performance;
  const of = { scenario: scenario.id, channel: stage.channel.id };
  onProgress({ step: 'driving', ...of });
  try {
    for (const name of scenario.needs) partyOf(stage, name); // no session is opened in vain
    performance.scene = await openSession(stage, scenario.owner);
    await scenario.play(performance.scene);
    if (stage.context.signal.aborted) performance.stopped = interrupted;
  } catch (error) {
    performance.stopped = stage.context.signal.aborted ? interrupted : reasonOf(error);
  }
  const { stopped } = performance;
  onProgress({ step: 'driven', ...of, ...(stopped === undefined ? {} : { stopped: stopped.reason }) });
}

const interrupted = { blame: 'suite', reason: 'The run was ended before this scenario was over.' } as const;

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

/** Ends the session and closes the trace. */
async function strike(
  { stage, scene, scenario, stopped }: Performance,
  { recorder }: Context,
): Promise<void> {
  if (scene !== undefined) {
    await scenario.tidy?.(scene);
    await operate(
      scene,
      { party: scene.owner, sessionId: scene.sessionId, purpose: 'cleanup' },
      { operationName: 'Complete' },
    );
    await scene.customer.leave();
  }
  recorder.record({ kind: 'closing', trace: stage.key, ...(stopped === undefined ? {} : { stopped }) });
}

/** Leaves a trace of each scenario that was not even begun, with the reason. */
function markUnplayed(
  { context, channels: asked, scenarios }: DriveOptions,
  stopped: NonNullable<Closing['stopped']>,
): void {
  const begun = new Set(
    context.recorder.entries().flatMap((entry) => (entry.kind === 'opening' ? [entry.trace] : [])),
  );
  const closed = new Set(
    context.recorder.entries().flatMap((entry) => (entry.kind === 'closing' ? [entry.trace] : [])),
  );
  for (const channel of asked) {
    for (const { id } of scenarios) {
      const trace: TraceKey = `${id}/${channel}`;
      const spelling = channels[channel].spellings[0];
      if (!begun.has(trace))
        context.recorder.record({ kind: 'opening', trace, scenario: id, channel, spelling, agents: {} });
      if (!closed.has(trace)) context.recorder.record({ kind: 'closing', trace, stopped });
    }
  }
}

/** Whose doing an error is. Anything but a TargetError is a mistake of the suite and is not hidden. */
function reasonOf(error: unknown): NonNullable<Closing['stopped']> {
  if (error instanceof TargetError) return { blame: error.blame, reason: error.message };
  throw error;
}
