/** What a finding is worth in a trace that the suite did not play: a capture of somebody else's, which shows a part. */
import { untestable } from '../kit/finding.ts';
import type { TraceView } from '../kit/view.ts';
import type { Watch } from '../model/evidence.ts';
import type { Finding, Outcome, ProblemKind } from '../model/outcome.ts';
import type { Requirement } from '../model/requirement.ts';

/** Subjects that the answer to the Consult shows. A capture of notifications alone does not hold it. */
const shownByAnswer: readonly string[] = ['request', 'response', 'feature'];

/** Whether a requirement is about the answer to a Consult, and a capture does not hold that. */
export function isAnswerMissing({ trace, consult }: TraceView, { subject }: Requirement): boolean {
  const isCaptured = trace.captured === true && consult !== undefined;
  return isCaptured && consult.response === undefined && shownByAnswer.includes(subject);
}

/** Whether what rests on a requirement can be judged without it: the answer was not seen, but what followed it. */
export function isShownWithoutAnswer({ subject }: Requirement, { verdict, because }: Outcome): boolean {
  return verdict === 'untestable' && because === undefined && shownByAnswer.includes(subject);
}

/** Requirements that are met by something not happening: how long it did not, a capture has to show. */
export const metBySilence: readonly string[] = [
  'SECOND-020',
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
  'CORR-014',
  'AFTER-011',
];

/** Problems that something was not there. */
const ofAbsence: readonly ProblemKind[] = ['missing-event', 'no-answer', 'not-gained', 'not-withdrawn'];

/** Problems that a gap in what was captured, or its being captured twice, causes by itself. */
const ofGaps: readonly ProblemKind[] = ['missing-event', 'repeated-event'];

/**
 * What was seen stands, right or wrong. That something was not there, and rules that are met by silence, are judged
 * only where the capture goes on, and where those were listened to who would have been told.
 */
export function asFarAsCaptured(finding: Finding, row: Requirement, view: TraceView): Finding {
  if (!('problems' in finding)) return finding;
  const end = view.trace.stopped?.reason;
  const cut = interruption(row, view);
  const excused = [...(end === undefined ? [] : ofAbsence), ...(cut === undefined ? [] : ofGaps)];
  const problems = finding.problems.filter(({ kind }) => !excused.includes(kind));
  if (problems.length > 0) return { ...finding, problems };
  const reason = end ?? cut?.reason ?? 'The capture has a gap.';
  if (finding.problems.length > 0) return untestable(`Not in the capture. ${reason}`);
  const isOpen = end !== undefined || cut !== undefined;
  return isOpen && metBySilence.includes(row.id)
    ? untestable(`It is met by silence, which the capture does not prove. ${reason}`)
    : finding;
}

/** When one of those who had to be told was not listened to. */
function interruption({ observe }: Requirement, { trace }: TraceView): Watch | undefined {
  const observers: readonly string[] = observe;
  return trace.entries.find(
    (entry): entry is Watch =>
      entry.kind === 'watch' && entry.state !== 'subscribed' && observers.includes(entry.party),
  );
}
