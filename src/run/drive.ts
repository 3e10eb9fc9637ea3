/** Drives a target: plays the scenarios on the channels side by side and leaves everything that happened in the recorder. */
import { setTimeout as sleep } from 'node:timers/promises';
import { consultViolations } from '../contract/index.ts';
import { channels, type ChannelId } from '../model/channel.ts';
import { TargetError } from '../model/errors.ts';
import type { Closing, Exchange, ScenarioId, TraceKey } from '../model/evidence.ts';
import { createNamedIn, type NamedIn } from '../model/named.ts';
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
import { readVersion, refusedWork, type Context } from '../target/index.ts';
import {
  castChannel,
  closeParties,
  connectParties,
  factsOf,
  type ChannelCast,
  type Parties,
} from './cast.ts';
import { troubleOf } from './trouble.ts';

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
      performances: raiseCurtains(options, scenario, { channel, cast, parties, namedIn }),
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

interface Playing {
  readonly channel: ChannelId;
  readonly cast: ChannelCast;
  readonly parties: Parties;
  readonly namedIn: NamedIn;
  readonly member?: number;
}

/** Begins the traces of a scenario: one, or one for each session that it plays in at once. */
function raiseCurtains(options: DriveOptions, scenario: Scenario, playing: Playing): Performance[] {
  if (scenario.playTogether === undefined) return [raiseCurtain(options, scenario, playing)];
  const { recorder, target } = options.context;
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
    raiseCurtain(options, scenario, { ...playing, member: i + 1 }),
  );
}

const oneAtATime =
  'The description of the target allows one session at a time (limits.concurrentSessions, or --concurrency).';

function raiseCurtain(
  { context }: DriveOptions,
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

/** A scenario on one channel, in one session or in several at once. */
interface Production {
  readonly scenario: Scenario;
  readonly performances: readonly Performance[];
}

async function perform(
  { scenario, performances }: Production,
  onProgress: DriveOptions['onProgress'],
): Promise<void> {
  const [first] = performances;
  if (first === undefined) return;
  const of = { scenario: scenario.id, channel: first.stage.channel.id };
  onProgress({ step: 'driving', ...of });
  const { playTogether } = scenario;
  if (playTogether === undefined) await attempt([first], () => playAlone(first));
  else {
    await Promise.all(performances.map((one) => attempt([one], () => open(one))));
    for (const one of performances) one.stopped = amongMany(one.stopped, performances.length);
    const opened = performances.filter(({ stopped }) => stopped === undefined);
    await attempt(opened, () => playTogether(opened.flatMap(({ scene }) => scene ?? [])));
  }
  const stopped = performances.find((one) => one.stopped !== undefined)?.stopped;
  onProgress({ step: 'driven', ...of, ...(stopped === undefined ? {} : { stopped: stopped.reason }) });
}

/** Sessions that can't be opened beside many others may be more than the server or the source allows. */
function amongMany(stopped: Closing['stopped'], size: number): Closing['stopped'] {
  if (stopped === undefined || stopped === interrupted) return stopped;
  const hint = `One of ${size} sessions at once: if that is more than there can be, lower limits.concurrentSessions, or give --concurrency.`;
  return { ...stopped, reason: `${stopped.reason} ${hint}` };
}

async function open(performance: Performance): Promise<Scene> {
  // No session is opened in vain.
  for (const name of performance.scenario.needs) partyOf(performance.stage, name);
  return (performance.scene = await openSession(performance.stage, performance.scenario.owner));
}

async function playAlone(performance: Performance): Promise<void> {
  await performance.scenario.play(await open(performance));
}

/** Plays something, and writes down in its performances why it stopped, if it did. */
async function attempt(performances: readonly Performance[], play: () => Promise<unknown>): Promise<void> {
  const isAborted = (): boolean => performances.some(({ stage }) => stage.context.signal.aborted);
  let stopped: Closing['stopped'];
  try {
    await play();
    if (isAborted()) stopped = interrupted;
  } catch (error) {
    stopped = isAborted() ? interrupted : reasonOf(error);
  }
  if (stopped !== undefined) for (const performance of performances) performance.stopped = stopped;
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

/** Ends the session and closes the trace. What went wrong around the scenario says more than where it stopped. */
async function strike(performance: Performance, { recorder, signal }: Context): Promise<void> {
  const { stage, scene, scenario } = performance;
  const trouble = signal.aborted
    ? undefined
    : troubleOf(recorder.entries(), { trace: stage.key, parties: scenario.needs });
  const stopped = trouble ?? performance.stopped;
  if (scene?.customer.isOurs === true) {
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

/** Whose doing an error is. Anything but a TargetError is a mistake of the suite and is not hidden. */
function reasonOf(error: unknown): NonNullable<Closing['stopped']> {
  if (error instanceof TargetError) return { blame: error.blame, reason: error.message };
  throw error;
}
