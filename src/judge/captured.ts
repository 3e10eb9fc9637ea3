/** What a finding is worth in a trace that the suite did not play: a capture of somebody else's, which shows a part. */
import { untestable } from '../kit/finding.ts';
import type { TraceView } from '../kit/view.ts';
import type { Entry, Watch } from '../model/evidence.ts';
import type { Finding, Outcome, Problem, Verdict } from '../model/outcome.ts';
import type { Requirement } from '../model/requirement.ts';
import { actsOf, causesOf, restingOn, seenIn } from '../model/several.ts';
import { ofAbsence, ofGaps } from './absence.ts';
import { isNotInEvidence } from './not-in-evidence.ts';

/** Subjects that the answer to the Consult shows. A capture of notifications alone does not hold it. */
const shownByAnswer: readonly string[] = ['request', 'response', 'feature'];

/** Whether a requirement is about the answer to a Consult, and a capture does not hold that. */
export function isAnswerMissing({ trace, consult }: TraceView, { subject }: Requirement): boolean {
  const isCaptured = trace.captured !== undefined && consult !== undefined;
  return isCaptured && consult.response === undefined && shownByAnswer.includes(subject);
}

/** Whether what rests on a requirement can be judged without it: the answer was not seen, but what followed it. */
export function isShownWithoutAnswer({ subject }: Requirement, { verdict, because }: Outcome): boolean {
  return verdict === 'untestable' && because === undefined && shownByAnswer.includes(subject);
}

/** Requirements that are met by something not happening: how long it did not, a capture has to show. */
export const metBySilence: readonly string[] = [
  'SECOND-019',
  'SECOND-020',
  'SECOND-021',
  'FAIL-019',
  'FAIL-020',
  'FAIL-021',
  'FAIL-024',
  'FAIL-027',
  'FAIL-028',
  'BYST-001',
  'BYST-002',
  'BYST-003',
  'CUST-005',
  'CUST-006',
  'CORR-008',
  'CORR-014',
  'AFTER-011',
  'AFTER-012',
];

/** How long a capture has to go on to show that something did not come: as long as a run waits by default. */
const GOES_ON_MS = 10_000;

/**
 * What was seen stands, right or wrong. That something was not there, and rules that are met by silence, are judged
 * only where the capture goes on, and where those were listened to who would have been told.
 */
export function asFarAsCaptured(finding: Finding, row: Requirement, view: TraceView): Finding {
  if (!('problems' in finding)) return finding;
  const cut = interruption(row, view);
  const isProved = ({ kind, evidence }: Problem): boolean =>
    (cut === undefined || !ofGaps.includes(kind)) &&
    (!ofAbsence.includes(kind) || endingTooSoon(view, evidence) === undefined);
  const problems = finding.problems.filter(isProved);
  if (problems.length > 0) return { ...finding, problems };
  const all = finding.problems.flatMap(({ evidence }) => evidence);
  const reason = cut ?? endingTooSoon(view, all);
  if (finding.problems.length > 0) return untestable(`Not in the capture. ${reason ?? ''}`.trimEnd());
  return reason !== undefined && metBySilence.includes(row.id) ? untestable(`${SILENCE} ${reason}`) : finding;
}

const SILENCE = 'It is met by silence, which the capture does not prove.';

/** Why what was told to those who had to be told is not all there; `undefined`: it is. */
function interruption({ observe }: Requirement, { trace }: TraceView): string | undefined {
  const observers: readonly string[] = observe;
  const unheard = trace.captured?.unheard.find((party) => observers.includes(party));
  if (unheard !== undefined) return `The capture does not hold all that the ${unheard} was told.`;
  const cut = trace.entries.find(
    (entry): entry is Watch =>
      entry.kind === 'watch' && entry.state !== 'subscribed' && observers.includes(entry.party),
  );
  return cut === undefined ? undefined : (cut.reason ?? `The ${cut.party}'s notifications were interrupted.`);
}

/** Why the capture does not show what came, or did not come, of some entries and of the Consult; `undefined`: it does. */
function endingTooSoon({ trace, ...view }: TraceView, evidence: readonly number[]): string | undefined {
  if (trace.stopped !== undefined) return trace.stopped.reason;
  const closing = trace.own.find(({ kind }) => kind === 'closing');
  const causes = [
    view.consult,
    view.first,
    view.second,
    view.failure,
    ...view.exchanges('consultant-accept'),
  ];
  const named = trace.entries.filter(({ seq }) => evidence.includes(seq));
  const since = Math.max(...[...causes, ...named].map(endOf));
  if (closing !== undefined && closing.at - since >= GOES_ON_MS) return undefined;
  return `It does not go on for ${GOES_ON_MS / 1000} s after what should have led to it.`;
}

function endOf(entry: Entry | undefined): number {
  if (entry === undefined) return 0;
  return 'end' in entry ? entry.end.at : entry.at;
}

/**
 * The outcomes of several Consults that were captured as one each: what one shows to be wrong is wrong, and what one
 * shows to be right need not be shown by another, of which less may be there.
 * @param lists the outcomes of each, all of the same requirements in the same order
 */
export function acrossCaptured(lists: readonly (readonly Outcome[])[]): readonly Outcome[] {
  const [first = []] = lists;
  return first.map((outcome, i) =>
    together(
      lists.flatMap((list) => list[i] ?? []),
      outcome,
    ),
  );
}

/** Verdicts from the one that counts most to the one that counts least. */
const weights: readonly (readonly Verdict[])[] = [
  ['failed', 'warned'],
  ['passed'],
  ['untestable'],
  ['not-applicable'],
];

const isRed = ({ verdict }: Outcome): boolean => verdict === 'failed' || verdict === 'warned';

function together(all: readonly Outcome[], otherwise: Outcome): Outcome {
  const silence = all.find(({ reason }) => reason?.startsWith(SILENCE));
  if (silence !== undefined && !all.some(isRed)) return silence; // one that is in doubt is not proved by another
  const level = weights
    .map((verdicts) => all.filter(({ verdict }) => verdicts.includes(verdict)))
    .find((same) => same.length > 0);
  // That another kind of Consult is not in a trace is no reason where a trace has one of this kind.
  const telling = level?.find(({ reason }) => !isNotInEvidence(reason)) ?? level?.[0];
  if (level === undefined || telling === undefined) return otherwise;
  const broken = level.filter(({ problems }) => problems.length > 0);
  return {
    ...telling,
    ...seenIn([telling, ...broken].flatMap(actsOf)),
    ...restingOn(telling.because === undefined ? [] : [telling, ...level].flatMap(causesOf)),
    problems: level.flatMap(({ problems }) => problems),
  };
}
