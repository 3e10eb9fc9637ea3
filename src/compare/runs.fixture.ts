/** Runs for the tests of comparisons. */
import type { Outcome, Results, Verdict } from '../model/outcome.ts';
import { outcome, problem, resultsOf } from '../report/sample-run.fixture.ts';
import { isBroken, type Move } from './moves.ts';

/** A row that both runs judge, so that there is something to compare. */
export const judged = outcome('CUST-001', 'chat', 'passed');

/** A verdict on SMS, with a problem when it is a broken one. */
export const ofVerdict = (verdict: Verdict, id = 'RESP-001'): Outcome =>
  outcome(id, 'sms', verdict, isBroken(verdict) ? { problems: [problem()] } : {});

/** A run with these rows, and one that is well. */
export const runOf = (outcomes: readonly Outcome[], more: Partial<Results> = {}): Results =>
  resultsOf([judged, ...outcomes], more);

/** What a comparison comes to when one thing moved so. */
export const conclusions: Readonly<Record<Move, string>> = {
  worse: 'worse',
  open: 'open',
  better: 'not-worse',
  same: 'not-worse',
};
