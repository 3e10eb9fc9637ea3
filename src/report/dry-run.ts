/** The plan of one run, for who wants to know what it will do before it does it. */
import { channels } from '../model/channel.ts';
import type { PlannedChannel, PlannedPlay, RunPlan } from '../model/plan.ts';
import { cell, labelled, widthOf, wrap } from './layout.ts';
import type { Screen } from './list.ts';
import { plural } from './plural.ts';
import { shownText } from './safe-text.ts';

/** The plan of a run, with a line's end after its last line. */
export function renderRunPlan(plan: RunPlan, screen: Screen): string {
  const { target, warnings } = plan;
  const { width, paint } = screen;
  return [
    ...wrap(
      `Plan of a run against ${shownText(target.name)} at ${shownText(target.baseUrl)}. Nothing was sent.`,
      width,
    ),
    ...warnings.flatMap((warning) => wrap(`Warning: ${warning}`, width)).map((line) => paint('red', line)),
    ...agentLines(plan, screen),
    ...plan.channels.flatMap((channel) => channelLines(channel, screen)),
    '',
    ...limitLines(plan, screen),
    '',
  ].join('\n');
}

function agentLines(
  { agents, unnamed, consultees, startsWork, channels: driven }: RunPlan,
  screen: Screen,
): string[] {
  const { width, paint } = screen;
  const names = agents.map(({ userName }) => shownText(userName, 60));
  const column = Math.max(0, ...names.map(widthOf)) + 2;
  const titles = driven.map(({ id }) => channels[id].title).join(' and ');
  const work = startsWork
    ? `starts its contact-centre session, becomes ready on ${titles}, and ends the session at the end`
    : 'is taken to be in a contact-centre session and ready, and is left so';
  return [
    '',
    paint('bold', 'Parties'),
    ...agents.map(({ role, login }, i) => `  ${cell(role, 13)}${cell(names[i] ?? '', column)}${login}`),
    ...consultees.map(({ role, path }) => `  ${cell(role, 13)}${shownText(path, width - 15)}`),
    ...(unnamed.length === 0
      ? []
      : labelled('', `Not named: ${unnamed.join(', ')}. What needs them is not judged.`, {
          indent: 2,
          label: 0,
          width,
        })),
    ...labelled('', `Each agent logs in, subscribes to its notifications, ${work}.`, {
      indent: 2,
      label: 0,
      width,
    }),
  ];
}

function channelLines(channel: PlannedChannel, { width, paint }: Screen): string[] {
  const { id, source, sessions, requests, messages, plays } = channel;
  const counts = [
    plural(sessions, 'session'),
    `about ${plural(requests, 'request')}`,
    `${plural(messages, 'message')} to customers`,
  ];
  return [
    '',
    paint('bold', `${channels[id].title}: ${counts.join(', ')}`),
    ...labelled('sessions from', shownText(source), { indent: 2, label: 15, width }),
    ...plays.flatMap((play) => [
      ...labelled('', `${play.id}: ${play.title}`, { indent: 2, label: 0, width }),
      ...labelled('', playWords(play), { indent: 4, label: 0, width }).map((line) => paint('dim', line)),
    ]),
  ];
}

function playWords({ missing, requests }: PlannedPlay): string {
  if (missing.length === 0) return requests.join(', ');
  return `not played: the target names no ${missing.join(' and no ')}`;
}

function limitLines(
  { channels: driven, requestsPerSecond, turns, overallMs, pinned }: RunPlan,
  { width }: Screen,
): string[] {
  const sum = (of: (channel: PlannedChannel) => number): number =>
    driven.reduce((total, channel) => total + of(channel), 0);
  const all = [
    `In all ${plural(
      sum(({ sessions }) => sessions),
      'session',
    )}`,
    `about ${plural(
      sum(({ requests }) => requests),
      'request',
    )}`,
    `${plural(
      sum(({ messages }) => messages),
      'message',
    )} to customers`,
  ];
  const rate =
    requestsPerSecond === undefined
      ? 'as fast as the server answers'
      : `at most ${requestsPerSecond} requests a second`;
  const pins = Object.entries(pinned).map(([id, answer]) => `${id}=${answer}`);
  return [
    `${all.join(', ')}, besides logins, notifications and reading what is shown; ${rate}; ended after ${overallMs / 1000} s at the latest.`,
    ...(turns === undefined ? [] : [turnWords(turns)]),
    ...(pins.length === 0 ? [] : [`Pinned: ${pins.join(', ')}.`]),
  ].flatMap((line) => wrap(line, width));
}

function turnWords({ sessionsPerAgent, rounds, settleMs }: NonNullable<RunPlan['turns']>): string {
  const least = `${(rounds * settleMs) / 1000} s`;
  return `No agent is in more than ${plural(sessionsPerAgent, 'session')} at a time: it is played in ${plural(rounds, 'round')}, one after the other, and takes ${least} at least for what must not arrive.`;
}
