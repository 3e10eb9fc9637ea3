/** What the checks of a requirement find in the traces, and several findings as one. */
import type { Check } from '../kit/check.ts';
import { untestable } from '../kit/finding.ts';
import type { TraceView } from '../kit/view.ts';
import type { ActId } from '../model/acts.ts';
import type { Finding } from '../model/outcome.ts';
import type { Requirement } from '../model/requirement.ts';
import { ofSilence } from './absence.ts';
import { asFarAsCaptured, isAnswerMissing } from './captured.ts';
import { asFarAsHeard, asFarAsItCame } from './interrupted.ts';
import { notInEvidence } from './not-in-evidence.ts';

/** A finding with the scenario that it was made in. */
export interface Found {
  readonly finding: Finding;
  readonly scenario: ActId | undefined;
  /** Further acts in which it was seen to be broken. */
  readonly alsoIn?: readonly ActId[];
  /** Further requirements of which each would keep it from being judged. */
  readonly alsoBecause?: readonly string[];
}

type Views = ReadonlyMap<ActId, readonly TraceView[]>;

/** What the checks of a requirement find together, in the traces of each act. */
export function foundBy(checks: readonly Check[], row: Requirement, views: Views): Found {
  return merged(
    checks.flatMap((check) =>
      findingsOf(check, row, views)
        .filter((finding) => counts(finding, check))
        .map((finding) => ({ finding, scenario: check.scenario })),
    ),
  );
}

/** What a check finds: once, or in each of the sessions that its scenario plays in at once. */
function findingsOf(check: Check, row: Requirement, views: Views): readonly Finding[] {
  const played = views.get(check.scenario) ?? [];
  if (played.length === 0) return [untestable(notInEvidence(check.scenario))];
  return spread(played, check.atMost).map((view) => findingOf(check, row, view));
}

/** So many of a list, evenly from its beginning to its end. */
function spread<T>(list: readonly T[], atMost = list.length): readonly T[] {
  if (list.length <= atMost) return list;
  const step = list.length / atMost;
  return list.filter((_, i) => Math.floor(i / step) !== Math.floor((i - 1) / step));
}

function findingOf(check: Check, row: Requirement, view: TraceView): Finding {
  if (view.trace.omitted !== undefined) return { notApplicable: view.trace.omitted };
  if (view.consult === undefined && view.refusals.length === 0) {
    return untestable(view.trace.stopped?.reason ?? 'No Consult was sent.');
  }
  if (isAnswerMissing(view, row)) return untestable('The answer to the Consult is not in the capture.');
  const finding = check.judge(view, row);
  const { stopped, captured } = view.trace;
  if (captured !== undefined) return asFarAsCaptured(finding, row, view);
  return stopped === undefined ? asFarAsHeard(finding, row, view) : asFarAsItCame(finding, stopped.reason);
}

/** Of a check in a further act only what it saw to be wrong counts; that nothing came is another rule's matter. */
function counts(finding: Finding, { isExtra, countsSilence }: Check): boolean {
  if (isExtra !== true) return true;
  if (!('problems' in finding)) return false;
  return finding.problems.some(({ kind }) => countsSilence === true || !ofSilence.includes(kind));
}

/** Several findings on one requirement as one: problems first, then doubts, then that it does not apply. */
function merged(all: readonly Found[]): Found {
  const problems = all.flatMap(({ finding }) => ('problems' in finding ? finding.problems : []));
  const broken = all.filter(({ finding }) => 'problems' in finding && finding.problems.length > 0);
  if (broken.length > 0) {
    const [first, ...alsoIn] = broken.map(({ scenario }) => scenario).filter((act) => act !== undefined);
    return { finding: { problems }, scenario: first, alsoIn };
  }
  const doubts = all.filter(({ finding }) => 'untestable' in finding);
  const [doubt] = doubts;
  if (doubt !== undefined) return { ...doubt, alsoBecause: doubts.flatMap(causeOf) };
  return (
    all.find(({ finding }) => 'problems' in finding) ??
    all[0] ?? { finding: untestable('No check.'), scenario: undefined }
  );
}

function causeOf({ finding }: Found): readonly string[] {
  return 'untestable' in finding && finding.because !== undefined ? [finding.because] : [];
}
