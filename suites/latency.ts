/** How long it takes from a Consult to its notifications, against what the description of the target promises. */
import {
  check,
  defineSuite,
  latenciesOf,
  notApplicable,
  problem,
  unless,
  untestable,
  type Judge,
} from '#kit';

const scenario = 'consult-accepted';

/** The 95th percentile over all Consults of the run is within the budget. */
function isWithinBudget(measure: 'first' | 'second'): Judge {
  return (view) => {
    const budget = view.budget[measure];
    if (budget === undefined)
      return notApplicable(`The description of the target promises nothing (budget.${measure}).`);
    const latency = latenciesOf(view.run()).find((one) => one.measure === measure);
    if (latency === undefined) return untestable(`No Consult led to the ${measure} notification.`);
    const { p95, samples } = latency;
    return unless(p95 <= budget, () =>
      problem('late-event', `the ${measure} notification to the originator`, {
        expected: `95 of 100 within ${budget} ms of the Consult, as the description of the target promises`,
        actual: `a 95th percentile of ${Math.round(p95)} ms (${samples} Consults)`,
        evidence: slowest(view, measure),
      }),
    );
  };
}

/** The Consult and the notification of the slowest act. */
function slowest(view: Parameters<Judge>[0], measure: 'first' | 'second'): readonly number[] {
  const pairs = view.run().flatMap((one) => {
    const { consult, [measure]: told, failure } = one;
    return consult === undefined || told === undefined || failure !== undefined ? [] : [{ consult, told }];
  });
  const most = pairs.toSorted((a, b) => b.told.at - b.consult.at - (a.told.at - a.consult.at))[0];
  return most === undefined ? [] : [most.consult.seq, most.told.seq];
}

/** The checks of the subject latency. */
export const latency = defineSuite('latency', [
  check('LAT-001', scenario, isWithinBudget('first')),
  check('LAT-002', scenario, isWithinBudget('second')),
]);
