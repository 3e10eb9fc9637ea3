/**
 * Scenarios that were played twice: beside others first, and again by themselves, as a server may let an agent into so
 * many sessions and no more. What is seen of a scenario by itself counts.
 */
import type { TraceView } from '../kit/view.ts';
import type { Finding, Problem } from '../model/outcome.ts';
import { ofSilence } from './absence.ts';

/** What is known of the scenarios of a run that were played beside others before they were played by themselves. */
export interface Beside {
  /** Their acts, where a Consult neither succeeded nor failed. */
  readonly unheard: readonly TraceView[];
  /** Whether such a Consult succeeded by itself: then it may have waited for its agent, as others may have. */
  readonly mayWait: boolean;
}

/** The views of a run that are judged, and what is known of the others. */
export function playedAgain(
  views: readonly TraceView[],
): Beside & { readonly counting: readonly TraceView[] } {
  const first = new Map(
    views.flatMap(({ trace: { again } }) =>
      again === undefined ? [] : [[again.trace, again.because] as const],
    ),
  );
  const counting = views.filter(({ trace }) => !first.has(trace.key));
  const unheard = views.filter(({ trace }) => first.get(trace.key) === 'unheard');
  const succeeds = ({ trace }: TraceView): boolean =>
    counting.some(
      (later) =>
        later.trace.again?.trace === trace.key && later.trace.act === trace.act && later.first !== undefined,
    );
  return { counting, unheard, mayWait: unheard.some((view) => view.first === undefined && succeeds(view)) };
}

/** Whether a rule was broken by silence. */
export function isSilence(finding: Finding): boolean {
  return 'problems' in finding && finding.problems.some(({ kind }) => ofSilence.includes(kind));
}

/** Whether all that is wrong is what comes of a Consult that waits for its agent. */
export function isWaiting(problems: readonly Problem[], seen: readonly TraceView[]): boolean {
  const isBeside = seen.every(({ trace }) => trace.again === undefined);
  return problems.every(({ kind }) => kind === 'late-event' || (isBeside && ofSilence.includes(kind)));
}

/** Why a rule is open of which it is not known whether it is broken, or an agent was busy. */
export const openBesideOthers =
  'Beside other sessions of the same agents a Consult neither succeeded nor failed, and by itself it succeeds: it may have waited for its agent, or was lost. Where an agent may be in so many sessions only, say so (limits.sessionsPerAgent).';
