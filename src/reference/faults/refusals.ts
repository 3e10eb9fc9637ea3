/** Faults of requests that must be refused: taken, refused badly, or refused and not without consequences. */
import { isObject, type Json, type JsonObject } from '../json.ts';
import { append } from '../mutate.ts';
import type { Answer, AnswerContext, CustomerView, Quirk, ViewContext } from '../quirk.ts';
import type { Behaviour } from '../behaviour.ts';
import { delivering, fault, isIn, type Fault, type MakeQuirk } from './build.ts';
import { NOBODY } from './changes.ts';

/** Which refusals a fault is about. */
type When = (at: AnswerContext, said: string) => boolean;

/** What the refusal says in words. */
function said({ body }: Answer): string {
  return String(isObject(body ?? null) ? (body as JsonObject)['statusMessage'] : '');
}

/** Changes refusals. */
function refusing(when: When, change: (answer: Answer, at: AnswerContext) => Answer): MakeQuirk {
  return () => ({
    answer: (answer, at) => {
      const code = isObject(answer.body ?? null) ? (answer.body as JsonObject)['statusCode'] : 0;
      return code !== 0 && code !== undefined && when(at, said(answer)) ? change(answer, at) : answer;
    },
  });
}

/** Answers as if all were well, and does nothing. */
const accepting = (when: When): MakeQuirk =>
  refusing(when, (answer) => ({ ...answer, status: 200, body: { statusCode: 0, referenceId: 9_000 } }));

/** Refuses in other words, and perhaps with another status. */
const saying = (when: When, statusMessage: string, status?: number): MakeQuirk =>
  refusing(when, (answer) => ({
    ...answer,
    ...(status === undefined ? {} : { status }),
    body: { ...(answer.body as JsonObject), statusMessage },
  }));

const behaving =
  (behaviour: Partial<Behaviour>, more: Partial<Quirk> = {}): MakeQuirk =>
  () => ({ ...more, behaviour });

const sentBy = ({ sent }: AnswerContext): JsonObject => (isObject(sent ?? null) ? (sent as JsonObject) : {});
const member = (at: AnswerContext, name: string): Json | undefined => sentBy(at)[name];
const operation = (at: AnswerContext): string => String(member(at, 'operationName') ?? '');
const isConsult: When = (at) => operation(at) === 'Consult';
const isMalformed: When = (_, message) => message.includes('the body is no JSON');

const javaTrace =
  'java.lang.NullPointerException\n\tat com.example.gws.ConsultResource.post(ConsultResource.java:214)';

