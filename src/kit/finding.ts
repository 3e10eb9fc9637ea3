/** Ways to say what a check found. */
import type { Finding, Problem, ProblemKind } from '../model/outcome.ts';

const LONGEST = 160;

/** Nothing is wrong. */
export const fine: Finding = { problems: [] };

/** These problems were found; none: nothing is wrong. */
export function found(problems: readonly Problem[]): Finding {
  return { problems };
}

/** It could not be judged, for this reason. */
export function untestable(reason: string, because?: string): Finding {
  return because === undefined ? { untestable: reason } : { untestable: reason, because };
}

/** The requirement does not apply to what the server did, for this reason. */
export function notApplicable(reason: string): Finding {
  return { notApplicable: reason };
}

/** A value as a person reads it in a problem: JSON, clipped. */
export function shown(value: unknown): string {
  const text = value === undefined ? 'nothing' : JSON.stringify(value);
  return text.length > LONGEST ? `${text.slice(0, LONGEST)}… (${text.length} characters)` : text;
}

/** One problem. */
export function problem(
  kind: ProblemKind,
  where: string,
  about: { readonly expected: string; readonly actual: string; readonly evidence: readonly number[] },
): Problem {
  return { kind, where, ...about };
}

/** Nothing is wrong when `right`; else this one problem. */
export function unless(right: boolean, otherwise: () => Problem): Finding {
  return right ? fine : found([otherwise()]);
}
