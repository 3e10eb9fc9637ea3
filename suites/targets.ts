/** Who can be consulted. */
import {
  check,
  defineSuite,
  found,
  kindOf,
  problem,
  shown,
  unless,
  untestable,
  type Judge,
  type PartyName,
  type Problem,
  type TraceView,
} from '#kit';
import { isRefused } from './refusal.ts';

const evidence = ({ consult }: TraceView): number[] => (consult === undefined ? [] : [consult.seq]);

/** Whether an agent was told of the session, in which it is consulted. */
function isTold(view: TraceView, party: PartyName): boolean {
  return view
    .about(party, { after: view.consult?.seq ?? Infinity })
    .some(({ data }) => kindOf(view.channel, data) === 'state');
}

const untold = (view: TraceView): Problem =>
  problem('missing-event', 'a notification to the consultant', {
    expected: `the state of session ${view.sessionId}, in which it is consulted`,
    actual: 'none',
    evidence: evidence(view),
  });

const agentIsTold: Judge = (view) => {
  if (view.trace.agents.consultant === undefined) return untestable('Nobody is known as the consultant.');
  return unless(isTold(view, 'consultant'), () => untold(view));
};

/** What a Consult in vain looks like: refused at once, or said to have failed. */
function inVain(view: TraceView): Problem | undefined {
  const { consult, refused, failure, answer, first, second } = view;
  if (refused) {
    return problem('refused', 'the answer to the Consult', {
      expected: 'statusCode 0: the target can be consulted, and is named as documented',
      actual: `HTTP ${consult?.response?.status ?? '-'} with ${shown(answer)}`,
      evidence: evidence(view),
    });
  }
  if (failure === undefined || (first !== undefined && second !== undefined)) return undefined; // see FAIL-020
  return problem('unexpected-event', 'a notification to the originator after the Consult that was accepted', {
    expected: 'no failure: the target can be consulted, and is named as documented',
    actual: shown(failure.data),
    evidence: [...evidence(view), failure.seq],
  });
}

/** Both notifications of success that did not come, or do not tell of anybody new. */
function unannounced({ first, second, consultantId, ...view }: TraceView): Problem[] {
  const missing = [
    ...(first === undefined ? ['the first notification'] : []),
    ...(second === undefined ? ['the second notification'] : []),
  ];
  if (missing.length === 0 && consultantId !== undefined) return [];
  return [
    problem('missing-event', 'the notifications to the originator', {
      expected: 'both notifications of success, with a consultant who was not there before',
      actual: missing.length > 0 ? `${missing.join(' and ')} did not arrive` : 'nobody new is listed',
      evidence: [view.consult?.seq ?? [], first?.seq ?? [], second?.seq ?? []].flat(),
    }),
  ];
}

/** The agent whom the request names is told, and joins. */
export const isConsulted: Judge = (view) => {
  const refusal = inVain(view);
  if (refusal !== undefined) return found([refusal]);
  if (!isTold(view, 'consultant')) return found([untold(view)]);
  return found(unannounced(view));
};

/** Somebody who serves the queue joins; whoever that is. */
const isConsultedThrough: Judge = (view) => {
  const refusal = inVain(view);
  return found(refusal === undefined ? unannounced(view) : [refusal]);
};

/** The checks of the subject targets. */
export const targets = defineSuite('targets', [
  check('TARG-001', 'consult-accepted', agentIsTold),
  check('TARG-002', 'consult-targets', isConsulted),
  check('TARG-003', 'consult-queue', isConsultedThrough),
  check('TARG-004', 'consult-by-path', isConsulted),
  check('TARG-005', 'consult-queue-by-path', isConsultedThrough),
  check('TARG-006', 'refused-requests', isRefused),
  check('TARG-007', 'refused-requests', isRefused),
]);
