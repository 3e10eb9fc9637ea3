/** Who can be consulted. */
import { check, defineSuite, kindOf, problem, unless, untestable, type Judge } from '#kit';
import { isRefused } from './refusal.ts';

const agentIsTold: Judge = (view) => {
  if (view.trace.agents.consultant === undefined) return untestable('The target file names no consultant.');
  const told = view
    .about('consultant', { after: view.consult?.seq ?? Infinity })
    .filter(({ data }) => kindOf(view.channel, data) === 'state');
  return unless(told.length > 0, () =>
    problem('missing-event', 'a notification to the consultant', {
      expected: `the state of session ${view.sessionId}, in which it is consulted`,
      actual: 'none',
      evidence: view.consult === undefined ? [] : [view.consult.seq],
    }),
  );
};

export const targets = defineSuite('targets', [
  check('TARG-001', 'consult-accepted', agentIsTold),
  check('TARG-006', 'refused-requests', isRefused),
  check('TARG-007', 'refused-requests', isRefused),
]);
