/** Lists for people: the requirements, the plan of a run, the faults and variants of the embedded server. */
import { channelIds, channels, type ChannelId } from '../model/channel.ts';
import type { CheckedRequirement, PlannedScenario, ServerTrait, TraitNeeds } from '../model/plan.ts';
import { countRequests, requestsOn } from '../model/planned-requests.ts';
import type { Catalog, Requirement } from '../model/requirement.ts';
import { groupBy } from './group-by.ts';
import { cell, labelled } from './layout.ts';
import type { Paint } from './paint.ts';
import { plural } from './plural.ts';

/** The screen that a list is shown on. */
export interface Screen {
  readonly width: number;
  readonly paint: Paint;
}

/** A requirement with the scenarios in which a check sees it: a row of `list --format json`. */
export interface ListedRequirement extends Requirement {
  readonly scenarios: readonly string[];
}

/** The requirements of the catalogue with their checks. */
export function listedRequirements(
  catalog: Catalog,
  checked: readonly CheckedRequirement[],
): readonly ListedRequirement[] {
  const scenarios = groupBy(checked, ({ requirement }) => requirement);
  return catalog.requirements.map((requirement) => ({
    ...requirement,
    scenarios: (scenarios.get(requirement.id) ?? []).map(({ scenario }) => scenario),
  }));
}

/** The requirements by subject: level, basis, rule, sources, and the scenario of the check or why there is none. */
export function renderRequirements(
  catalog: Catalog,
  checked: readonly CheckedRequirement[],
  screen: Screen,
): string {
  const rows = listedRequirements(catalog, checked);
  const lines = catalog.subjects.flatMap(({ id, title }) => [
    '',
    screen.paint('bold', `${title} (${id})`),
    ...rows.filter(({ subject }) => subject === id).flatMap((row) => renderRequirement(row, screen)),
  ]);
  const covered = rows.filter(({ scenarios }) => scenarios.length > 0).length;
  const total = `${plural(rows.length, 'requirement')}, ${covered} checked, ${rows.length - covered} not tested.`;
  return [...lines.slice(1), '', total, ''].join('\n');
}

function renderRequirement(row: ListedRequirement, { width, paint }: Screen): string[] {
  const room = { indent: 4, label: 8, width };
  const sources = Object.entries(row.source).map(([id, where]) => `${titleOf(id)}: ${where}`);
  const untested = `not tested: ${row.notTested ?? 'no check covers it'}`;
  const check = row.scenarios.length > 0 ? row.scenarios.join(', ') : untested;
  return [
    `  ${paint('bold', row.id)}  ${row.level}, ${row.basis}`,
    ...labelled('', row.text, { indent: 4, label: 0, width }),
    ...labelled('source', sources.join(' · '), room).map((line) => paint('dim', line)),
    ...labelled('check', check, room).map((line) => paint('dim', line)),
  ];
}

function titleOf(id: string): string {
  return channelIds.find((channel) => channel === id) === undefined ? id : channels[id as ChannelId].title;
}

/** What a run does to a server: its scenarios on each channel, their sessions and requests. */
export function renderPlan(
  scenarios: readonly PlannedScenario[],
  ids: readonly ChannelId[],
  { width, paint }: Screen,
): string {
  const sessions = scenarios.reduce((sum, scenario) => sum + scenario.sessions, 0);
  const counts = ids.map((id) => {
    const requests = scenarios.reduce((sum, scenario) => sum + countRequests(scenario, id), 0);
    return `about ${plural(requests, 'request')} on ${channels[id].title}`;
  });
  const each = `${plural(sessions, 'session')}${ids.length > 1 ? ' on each channel' : ''}`;
  const shown = scenarios.map((scenario) => ({
    ...scenario,
    requests: scenario.requests.filter((one) => ids.some((id) => requestsOn([one], id).length > 0)),
  }));
  return [
    `A run plays ${plural(scenarios.length, 'scenario')}: ${each}, ${counts.join(' and ')}, besides logins, notifications and reading what is shown.`,
    ...shown.flatMap(({ id, title, sessions: own, together = false, requests: sent }) => [
      '',
      `${paint('bold', id)}  ${title} (${plural(own, 'session')}${together ? ' at once, in each:' : ''})`,
      ...sent.flatMap((request, i) => labelled(`${i + 1}.`, request, { indent: 2, label: 4, width })),
    ]),
    '',
  ].join('\n');
}

/** Faults or variants of the embedded server, one paragraph each. */
export function renderTraits(traits: readonly ServerTrait[], { width, paint }: Screen): string {
  const lines = traits.flatMap(({ id, text, channels: on = channelIds, turnsRed = [], needs }) => [
    paint('bold', id) + onlyOn(on),
    ...labelled('', text, { indent: 4, label: 0, width }),
    ...(turnsRed.length === 0
      ? []
      : labelled(cell('turns red', 10), turnsRed.join(' '), { indent: 4, label: 10, width })),
    ...(needs === undefined ? [] : labelled('needs', needsWords(needs), { indent: 4, label: 10, width })),
  ]);
  return [...lines, ''].join('\n');
}

/** What a run of a server with a trait has to be told, in words. */
export function needsWords(needs: TraitNeeds): string {
  const lines = Object.entries(needs).map(([key, value]) => `${key}: ${value}`);
  return `${lines.join(', ')} in the target file${flagWords(needs)}`;
}

function flagWords({ 'limits.concurrentSessions': sessions }: TraitNeeds): string {
  return sessions === undefined ? '' : `, or run --concurrency ${sessions}`;
}

function onlyOn(on: readonly ChannelId[]): string {
  return on.length === channelIds.length ? '' : ` (${on.map((id) => channels[id].title).join(', ')} only)`;
}
