/**
 * Scenarios that were played twice: beside others first, and again by themselves, as a server may let an agent into so
 * many sessions and no more. What is seen of a scenario by itself counts.
 */
import type { TraceView } from '../kit/view.ts';
import type { Finding, ProblemKind } from '../model/outcome.ts';

/** The views of a run, by what they are good for. */
export interface Twice {
  /** Those that are judged. */
  readonly counting: readonly TraceView[];
  /** Those of a first time in which a Consult neither succeeded nor failed. */
  readonly unheard: readonly TraceView[];
}

/** Sorts the views of a run. */
export function playedAgain(views: readonly TraceView[]): Twice {
  const first = new Map(
    views.flatMap(({ trace: { again } }) =>
      again === undefined ? [] : [[again.trace, again.because] as const],
    ),
  );
  return {
    counting: views.filter(({ trace }) => !first.has(trace.key)),
    unheard: views.filter(({ trace }) => first.get(trace.key) === 'unheard'),
  };
}

/** What a Consult that waits for its agent does not show, and one that is lost does not either. */
const ofSilence: readonly ProblemKind[] = ['missing-event', 'no-answer'];

/** Whether a rule was broken by silence. */
export function isSilence(finding: Finding): boolean {
  return 'problems' in finding && finding.problems.some(({ kind }) => ofSilence.includes(kind));
}

/** Why a rule that is kept by itself is open when nothing was heard beside others. */
export const openBesideOthers =
  'By itself it is met. Beside other sessions of the same agents a Consult neither succeeded nor failed: it may have waited for the agent, or was lost. Where an agent may be in so many sessions only, say so (limits.sessionsPerAgent).';