/** Requests that are taken though they must be refused, one fault a row. */
const taken: readonly Fault[] = [
  fault('refusal.no-body', 'A request without a body is accepted.', {
    kills: ['SAFE-001'],
    make: accepting((_, message) => message.includes('the body is missing')),
  }),
  fault('refusal.empty-object', 'An empty object is accepted.', {
    kills: ['SAFE-002'],
    make: accepting(({ sent, method }) => method === 'POST' && JSON.stringify(sent) === '{}'),
  }),
  fault('refusal.no-json', 'A body that is not JSON is accepted.', {
    kills: ['SAFE-003'],
    make: accepting(isMalformed),
  }),
  fault('refusal.content-type', 'A body of another type is accepted and not read.', {
    kills: ['SAFE-004'],
    make: accepting((_, message) => message.includes('application/json')),
  }),
  fault('refusal.unread-bodies', 'Whatever has no operationName is taken for a Consult.', {
    kills: ['SAFE-001', 'SAFE-002', 'SAFE-003', 'SAFE-004', 'SAFE-015'],
    with: ['SAFE-018'],
    make: behaving({ bodyNotChecked: true }),
  }),
  fault('refusal.unknown-operation', 'An operation is accepted that begins like one that is known.', {
    kills: ['SAFE-005'],
    make: accepting((at) => /^Consult[A-Z]\w{0,50}$/.test(operation(at))),
  }),
  fault('refusal.any-operation', 'Every operation is accepted.', {
    kills: ['SAFE-005', 'SAFE-012', 'SAFE-016', 'SAFE-018'],
    make: behaving({ operationNotChecked: true }),
  }),
  fault('refusal.empty-target', 'An empty targetUri is accepted.', {
    kills: ['SAFE-006'],
    make: accepting((at) => member(at, 'targetUri') === ''),
  }),
  fault('refusal.number-as-target', 'A number as targetUri is accepted.', {
    kills: ['SAFE-006'],
    make: accepting((at) => typeof member(at, 'targetUri') === 'number'),
  }),
  fault('refusal.words-as-target', 'Words as targetUri are accepted.', {
    kills: ['SAFE-006'],
    make: accepting((at) => /^\w+ \w+$/.test(String(member(at, 'targetUri')))),
  }),
  fault('refusal.any-target', 'A Consult of no address is accepted, and nothing happens.', {
    kills: ['SAFE-006', 'SAFE-007', 'SAFE-016', 'SAFE-018', 'TARG-006', 'TARG-007'],
    make: behaving({ targetNotChecked: true }),
  }),
  fault('refusal.no-target', 'A Consult without a target is accepted.', {
    kills: ['TARG-006', 'TARG-007'],
    make: accepting((at) => isConsult(at, '') && Object.keys(sentBy(at)).length === 1),
  }),
  fault('refusal.session-as-target', 'The address of a session is accepted as a target.', {
    kills: ['SAFE-007'],
    make: accepting((at) => /\/(chats|sms+essions)\/[^/]+$/.test(String(member(at, 'targetUri')))),
  }),
  fault('refusal.unknown-session', 'A Consult in a session that does not exist is accepted.', {
    kills: ['SAFE-008'],
    make: behaving({ sessionNotChecked: true }),
  }),
  fault('refusal.outsider', 'Whoever knows the id of a session may consult in it.', {
    kills: ['SAFE-009'],
    make: behaving({ membershipNotChecked: true }),
  }),
  fault('refusal.outsider-in-vain', 'The Consult of an outsider is accepted, and nothing happens.', {
    kills: ['SAFE-009'],
    make: accepting((at) => at.caller?.key === 'bystander'),
  }),
  fault('refusal.no-credentials', 'Nobody is asked who it is.', {
    kills: ['SAFE-010'],
    make: behaving({ authNotChecked: true }),
  }),
  fault('refusal.no-token', 'The token against cross-site requests is not asked for.', {
    kills: ['SAFE-011'],
    make: behaving({ csrfNotChecked: true }),
  }),
  fault('refusal.long-value', 'A very long operationName is accepted.', {
    kills: ['SAFE-012'],
    make: accepting((at) => operation(at).length > 5_000),
  }),
  fault('refusal.null-character', 'The name of the operation is read up to a null character.', {
    kills: ['SAFE-012'],
    make: accepting((at) => operation(at).includes('\0')),
  }),
  fault('refusal.no-operation', 'A request without an operationName is accepted.', {
    kills: ['SAFE-015'],
    make: accepting((at) => Object.keys(sentBy(at)).join() === 'targetUri'),
  }),
  fault('refusal.put', 'A PUT is accepted.', {
    kills: ['SAFE-017'],
    make: accepting(({ method }) => method === 'PUT'),
  }),
  fault('refusal.operation-true', 'An operationName that is no text is accepted.', {
    kills: ['SAFE-018'],
    make: accepting((at) => member(at, 'operationName') === true),
  }),
  fault('refusal.array', 'An array is accepted as a body.', {
    kills: ['SAFE-018'],
    make: accepting(({ sent }) => Array.isArray(sent)),
  }),
  fault('feature.not-checked', 'An agent without the feature may consult.', {
    kills: ['FEAT-002'],
    make: behaving({ featureNotChecked: true }),
  }),
  fault('feature.denied-in-vain', 'The Consult of an agent without the feature is denied and carried out.', {
    kills: ['FEAT-002'],
    make: behaving(
      { featureNotChecked: true },
      {
        answer: (answer, at) =>
          at.operation === 'Consult' && at.caller?.key === 'featureless'
            ? { ...answer, status: 403, body: { statusCode: 5, statusMessage: 'No permission' } }
            : answer,
      },
    ),
  }),
];

