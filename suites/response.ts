/** The HTTP response to a Consult. */
import {
  check,
  checks,
  defineSuite,
  notApplicable,
  problem,
  shapeOf,
  shown,
  unless,
  untestable,
  type Judge,
  type TraceView,
} from '#kit';
import { wherever } from './acts.ts';

const both = ['consult-accepted', 'consult-failed'] as const;

const isAnswered: Judge = ({ consult }) => {
  if (consult === undefined) return untestable('No Consult was sent.');
  const { failure } = consult;
  return unless(failure === undefined, () =>
    problem('no-answer', 'the Consult', {
      expected: 'an HTTP answer before the deadline',
      actual: failure === undefined ? 'nothing' : `${failure.kind}: ${failure.message}`,
      evidence: [consult.seq],
    }),
  );
};

const hasStatusOfSuccess: Judge = ({ consult }) => {
  const status = consult?.response?.status ?? 0;
  return unless(status >= 200 && status < 300, () =>
    problem('wrong-value', 'the answer to the Consult, its HTTP status', {
      expected: 'a status from 200 to 299',
      actual: `HTTP ${status}`,
      evidence: consult === undefined ? [] : [consult.seq],
    }),
  );
};

/** That a Consult was refused as requests are that never reach the service: with a page, or with nothing. */
const bareRefusal = 'The Consult was refused by its HTTP status; the documents show no refusal.';

/** Whether a Consult that can't be carried out was refused so. */
function isBarelyRefused({ answer, refused, trace }: TraceView): boolean {
  return refused && answer === undefined && trace.act === 'consult-failed';
}

const isJsonObject: Judge = (view) => {
  const { consult, answer, refused } = view;
  const body = consult?.response?.body;
  if (consult === undefined || body === undefined)
    return untestable('The Consult was not answered.', 'RESP-001');
  if (isBarelyRefused(view)) return notApplicable(bareRefusal);
  if (refused && answer === undefined)
    return untestable('The Consult was refused, by its HTTP status.', 'REQ-002');
  const actual =
    body.form === 'json'
      ? shown(body.json)
      : body.form === 'none'
        ? 'no body'
        : `${body.why}: ${shown(body.text)}`;
  return unless(answer !== undefined, () =>
    problem('not-json', 'the answer to the Consult, its body', {
      expected: 'one JSON object in UTF-8',
      actual,
      evidence: [consult.seq],
    }),
  );
};

const hasStatusCode: Judge = (view) => {
  const { consult, answer, refused } = view;
  if (isBarelyRefused(view)) return notApplicable(bareRefusal);
  if (consult === undefined || answer === undefined)
    return untestable('There is no answer to look at.', 'RESP-003');
  const code = answer['statusCode'];
  if (refused && code === undefined) return notApplicable(bareRefusal);
  return unless(Number.isInteger(code), () =>
    problem(code === undefined ? 'missing-member' : 'wrong-type', 'the answer to the Consult, /statusCode', {
      expected: 'an integer',
      actual: shown(code),
      evidence: [consult.seq],
    }),
  );
};

const hasReferenceId: Judge = (view, rule) =>
  view.refused
    ? notApplicable('The server refused this Consult at once, which the reading FAILURE-TIME leaves open.')
    : shapeOf(view, rule);

const isDeclaredAsJson: Judge = ({ consult }) => {
  const type = consult?.response?.headers['content-type'];
  return unless(type !== undefined && /^application\/(\w[\w.+-]*\+)?json\s*(;|$)/i.test(type), () =>
    problem('wrong-value', 'the answer to the Consult, Content-Type', {
      expected: 'application/json',
      actual: shown(type),
      evidence: consult === undefined ? [] : [consult.seq],
    }),
  );
};

/** The checks of the subject response. */
export const response = defineSuite(
  'response',
  wherever([
    ...checks('RESP-001', both, isAnswered),
    check('RESP-002', 'consult-accepted', hasStatusOfSuccess),
    ...checks('RESP-003', both, isJsonObject),
    ...checks('RESP-004', both, hasStatusCode),
    ...checks('RESP-005', both, hasReferenceId),
    check('RESP-006', 'consult-accepted', isDeclaredAsJson),
  ]),
);
