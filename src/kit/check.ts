/** What a suite is made of: checks, each a value. */
import type { ScenarioId } from '../model/evidence.ts';
import type { Finding } from '../model/outcome.ts';
import type { Requirement } from '../model/requirement.ts';
import type { TraceView } from './view.ts';

/** Judges one requirement on one trace: a pure function. */
export type Judge = (view: TraceView, rule: Requirement) => Finding;

/** One requirement, the scenario in which it is seen, and how it is judged. */
export interface Check {
  readonly requirement: string;
  readonly scenario: ScenarioId;
  readonly judge: Judge;
}

/** The checks of one subject of the catalogue. */
export interface Suite {
  readonly subject: string;
  readonly checks: readonly Check[];
}

/** A check. */
export function check(requirement: string, scenario: ScenarioId, judge: Judge): Check {
  return { requirement, scenario, judge };
}

/** One check for each of several scenarios, all judged alike. */
export function checks(requirement: string, scenarios: readonly ScenarioId[], judge: Judge): Check[] {
  return scenarios.map((scenario) => ({ requirement, scenario, judge }));
}

/** A suite. */
export function defineSuite(subject: string, list: readonly Check[]): Suite {
  return { subject, checks: list };
}
