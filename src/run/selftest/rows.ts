/** What came of a trial, against what had to come: the rows of the self-test's tables. */
import { channelIds, type ChannelId } from '../../model/channel.ts';
import type { CheckedRequirement } from '../../model/plan.ts';
import type { Catalog } from '../../model/requirement.ts';
import type { KillRow, NullRow, VariantRow, VerdictFact } from '../../model/selftest.ts';
import type { Candidate, Company } from './pairs.ts';
import type { TrialResult } from './trial.ts';

/** A trial's results. */
export type Tried = TrialResult;

/** Whether a verdict says that a requirement is not met. */
export const isRed = ({ verdict }: VerdictFact): boolean => verdict === 'failed' || verdict === 'warned';

/**
 * Whether a fault turned exactly its requirements red. On its own channel nothing else may be red; on the other
 * one nothing but what its companion in the run has to turn red, if it has one.
 */
export function killRow(
  { fault, channel, expected }: Candidate,
  company: Company,
  verdicts: readonly VerdictFact[],
): KillRow {
  const companions = new Set(company.filter((one) => one.channel !== channel).map((one) => one.channel));
  const turnedRed = verdicts
    .filter((fact) => isRed(fact) && !companions.has(fact.channel))
    .map((fact) => (fact.channel === channel ? fact.requirement : `${fact.channel}/${fact.requirement}`))
    .sort();
  return { fault, channel, expected, turnedRed, ok: expected.join() === turnedRed.join() };
}

/** Nothing may be red, and no MUST may be left open. */
export function variantRow(variant: string, verdicts: readonly VerdictFact[], catalog: Catalog): VariantRow {
  const levels = new Map(catalog.requirements.map(({ id, level }) => [id, level]));
  const isOpen = ({ requirement, verdict }: VerdictFact): boolean =>
    verdict === 'untestable' && levels.get(requirement) === 'MUST';
  const turnedRed = verdicts
    .filter((fact) => isRed(fact) || isOpen(fact))
    .map(({ channel, requirement, verdict }) => `${channel}/${requirement} ${verdict}`);
  return { variant, turnedRed, ok: turnedRed.length === 0 };
}

/** Nothing may pass, and a run may not end as if all were well. */
export function nullRow(id: string, { verdicts, exitCode }: TrialResult): NullRow {
  const passed = verdicts
    .filter(({ verdict }) => verdict === 'passed')
    .map(({ channel, requirement }) => `${channel}/${requirement}`);
  return { id, passed, exitCode, ok: passed.length === 0 && exitCode !== 0 };
}

/** Every requirement with a check, on every channel that has the clause. */
export function checksOn(
  { requirements }: Catalog,
  checked: readonly CheckedRequirement[],
): readonly string[] {
  const ids = new Set(checked.map(({ requirement }) => requirement));
  const on = (source: Readonly<Partial<Record<ChannelId, string>>>) =>
    channelIds.filter((channel) => source[channel] !== undefined);
  return requirements
    .filter(({ id }) => ids.has(id))
    .flatMap(({ id, source }) => on(source).map((channel) => `${channel}/${id}`));
}

/** The checks that no fault turns red. */
export function unkilled(checks: readonly string[], rows: readonly KillRow[]): readonly string[] {
  const killed = new Set(rows.flatMap(({ channel, turnedRed }) => turnedRed.map((id) => `${channel}/${id}`)));
  return checks.filter((name) => !killed.has(name));
}
