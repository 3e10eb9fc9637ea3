/** Faults of the HTTP answers to Consult, and of other answers that belong to a consult. */
import type { JsonObject } from '../json.ts';
import { answering, fault, isIn, withBody, type Fault } from './build.ts';

const without = (member: string) =>
  withBody((body) => Object.fromEntries(Object.entries(body).filter(([name]) => name !== member)));
const having = (more: JsonObject) => withBody((body) => ({ ...body, ...more }));
const html = '<html><body>It works</body></html>';

/** A refusal in the place of whatever the answer was. */
const refusing = (status: number, statusCode: number) =>
  answering('Consult', (answer) => ({ ...answer, status, body: { statusCode, statusMessage: 'refused' } }));

/** One fault a row. */
export const answerFaults: readonly Fault[] = [
  fault('answer.hangs', 'Consult is never answered.', {
    kills: ['RESP-001'],
    make: answering('Consult', (answer) => ({ ...answer, hang: true })),
  }),
  fault('answer.late', 'Consult is answered too late.', {
    kills: ['RESP-001'],
    make: answering('Consult', (answer, { tooLateMs }) => ({ ...answer, delayMs: tooLateMs })),
  }),
  fault('answer.reset', 'The connection is cut instead of an answer to Consult.', {
    kills: ['RESP-001'],
    make: answering('Consult', (answer) => ({ ...answer, reset: true })),
  }),
  fault('answer.unknown-address', 'Consult is answered with 404.', {
    kills: ['REQ-001'],
    make: refusing(404, 6),
  }),
  fault('answer.wrong-method', 'Consult is answered with 405.', {
    kills: ['REQ-001'],
    make: refusing(405, 2),
  }),
  fault('answer.not-implemented', 'Consult is answered with 501.', {
    kills: ['REQ-001'],
    make: refusing(501, 4),
  }),
  fault('answer.refused', 'Consult is refused though everything about it is right.', {
    kills: ['REQ-002'],
    make: refusing(400, 2),
  }),
  fault('answer.refused-with-200', 'Consult is refused by its body alone.', {
    kills: ['REQ-002'],
    make: refusing(200, 2),
  }),
  fault('answer.denied', 'Consult is denied to an agent with the feature.', {
    kills: ['FEAT-001'],
    make: refusing(403, 5),
  }),
  fault('answer.forbidden', 'Consult is forbidden to an agent with the feature.', {
    kills: ['FEAT-001'],
    make: refusing(403, 3),
  }),
  fault('answer.status-500', 'An accepted Consult is answered with 500.', {
    kills: ['RESP-002'],
    make: answering('Consult', (answer) => (answer.status === 200 ? { ...answer, status: 500 } : answer)),
  }),
  fault('answer.status-300', 'An accepted Consult is answered with 300.', {
    kills: ['RESP-002'],
    make: answering('Consult', (answer) => ({ ...answer, status: 300 })),
  }),
  fault('answer.html', 'The answer to Consult is HTML.', {
    kills: ['RESP-003'],
    make: answering('Consult', (answer) => ({ ...answer, raw: html })),
  }),
  fault('answer.empty', 'The answer to Consult has no body.', {
    kills: ['RESP-003'],
    make: answering('Consult', (answer) => ({ ...answer, raw: '' })),
  }),
  fault('answer.array', 'The answer to Consult is an array.', {
    kills: ['RESP-003'],
    make: answering(
      'Consult',
      withBody((body) => [body]),
    ),
  }),
  fault('answer.string', 'The answer to Consult is a JSON string.', {
    kills: ['RESP-003'],
    make: answering(
      'Consult',
      withBody((body) => JSON.stringify(body)),
    ),
  }),
  fault('answer.not-utf8', 'The answer to Consult is not UTF-8.', {
    kills: ['RESP-003'],
    make: answering('Consult', (answer) => ({
      ...answer,
      raw: new Uint8Array([0x7b, 0x22, 0xff, 0xfe, 0x22, 0x3a, 0x30, 0x7d]),
    })),
  }),
  fault('answer.truncated', 'The answer to Consult is cut off.', {
    kills: ['RESP-003'],
    make: answering('Consult', (answer) => ({ ...answer, raw: JSON.stringify(answer.body).slice(0, -3) })),
  }),
  fault('answer.statusCode.missing', 'The answer to Consult has no statusCode.', {
    kills: ['RESP-004'],
    make: answering('Consult', without('statusCode')),
  }),
  fault('answer.statusCode.type', 'The statusCode of the answer to Consult is a string.', {
    kills: ['RESP-004'],
    make: answering('Consult', having({ statusCode: '0' })),
  }),
  fault('answer.statusCode.null', 'The statusCode of the answer to Consult is null.', {
    kills: ['RESP-004'],
    make: answering('Consult', having({ statusCode: null })),
  }),
  fault('answer.statusCode.fraction', 'The statusCode of the answer to Consult is no integer.', {
    kills: ['RESP-004'],
    make: answering('Consult', having({ statusCode: 0.5 })),
  }),
  fault('answer.statusCode.empty', 'The statusCode of the answer to Consult is an empty string.', {
    kills: ['RESP-004'],
    make: answering('Consult', having({ statusCode: '' })),
  }),
  fault('answer.referenceId.null', 'The referenceId of the answer to Consult is null.', {
    kills: ['RESP-005'],
    make: answering('Consult', having({ referenceId: null })),
  }),
  fault('answer.referenceId.missing', 'The answer to Consult has no referenceId.', {
    kills: ['RESP-005'],
    make: answering('Consult', without('referenceId')),
  }),
  fault('answer.referenceId.type', 'The referenceId of the answer to Consult is a string.', {
    kills: ['RESP-005'],
    make: answering(
      'Consult',
      withBody((body) => ({ ...body, referenceId: String(body['referenceId']) })),
    ),
  }),
  fault('answer.referenceId.fraction', 'The referenceId of the answer to Consult is no integer.', {
    kills: ['RESP-005'],
    make: answering('Consult', having({ referenceId: 35.5 })),
  }),
  fault('answer.referenceId.repeated', 'Another request is answered with the referenceId of the Consult.', {
    kills: ['CORR-008'],
    make: () => ({
      answer: (answer, at) =>
        at.operation === 'SendMessage' && at.role === 'originator' && at.session?.referenceId !== undefined
          ? having({ referenceId: at.session.referenceId })(answer)
          : answer,
    }),
  }),
  fault('answer.content-type', 'The answer to Consult is declared as HTML.', {
    kills: ['RESP-006'],
    make: answering('Consult', (answer) => ({
      ...answer,
      headers: { ...answer.headers, 'content-type': 'text/html' },
    })),
  }),
  fault('answer.leave-refused', 'The consultant may not leave.', {
    kills: ['AFTER-001'],
    make: answering(
      'Leave',
      (answer) => ({ ...answer, status: 400, body: { statusCode: 2, statusMessage: 'refused' } }),
      ({ role }) => role !== 'originator',
    ),
  }),
  fault('answer.leave-fails', 'The consultant can leave, and is told of a fault of the server.', {
    kills: ['AFTER-001'],
    make: answering(
      'Leave',
      (answer) => ({ ...answer, status: 500, body: { statusCode: 4, statusMessage: 'error' } }),
      ({ role }) => role !== 'originator',
    ),
  }),
  fault('failure.fault-of-server', 'A Consult of nobody is refused at once, as a fault of the server.', {
    kills: ['FAIL-023'],
    make: () => ({
      behaviour: { failure: 'synchronous' },
      answer: (answer, at) =>
        at.operation === 'Consult' && answer.status >= 400 && isIn(at.session, 'consult-failed')
          ? { ...answer, status: 500 }
          : answer,
    }),
  }),
];