/** Requests that are refused badly, one fault a row. */
const badly: readonly Fault[] = [
  fault('refusal.fault-of-server', 'A body that is not JSON is answered with 500.', {
    kills: ['SAFE-013'],
    make: saying(isMalformed, 'Internal error', 500),
  }),
  fault('refusal.unavailable', 'A wrong method is answered with 503.', {
    kills: ['SAFE-013'],
    make: saying(({ method }) => method === 'PUT', 'Unavailable', 503),
  }),
  fault('refusal.hangs', 'A body that is not JSON is never answered.', {
    kills: ['SAFE-013'],
    make: refusing(isMalformed, (answer) => ({ ...answer, hang: true })),
  }),
  fault('refusal.reset', 'The connection is cut when a body is not JSON.', {
    kills: ['SAFE-013'],
    make: refusing(isMalformed, (answer) => ({ ...answer, reset: true })),
  }),
  fault('refusal.stack-trace', 'A refusal has a stack trace in its message.', {
    kills: ['SAFE-013'],
    make: saying(isMalformed, javaTrace),
  }),
  fault('refusal.traceback', 'A refusal is a page of the framework, with a traceback.', {
    kills: ['SAFE-013'],
    make: refusing(isMalformed, (answer) => ({
      ...answer,
      raw: 'Traceback (most recent call last):\n  File "/srv/gws/consult.py", line 12, in post',
      headers: { ...answer.headers, 'content-type': 'text/plain' },
    })),
  }),
  fault('refusal.frames', 'A refusal shows where in the program it was made.', {
    kills: ['SAFE-013'],
    make: saying(isMalformed, 'SyntaxError at parse (/srv/gws/lib/body.js:41:12)'),
  }),
  fault('refusal.database', 'A refusal says what the database said.', {
    kills: ['SAFE-013'],
    make: saying((at) => operation(at).includes('<script>'), 'SQLSTATE[42000]: syntax error near <'),
  }),
  fault('refusal.markup', 'An unknown operation is refused by a page that repeats it as it is.', {
    kills: ['SAFE-016'],
    make: refusing(
      (at) => operation(at).includes('<'),
      (answer, at) => ({
        ...answer,
        raw: `<html><body>Unknown: ${operation(at)}</body></html>`,
        headers: { ...answer.headers, 'content-type': 'text/html' },
      }),
    ),
  }),
];

const ownScenario = 'refused-requests';

/** Requests that are refused, and not without consequences, one fault a row. */
const disturbing: readonly Fault[] = [
  fault('refusal.carried-out', 'The Consult of an outsider is refused and carried out all the same.', {
    kills: ['SAFE-014'],
    make: behaving(
      { membershipNotChecked: true },
      {
        answer: (answer, at) =>
          at.operation === 'Consult' && at.caller?.key === 'bystander'
            ? { ...answer, status: 403, body: { statusCode: 3, statusMessage: 'Forbidden' } }
            : answer,
      },
    ),
  }),
  fault('refusal.state', 'A GET after refused requests shows another state.', {
    kills: ['SAFE-014'],
    make: afterRefusal((session) => ({ ...session, state: 'LeftChat' })),
  }),
  fault('refusal.participants', 'A GET after refused requests shows one more participant.', {
    kills: ['SAFE-014'],
    make: afterRefusal((session) => ({
      ...session,
      participants: [
        ...(session['participants'] as readonly Json[]),
        { nickname: 'Stranger', type: 'Agent', participantId: NOBODY },
      ],
    })),
  }),
  fault('refusal.told', 'The originator is told of a newcomer after requests that were refused.', {
    kills: ['SAFE-014'],
    make: delivering('message', 'originator', (delivery, at) =>
      isIn(at.session, ownScenario)
        ? [
            {
              ...delivery,
              data: append('/messages', {
                ...(delivery.data['messages'] as readonly JsonObject[])[0],
                type: 'ParticipantJoined',
                from: { nickname: 'Stranger', type: 'Agent', participantId: NOBODY },
              })(delivery.data, at),
            },
          ]
        : [delivery],
    ),
  }),
  fault('refusal.customer', 'The customer sees an entry about requests that were refused.', {
    kills: ['SAFE-014'],
    make: () => ({
      view: (view: CustomerView, { session }: ViewContext): CustomerView =>
        isIn(session, ownScenario) && session.lastIndex > 3
          ? {
              ...view,
              messages: [
                ...view.messages,
                {
                  index: 900,
                  from: { nickname: 'System', type: 'External' },
                  type: 'Notice',
                  text: 'Invalid request',
                  timestampSeconds: 0,
                },
              ],
            }
          : view,
    }),
  }),
];

/** Changes what a GET of the scenario's session shows once a request about it was refused. */
function afterRefusal(change: (session: JsonObject) => JsonObject): MakeQuirk {
  return () => {
    let isRefused = false;
    return {
      answer: (answer, at) => {
        if (at.method === 'POST' && operation(at).startsWith('<')) isRefused = true;
        if (!isRefused || at.operation !== 'get-session' || !isIn(at.session, ownScenario)) return answer;
        const entries = Object.entries((answer.body ?? {}) as JsonObject).map(([name, value]) => [
          name,
          isObject(value) ? change(value) : value,
        ]);
        return { ...answer, body: Object.fromEntries(entries) as Json };
      },
    };
  };
}

/** Faults of requests that must be refused. */
export const refusalFaults: readonly Fault[] = [...taken, ...badly, ...disturbing];
