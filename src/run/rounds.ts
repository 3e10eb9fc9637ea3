/** Plays scenarios in rounds: those of one round side by side, and each agent in no more sessions than it may be in. */
import { setTimeout as sleep } from 'node:timers/promises';
import type { ChannelId } from '../model/channel.ts';
import type { NamedIn } from '../model/named.ts';
import type { Progress } from '../model/progress.ts';
import type { Limits } from '../model/target.ts';
import { bystanderControl, fence } from '../scenarios/index.ts';
import type { Context } from '../target/index.ts';
import { inVain, playsAgain } from './again.ts';
import type { ChannelCast, Parties } from './cast.ts';
import { raiseCurtains } from './curtain.ts';
import { perform, strike, type Performance, type Production } from './performance.ts';
import { channelGroups, roundsOf, type Play } from './seats.ts';

/** What scenarios are played with. */
export interface Company {
  readonly context: Context;
  readonly casts: ReadonlyMap<ChannelId, ChannelCast>;
  readonly parties: Parties;
  readonly namedIn: NamedIn;
  readonly onProgress: (progress: Progress) => void;
}

/**
 * Plays everything. What may have gone wrong only because its agents were in other sessions of ours is played again,
 * by itself, unless the description of the target says in how many they may be.
 */
export async function playInRounds(company: Company, plays: readonly Play[]): Promise<void> {
  const { limits } = company.context.target;
  const again = await playChannels(company, plays, limits);
  // What is said of agents is taken at its word.
  if (again.length === 0 || limits?.sessionsPerAgent !== undefined) return;
  company.onProgress({ step: 'warning', text: encoreText(again.length) });
  const encore = [...new Set(again.map(({ channel }) => channel))].flatMap((channel) => [
    ...again.filter((play) => play.channel === channel),
    ...supporting(company, channel),
  ]);
  await playChannels(company, encore, alone);
}

const alone = { concurrentSessions: 1, sessionsPerAgent: 1 } as const;

function encoreText(count: number): string {
  const what = count === 1 ? 'One scenario is' : `${count} scenarios are`;
  return `${what} played again, one after the other: beside others an agent was not let into a session. Where an agent may be in so many sessions only, say so (limits.sessionsPerAgent).`;
}

/** What is played besides on a channel, so that the silence of the others proves something. */
export function supporting({ parties: { bystander } }: Pick<Company, 'parties'>, channel: ChannelId): Play[] {
  return bystander === undefined ? [] : [{ scenario: bystanderControl, channel }];
}

/** Plays channels side by side, or one after the other. Resolves with what has to be played again. */
async function playChannels(
  company: Company,
  plays: readonly Play[],
  limits: Limits | undefined,
): Promise<readonly Play[]> {
  const channels = [...new Set(plays.map(({ channel }) => channel))];
  const again: Play[] = [];
  for (const group of channelGroups(channels, limits)) {
    const rounds = roundsOf(
      plays.filter(({ channel }) => group.includes(channel)),
      limits,
    );
    again.push(...(await playGroup(company, rounds)));
  }
  return again;
}

/** Plays rounds one after the other. The bystander's own sessions last as long as all of them. */
async function playGroup(company: Company, rounds: readonly (readonly Play[])[]): Promise<readonly Play[]> {
  const { context } = company;
  const isEncore = rounds.flat().some(({ again }) => again !== undefined);
  const controls: Performance[] = [];
  const again: Play[] = [];
  const proved = new Set<string | undefined>();
  for (const [i, round] of rounds.entries()) {
    const isLast = i === rounds.length - 1;
    const plays = round.filter(({ again: before }) => before === undefined || !proved.has(before.because));
    const played = await playRound(company, plays, isEncore);
    const actors = played.filter((one) => !isControl(one));
    controls.push(...played.filter(isControl));
    if (played.some(({ scene }) => scene !== undefined))
      await proveSilence(company, { controls, played, count: i + 1 });
    const leaving = [...actors, ...(isLast ? controls : [])];
    await Promise.all(leaving.map(lookAgain));
    const entries = context.recorder.entries();
    if (!isEncore) again.push(...playsAgain(played, entries));
    else for (const one of actors) proved.add(inVain(one, entries));
    const goesOn = !isLast || again.length > 0;
    await Promise.all(leaving.map((one) => strike(one, { context, goesOn })));
  }
  return again;
}

async function playRound(
  company: Company,
  plays: readonly Play[],
  isEncore: boolean,
): Promise<readonly Performance[]> {
  const { context, casts, parties, namedIn, onProgress } = company;
  const productions = plays.flatMap((play): Production[] => {
    const cast = casts.get(play.channel);
    if (cast === undefined) return [];
    const performances = raiseCurtains(context, play, { cast, parties, namedIn, isEncore });
    return [{ scenario: play.scenario, performances }];
  });
  // Many sessions at once come last: a server that lets an agent into so many and no more has to have room for the others.
  const playAtOnce = (list: readonly Production[]): Promise<unknown> =>
    Promise.all(list.map((production) => perform(production, onProgress)));
  await playAtOnce(productions.filter(({ scenario }) => scenario.playTogether === undefined));
  await playAtOnce(productions.filter(({ scenario }) => scenario.playTogether !== undefined));
  return productions.flatMap(({ performances }) => performances);
}

/** What was played in a round, and what proves that silence meant something. */
interface Silence {
  readonly controls: readonly Performance[];
  readonly played: readonly Performance[];
  /** How many rounds there were, with this one. */
  readonly count: number;
}

/** Waits for what must not arrive, and has the bystander told of something of its own, on each channel once for all. */
async function proveSilence({ context, onProgress }: Company, silence: Silence): Promise<void> {
  const { settle: ms } = context.target.deadlines;
  onProgress({ step: 'settling', ms });
  await sleep(ms, undefined, { signal: context.signal }).catch(() => undefined);
  const { controls, played, count } = silence;
  await Promise.all(
    controls.map(async ({ stage, scene }) => {
      if (scene === undefined) return;
      const proven = played.filter((one) => one.stage.channel === stage.channel && !isControl(one));
      await fence(scene, { proves: proven.map((one) => one.stage.key), count });
    }),
  );
}

function isControl({ scenario }: Performance): boolean {
  return scenario === bystanderControl;
}

async function lookAgain({ scene }: Performance): Promise<void> {
  await scene?.customer.look('after');
}
