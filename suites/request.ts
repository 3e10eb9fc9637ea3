/** The request: is the documented operation there, and is it accepted? */
import { check, defineSuite, fine, found, problem, unless, untestable, type Judge } from '#kit';

const unknownOperation: readonly number[] = [404, 405, 501];

const isServed: Judge = ({ consult, refused }) => {
  const status = consult?.response?.status;
  if (consult === undefined || status === undefined)
    return untestable('The Consult was not answered.', 'RESP-001');
  return unless(!(refused && unknownOperation.includes(status)), () =>
    problem('refused', 'the answer to the Consult, its HTTP status', {
      expected:
        'any status but 404, 405 and 501: the session exists and other operations on it are served here',
      actual: `HTTP ${status}`,
      evidence: [consult.seq],
    }),
  );
};

const isAccepted: Judge = ({ consult, answer, refused, first, second }) => {
  if (consult === undefined) return untestable('No Consult was sent.');
  const code = answer?.['statusCode'];
  if (refused) {
    const said = answer === undefined ? 'no JSON object' : JSON.stringify(answer);
    return found([
      problem('refused', 'the answer to the Consult', {
        expected:
          'statusCode 0: the operation, the session and the target are right, and the agent has the feature',
        actual: `HTTP ${consult.response?.status ?? '-'} with ${said}`,
        evidence: [consult.seq],
      }),
    ]);
  }
  if (code === 0 || first !== undefined || second !== undefined) return fine;
  return untestable('The answer does not tell whether the Consult was accepted.', 'RESP-004');
};

/** The checks of the subject request. */
export const request = defineSuite('request', [
  check('REQ-001', 'consult-accepted', isServed),
  check('REQ-002', 'consult-accepted', isAccepted),
]);
