/** The consult that fails: the Error notification, and what must not follow it. */
import {
  alsoIn,
  at,
  check,
  defineSuite,
  fine,
  found,
  idsOf,
  kindOf,
  newcomersOf,
  messagesOf,
  notApplicable,
  participantsOf,
  problem,
  shapeOf,
  shown,
  tellsOfNewcomer,
  unless,
  untestable,
  type Judge,
} from '#kit';
import { wherever } from './acts.ts';
import { newsSince, onOneTopic } from './announcements.ts';
import { rejected } from './rejected.ts';
import { isConsulted } from './targets.ts';
import { arrives, isChatting, isConsultantUnready, namesSession, reachesCustomer } from './shared.ts';

const scenario = 'consult-failed';
const name = 'the failure';

const doesArrive: Judge = (view) =>
  view.refused
    ? notApplicable('The server refused this Consult at once, which the reading FAILURE-TIME leaves open.')
    : arrives(view, { name, delivery: view.failure, event: 'error-notification' });

const addressNamesSession: Judge = (view) =>
  namesSession(view, `${name}, the session's uri`, {
    uri: view.session(view.failure)?.['uri'],
    evidence: view.failure === undefined ? [] : [view.failure.seq],
  });

const addsNobody: Judge = (view) => {
  if (view.before.ids.size === 0) return untestable('Who was in the session before is not known.');
  const added = newcomersOf(view, view.session(view.failure));
  return unless(added.length === 0, () =>
    problem('unexpected-event', `${name}, the participants`, {
      expected: 'nobody who was not there before',
      actual: shown(added),
      evidence: view.failure === undefined ? [] : [view.failure.seq],
    }),
  );
};

const losesNobody: Judge = (view) => {
  if (view.before.ids.size === 0) return untestable('Who was in the session before is not known.');
  const listed = idsOf(view.session(view.failure));
  const gone = view.before.people.filter(({ participantId }) => !listed.has(String(participantId)));
  return found(
    gone.map((one) =>
      problem('lost', `${name}, the participants`, {
        expected: `${shown(one)}, as before`,
        actual: shown(participantsOf(view.session(view.failure))),
        evidence: view.failure === undefined ? [] : [view.failure.seq],
      }),
    ),
  );
};

/** Each of those who were there is listed once, as what and under the name that it was. */
const keepsEverybody: Judge = (view) => {
  if (view.before.ids.size === 0) return untestable('Who was in the session before is not known.');
  const listed = participantsOf(view.session(view.failure));
  const changed = view.before.participants.filter((one) => {
    const now = listed.filter(({ participantId }) => participantId === one['participantId']);
    const isOther = (member: string): boolean =>
      typeof one[member] === 'string' && now.some((each) => each[member] !== one[member]);
    return now.length > 1 || isOther('type') || isOther('nickname');
  });
  return found(
    changed.map((one) =>
      problem('contradiction', `${name}, the participants`, {
        expected: `${shown(one)}, as before, once`,
        actual: shown(listed.filter(({ participantId }) => participantId === one['participantId'])),
        evidence: view.failure === undefined ? [] : [view.failure.seq],
      }),
    ),
  );
};

/**
 * Signs that somebody joined: a new participant in a state, or an entry that says so. The entry about the originator's
 * own coming may be told late, and is no sign.
 */
const nobodyJoins: Judge = (view) => {
  const isNews = newsSince(view);
  const joined = view.about('originator', { after: view.consult?.seq ?? Infinity }).filter((delivery) => {
    if (delivery.seq === view.failure?.seq) return false;
    const kind = kindOf(view.channel, delivery.data);
    if (kind === 'log')
      return messagesOf(delivery.data).some((entry) => isNews(entry) && tellsOfNewcomer(view, entry));
    return kind === 'state' && newcomersOf(view, view.session(delivery)).length > 0;
  });
  return found(
    joined.map((delivery) =>
      problem('unexpected-event', 'a notification to the originator after the Consult that failed', {
        expected: 'nobody joins',
        actual: shown(delivery.data),
        evidence: [delivery.seq],
      }),
    ),
  );
};

