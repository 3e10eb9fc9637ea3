/** What was found of a requirement, as the outcome that a report has. */
import type { ChannelId } from '../model/channel.ts';
import type { Outcome, Problem } from '../model/outcome.ts';
import type { Requirement } from '../model/requirement.ts';
import { restingOn, seenIn } from '../model/several.ts';
import type { Found } from './findings.ts';

const breach = { MUST: 'failed', SHOULD: 'warned', MAY: 'warned' } as const;

/** The outcome of a requirement on a channel. */
export function toOutcome(row: Requirement, channel: ChannelId, found: Found): Outcome {
  const { finding, scenario, alsoIn = [], alsoBecause = [] } = found;
  const base = {
    requirement: row.id,
    channel,
    level: row.level,
    ...seenIn(scenario === undefined ? [] : [scenario, ...('problems' in finding ? alsoIn : [])]),
  };
  if ('untestable' in finding) {
    const { untestable: reason, because } = finding;
    const causes = restingOn(because === undefined ? [] : [because, ...alsoBecause]);
    return { ...base, verdict: 'untestable', reason, ...causes, problems: noProblems };
  }
  if ('notApplicable' in finding) {
    return { ...base, verdict: 'not-applicable', reason: finding.notApplicable, problems: noProblems };
  }
  const { problems, note } = finding;
  const reason = note === undefined ? {} : { reason: note };
  return { ...base, verdict: problems.length > 0 ? breach[row.level] : 'passed', ...reason, problems };
}

const noProblems: readonly Problem[] = [];
