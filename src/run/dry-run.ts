/** Tells what a run is going to do to a target, without sending anything. */
import { channelIds, type ChannelId } from '../model/channel.ts';
import type { Shard } from '../model/outcome.ts';
import type { PlannedChannel, PlannedPlay, RunPlan } from '../model/plan.ts';
import { countRequests, requestsOn } from '../model/planned-requests.ts';
import type { Catalog } from '../model/requirement.ts';
import type { AgentName, ConsulteeName, Credentials, SessionSource, Target } from '../model/target.ts';
import { allScenarios } from '../scenarios/index.ts';
import { plannedScenarios, sharing } from './plan.ts';
import { channelGroups, roundsOf, sessionsAtOnceOf } from './seats.ts';
import { warningsOf } from './warnings.ts';

/** What is planned. */
export interface PlanOptions {
  readonly target: Target;
  readonly catalog: Catalog;
  readonly channels: readonly ChannelId[];
  /** Requirement ids and subjects; empty: all. */
  readonly only: readonly string[];
  /** The part that is planned, of a run on several machines. */
  readonly shard?: Shard | undefined;
}

const roles: readonly (AgentName | ConsulteeName)[] = [
  'originator',
  'consultant',
  'bystander',
  'featureless',
  'second',
  'queue',
  'absent',
];

/** The plan of a run. */
export function planRun({ target, catalog, channels, only, shard }: PlanOptions): RunPlan {
  const isOurs = sharing({ target, catalog, channels, only }, shard);
  const { parties, consultees = {}, limits, deadlines } = target;
  const agents = roles.flatMap((role) => {
    const account = role === 'queue' || role === 'absent' ? undefined : parties[role];
    if (account === undefined) return [];
    const { userName, kind } = account.credentials;
    return [{ role, userName, login: logins[kind] }];
  });
  const others = Object.entries(consultees).map(([role, { path }]) => ({ role, path }));
  const named: readonly string[] = [...agents, ...others].map(({ role }) => role);
  const rate = limits?.requestsPerSecond;
  const planned = channelIds
    .filter((id) => channels.includes(id))
    .map((id) =>
      planChannel(
        id,
        target,
        playsOf(target, plannedScenarios(catalog, only, sessionsAtOnceOf(limits))).filter((play) =>
          isOurs(play.id, id),
        ),
      ),
    );
  return {
    target: { name: target.name, baseUrl: target.baseUrl },
    warnings: warningsOf(target),
    agents,
    unnamed: roles.filter((role) => !named.includes(role)),
    consultees: others,
    startsWork: target.startsWork ?? true,
    channels: planned,
    ...(rate === undefined ? {} : { requestsPerSecond: rate }),
    ...turnsOf(target, planned),
    overallMs: deadlines.overall,
    pinned: target.pinned ?? {},
  };
}

/** The rounds of a run in which agents may be in so many sessions only. */
function turnsOf({ limits, deadlines }: Target, planned: readonly PlannedChannel[]): Pick<RunPlan, 'turns'> {
  if (limits?.sessionsPerAgent === undefined) return {};
  const driven = planned.filter(({ sessions }) => sessions > 0);
  const plays = driven.flatMap(({ id: channel, plays: all }) =>
    all
      .filter(isPlayed)
      .flatMap(({ id }) => allScenarios.filter((scenario) => scenario.id === id))
      .map((scenario) => ({ scenario, channel })),
  );
  const groups = channelGroups([...new Set(plays.map(({ channel }) => channel))], limits);
  const rounds = groups.map(
    (group) =>
      roundsOf(
        plays.filter(({ channel }) => group.includes(channel)),
        limits,
      ).length,
  );
  const { sessionsPerAgent } = limits;
  return { turns: { sessionsPerAgent, rounds: sum(rounds), settleMs: deadlines.settle } };
}

const logins: Readonly<Record<Credentials['kind'], string>> = {
  basic: 'password',
  bearer: 'bearer token',
  oauth: 'token from an authorization server',
};

function playsOf(
  { parties }: Target,
  planned: readonly Omit<PlannedPlay, 'missing'>[],
): readonly PlannedPlay[] {
  return planned.map((play) => {
    const needs = allScenarios.find((scenario) => scenario.id === play.id)?.needs ?? [];
    return { ...play, missing: needs.filter((name) => parties[name] === undefined) };
  });
}

function planChannel(id: ChannelId, { channels }: Target, planned: readonly PlannedPlay[]): PlannedChannel {
  const source = channels[id]?.source;
  const plays = planned.map((play) => ({ ...play, requests: requestsOn(play.requests, id) }));
  const played = source === undefined || source.kind === 'none' ? [] : plays.filter(isPlayed);
  return {
    id,
    source: sourceWords(source),
    plays,
    sessions: sum(played.map(({ sessions }) => sessions)),
    requests: sum(played.map((play) => countRequests(play, id))),
    messages: sum(played.map((play) => countRequests(play, id, isToCustomer))),
  };
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, number) => total + number, 0);
}

function isToCustomer(request: string): boolean {
  return request.startsWith('SendMessage') && !request.includes('(customer)');
}

function isPlayed({ missing }: PlannedPlay): boolean {
  return missing.length === 0;
}

function sourceWords(source: SessionSource | undefined): string {
  if (source === undefined) return 'none';
  return source.kind === 'none' ? source.reason : source.kind;
}