/** No failure for a consult that succeeded. */
const noFailureAfterSuccess: Judge = (view) => {
  const { failure } = view;
  if (failure === undefined) return fine;
  if (isConsultantUnready(view)) {
    return untestable(
      'The server refused to make the consultant ready on this channel; it may rightly say that it can not be consulted.',
    );
  }
  return found([
    problem('unexpected-event', 'a notification to the originator after the Consult that was accepted', {
      expected: 'no failure: the consultant was there to be consulted',
      actual: shown(failure.data),
      evidence: [view.consult?.seq ?? [], failure.seq].flat(),
    }),
  ]);
};

const failsOnce: Judge = (view) => {
  const told = onOneTopic(
    view
      .about('originator', { after: view.consult?.seq ?? Infinity })
      .filter(
        ({ data }) =>
          kindOf(view.channel, data) === 'error' &&
          at(data, '/referenceId') === at(view.failure?.data, '/referenceId'),
      ),
  );
  return unless(told.length <= 1, () =>
    problem('repeated-event', `${name} to the originator`, {
      expected: 'once',
      actual: `${told.length} times`,
      evidence: told.map(({ seq }) => seq),
    }),
  );
};

const isNoFaultOfServer: Judge = (view) => {
  if (!view.refused)
    return notApplicable('The server does not refuse at once; its failure is a notification.');
  const status = view.consult?.response?.status ?? 0;
  if (status >= 500 && view.trace.captured !== undefined)
    return untestable(
      `The Consult was answered with HTTP ${status}; the capture does not show whether its target could be consulted.`,
    );
  return unless(status < 500, () =>
    problem('wrong-value', 'the answer to the Consult, its HTTP status', {
      expected: 'a status below 500: the target is wrong, not the server',
      actual: `HTTP ${status} with ${shown(view.answer)}`,
      evidence: view.consult === undefined ? [] : [view.consult.seq],
    }),
  );
};

/** Rules that hold whatever the server makes of the Consult, and whose breach after a rejection is another's. */
const evenUnsaid = [check('FAIL-019', scenario, nobodyJoins), check('FAIL-022', scenario, reachesCustomer)];
const withAbsent = [...evenUnsaid, ...alsoIn(['consult-absent'], evenUnsaid)];

/** The checks of the subject failure. */
export const failure = defineSuite('failure', [
  ...wherever([
    check('FAIL-001', scenario, doesArrive),
    check('FAIL-002', scenario, shapeOf),
    check('FAIL-003', scenario, shapeOf),
    check('FAIL-004', scenario, shapeOf),
    check('FAIL-005', scenario, shapeOf),
    check('FAIL-006', scenario, shapeOf),
    check('FAIL-007', scenario, shapeOf),
    check('FAIL-008', scenario, shapeOf),
    check('FAIL-009', scenario, shapeOf),
    check('FAIL-010', scenario, shapeOf),
    check('FAIL-011', scenario, shapeOf),
    check('FAIL-012', scenario, shapeOf),
    check('FAIL-013', scenario, shapeOf),
    check('FAIL-014', scenario, shapeOf),
    check('FAIL-015', scenario, (view) => isChatting(view, name, view.failure)),
    check('FAIL-016', scenario, addressNamesSession),
    check('FAIL-017', scenario, addsNobody),
    check('FAIL-018', scenario, losesNobody),
    check('FAIL-020', 'consult-accepted', noFailureAfterSuccess),
    check('FAIL-021', scenario, failsOnce),
    check('FAIL-023', scenario, isNoFaultOfServer),
    check('FAIL-029', scenario, keepsEverybody),
  ]),
  check('FAIL-030', 'consult-after-failure', isConsulted),
  ...withAbsent,
  ...rejected,
]);
