/** What a suite is made of: checks, each a value. */
import type { ActId } from '../model/acts.ts';
import type { Finding } from '../model/outcome.ts';
import type { Requirement } from '../model/requirement.ts';
import type { TraceView } from './view.ts';

/** Judges one requirement on one trace: a pure function. */
export type Judge = (view: TraceView, rule: Requirement) => Finding;

/** One requirement, the act in which it is seen, and how it is judged. */
export interface Check {
  readonly requirement: string;
  readonly scenario: ActId;
  readonly judge: Judge;
  /** Whether only its problems count: where it finds nothing, or nothing to judge, others decide. */
  readonly isExtra?: boolean;
  /** Whether, of an extra, it counts as well that something did not come. */
  readonly countsSilence?: boolean;
  /** Of an act that is played in many sessions at once: in how many of them it is looked at; absent: in all. */
  readonly atMost?: number;
}

/** The checks of one subject of the catalogue. */
export interface Suite {
  readonly subject: string;
  readonly checks: readonly Check[];
}

/** A check. */
export function check(requirement: string, scenario: ActId, judge: Judge): Check {
  return { requirement, scenario, judge };
}

/** One check for each of several acts, all judged alike. */
export function checks(requirement: string, scenarios: readonly ActId[], judge: Judge): Check[] {
  return scenarios.map((scenario) => ({ requirement, scenario, judge }));
}

/**
 * The same checks in further acts, where only their problems count: a rule that holds wherever something of its
 * kind is seen is judged by the act that is made for it, and broken by a breach in any.
 */
export function alsoIn(scenarios: readonly ActId[], list: readonly Check[]): Check[] {
  const rules = [...new Map(list.map((one) => [one.requirement, one])).values()];
  return scenarios.flatMap((scenario) =>
    rules
      .filter(
        (rule) => !list.some((one) => one.requirement === rule.requirement && one.scenario === scenario),
      )
      .map(({ requirement, judge }) => ({ requirement, scenario, judge, isExtra: true })),
  );
}

/** A suite. */
export function defineSuite(subject: string, list: readonly Check[]): Suite {
  return { subject, checks: list };
}
