/** A performance: one scenario on one channel in one session, from its opening to its closing. */
import { TargetError } from '../model/errors.ts';
import type { Closing } from '../model/evidence.ts';
import type { Progress } from '../model/progress.ts';
import {
  openSession,
  operate,
  partyOf,
  seeItselfOut,
  type Scenario,
  type Scene,
  type Stage,
} from '../scenarios/index.ts';
import type { Context } from '../target/index.ts';
import { troubleOf } from './trouble.ts';

/** One scenario on one channel: a performance. */
export interface Performance {
  readonly stage: Stage;
  readonly scenario: Scenario;
  scene?: Scene;
  stopped?: Closing['stopped'];
}

/** A scenario on one channel, in one session or in several at once. */
export interface Production {
  readonly scenario: Scenario;
  readonly performances: readonly Performance[];
}

/** Plays a scenario on one channel. Never rejects for what the target does: the performances say why they stopped. */
export async function perform(
  { scenario, performances }: Production,
  onProgress: (progress: Progress) => void,
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

/**
 * Ends the session and closes the trace. What went wrong around the scenario says more than where it stopped. Where
 * more is to be played, the agent is let be told that its part is over, so that it is free for it.
 */
export async function strike(
  performance: Performance,
  { context, goesOn }: { readonly context: Context; readonly goesOn: boolean },
): Promise<void> {
  const { recorder, signal } = context;
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
    if (goesOn) await seeItselfOut(scene);
  }
  recorder.record({ kind: 'closing', trace: stage.key, ...(stopped === undefined ? {} : { stopped }) });
}

/** Whose doing an error is. Anything but a TargetError is a mistake of the suite and is not hidden. */
export function reasonOf(error: unknown): NonNullable<Closing['stopped']> {
  if (error instanceof TargetError) return { blame: error.blame, reason: error.message };
  throw error;
}
