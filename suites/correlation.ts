/** What belongs together: session ids, participantIds, referenceIds, spellings. */
import {
  at,
  check,
  checks,
  defineSuite,
  fine,
  found,
  isGiven,
  isObject,
  jsonOf,
  kindOf,
  lastSegment,
  messagesOf,
  notApplicable,
  participantIds,
  participantsOf,
  problem,
  sessionInBody,
  shown,
  unless,
  untestable,
  type Delivery,
  type Exchange,
  type Judge,
  type TraceView,
} from '#kit';
import { wherever } from './acts.ts';
import { crowdChecks } from './crowd.ts';
import { namesSession, noReference } from './shared.ts';

const accepted = 'consult-accepted';
const failed = 'consult-failed';

/** The session object of a notification has the id that the Consult was posted to. */
function hasSessionId(name: string, of: (view: TraceView) => Delivery | undefined): Judge {
  return (view) => {
    const delivery = of(view);
    const id = view.session(delivery)?.['id'];
    return unless(id === view.sessionId, () =>
      problem('wrong-correlation', `${name}, the session's id`, {
        expected: shown(view.sessionId),
        actual: shown(id),
        evidence: [view.consult?.seq ?? [], delivery?.seq ?? []].flat(),
      }),
    );
  };
}

/** The address of the session in the second notification, under whatever spelling. */
function sessionUri(view: TraceView): unknown {
  const data = view.second?.data;
  if (!isObject(data)) return undefined;
  const spelling = view.channel.spellings.find(({ uriKey }) => isGiven(data[uriKey]));
  return spelling === undefined ? undefined : data[spelling.uriKey];
}

const evidenceOfBoth = (view: TraceView): number[] => [view.first?.seq ?? [], view.second?.seq ?? []].flat();

const addressNamesSession: Judge = (view) =>
  namesSession(view, "the second notification, the session's address", {
    uri: sessionUri(view),
    evidence: view.second === undefined ? [] : [view.second.seq],
  });

const joinerIsConsultant: Judge = (view) => {
  const joiners = messagesOf(view.second?.data).map((entry) => at(entry, '/from/participantId'));
  return unless(joiners.includes(view.consultantId), () =>
    problem('wrong-correlation', 'the second notification, /messages/*/from/participantId', {
      expected: `${shown(view.consultantId)}, the consultant of the first notification`,
      actual: shown(joiners),
      evidence: evidenceOfBoth(view),
    }),
  );
};

const joinerHasSameName: Judge = (view) => {
  const listed = participantsOf(view.session(view.first)).find(
    ({ participantId }) => participantId === view.consultantId,
  );
  const joiner = messagesOf(view.second?.data).find(
    (entry) => at(entry, '/from/participantId') === view.consultantId,
  );
  const actual = at(joiner, '/from/nickname');
  return unless(actual === listed?.['nickname'], () =>
    problem('contradiction', 'the second notification, /messages/*/from/nickname', {
      expected: `${shown(listed?.['nickname'])}, as in the first notification`,
      actual: shown(actual),
      evidence: evidenceOfBoth(view),
    }),
  );
};

const addressesAgree: Judge = (view) => {
  const uri = view.session(view.first)?.['uri'];
  return unless(uri === sessionUri(view), () =>
    problem('contradiction', "the second notification, the session's address", {
      expected: `${shown(uri)}, as in the first notification`,
      actual: shown(sessionUri(view)),
      evidence: evidenceOfBoth(view),
    }),
  );
};

const failureAnswersConsult: Judge = (view) => {
  if (view.referenceId === undefined) return noReference(view);
  const actual = at(view.failure?.data, '/referenceId');
  return unless(actual === view.referenceId, () =>
    problem('wrong-correlation', 'the failure, /referenceId', {
      expected: `${view.referenceId}, as in the answer to the Consult`,
      actual: shown(actual),
      evidence: [view.consult?.seq ?? [], view.failure?.seq ?? []].flat(),
    }),
  );
};

const referencesDiffer: Judge = (view) => {
  const { consult, referenceId, refused } = view;
  if (refused) return notApplicable('The server refused this Consult at once; nothing is to be told apart.');
  if (consult === undefined || referenceId === undefined) {
    return noReference(view);
  }
  const others = view.trace.entries.filter(
    (entry): entry is Exchange =>
      entry.kind === 'exchange' &&
      entry.party === 'originator' &&
      entry.seq !== consult.seq &&
      at(jsonOf(entry), '/referenceId') !== undefined,
  );
  if (others.length === 0 && view.trace.captured !== undefined)
    return untestable(
      'The capture holds no other request of this agent that was answered with a referenceId.',
    );
  const same = others.filter((one) => at(jsonOf(one), '/referenceId') === referenceId);
  return unless(same.length === 0, () =>
    problem('wrong-correlation', 'the answer to the Consult, /referenceId', {
      expected: 'a referenceId that no other request of this agent about the session was answered with',
      actual: `${referenceId}, as for ${same.map(({ purpose }) => purpose).join(', ')}`,
      evidence: [consult.seq, ...same.map(({ seq }) => seq)],
    }),
  );
};

const successCarriesOwnReference: Judge = (view) => {
  const carried = [view.first, view.second].flatMap((delivery) => {
    const reference = at(delivery?.data, '/referenceId');
    return delivery !== undefined && isGiven(reference) ? [{ delivery, reference }] : [];
  });
  if (carried.length === 0)
    return notApplicable('The notifications of success carry no referenceId, as in the samples.');
  if (view.referenceId === undefined) return noReference(view);
  return found(
    carried
      .filter(({ reference }) => reference !== view.referenceId)
      .map(({ delivery, reference }) =>
        problem('wrong-correlation', 'a notification of success, /referenceId', {
          expected: `${view.referenceId}, as in the answer to the Consult`,
          actual: shown(reference),
          evidence: [view.consult?.seq ?? [], delivery.seq].flat(),
        }),
      ),
  );
};

/** The id at the end of the address that a notification gives the session. */
function idInAddress(view: TraceView, delivery: Delivery | undefined): string | undefined {
  const uri = view.session(delivery)?.['uri'];
  return typeof uri === 'string' && uri !== '' ? lastSegment(uri) : undefined;
}

const consultantJoinsSameSession: Judge = (view) => {
  const told = view.about(view.consultee).filter(({ data }) => kindOf(view.channel, data) === 'state');
  const idsIn = (delivery: Delivery): unknown[] => {
    const id = view.session(delivery)?.['id'];
    // An address that is wrong for the originator too is another rule's matter.
    const addressed =
      idInAddress(view, view.first) === view.sessionId ? idInAddress(view, delivery) : undefined;
    return [id, addressed].filter((one) => one !== undefined);
  };
  const others = told.filter((delivery) => idsIn(delivery).some((id) => id !== view.sessionId));
  if (told.length === 0)
    return untestable('The consultant was told of no state of this session.', 'TARG-001');
  return found(
    others.slice(0, 1).map((delivery) =>
      problem('wrong-correlation', "a notification to the consultant, the session's id", {
        expected: `${shown(view.sessionId)}, the originator's session`,
        actual: shown(idsIn(delivery).find((id) => id !== view.sessionId)),
        evidence: [delivery.seq],
      }),
    ),
  );
};

const spellsInOneWay: Judge = (view) => {
  const { spelling } = view.trace;
  const data = [view.first?.data, view.second?.data].filter(isObject);
  const addresses = [view.session(view.first)?.['uri'], sessionUri(view)];
  const collections = addresses.map((uri) => String(uri).split('/').at(-2));
  const used = view.channel.spellings.flatMap((each) => {
    const keys = data.filter((one) => isGiven(one[each.key])).map(() => each.key);
    const uriKeys = data.filter((one) => isGiven(one[each.uriKey])).map(() => each.uriKey);
    const inAddresses = collections.filter((word) => word === each.collection).map(() => each.collection);
    return [...keys, ...uriKeys, ...inAddresses].map((word) => ({ id: each.id, word }));
  });
  const other = used.filter(({ id }) => id !== spelling.id);
  return unless(other.length === 0, () =>
    problem('contradiction', 'the notifications of success, their keys and addresses', {
      expected: `${spelling.key}, ${spelling.uriKey} and /${spelling.collection}/{id}, the spelling of the address that is served`,
      actual: [...new Set(other.map(({ word }) => word))].join(', '),
      evidence: evidenceOfBoth(view),
    }),
  );
};

/** Those of some participantIds that notifications or GETs in this trace list in another session. */
function strangersAmong(ids: ReadonlySet<string>, view: TraceView): ReadonlySet<string> {
  const foreign = new Set<string>();
  const note = (session: unknown, counts: () => boolean): void => {
    const id = isObject(session) ? session['id'] : undefined;
    if (typeof id !== 'string' || id === view.sessionId) return;
    const known = participantsOf(session)
      .map(({ participantId }) => String(participantId))
      .filter((one) => ids.has(one));
    if (known.length > 0 && counts()) for (const one of known) foreign.add(one);
  };
  for (const entry of view.trace.entries) {
    if (entry.kind === 'delivery') note(view.session(entry), () => !view.isAbout(entry.data));
    // The customer knows the same session by another id.
    if (entry.kind === 'exchange' && entry.party !== 'customer')
      note(sessionInBody(view.channel, jsonOf(entry)), () => true);
  }
  return foreign;
}

const mixesNoSessions: Judge = (view) => {
  const told = [...view.about('originator'), ...view.about(view.consultee)];
  const named = told.flatMap(({ data }) => [...participantIds(data)]);
  const foreign = strangersAmong(new Set([...view.before.ids, ...named]), view);
  if ([...view.before.ids].some((id) => foreign.has(id))) return fine; // numbered anew in each session: can't tell
  const mixed = told.flatMap((delivery) => {
    const stranger = [...participantIds(delivery.data)].find((id) => foreign.has(id));
    return stranger === undefined ? [] : [{ delivery, stranger }];
  });
  return found(
    mixed.slice(0, 3).map(({ delivery, stranger }) =>
      problem('leak', 'a notification about this session', {
        expected: `only participants of session ${view.sessionId}`,
        actual: `${shown(stranger)}, who belongs to another session`,
        evidence: [delivery.seq],
      }),
    ),
  );
};

/** The checks of the subject correlation. */
export const correlation = defineSuite('correlation', [
  ...wherever([
    check(
      'CORR-001',
      accepted,
      hasSessionId('the first notification', (view) => view.first),
    ),
    check('CORR-002', accepted, addressNamesSession),
    check('CORR-003', accepted, joinerIsConsultant),
    check('CORR-004', accepted, joinerHasSameName),
    check('CORR-005', accepted, addressesAgree),
    check('CORR-006', failed, failureAnswersConsult),
    check(
      'CORR-007',
      failed,
      hasSessionId('the failure', (view) => view.failure),
    ),
    ...checks('CORR-008', [accepted, failed], referencesDiffer),
    check('CORR-009', accepted, successCarriesOwnReference),
    check('CORR-010', accepted, consultantJoinsSameSession),
    check('CORR-011', accepted, spellsInOneWay),
    ...checks('CORR-012', [accepted, failed], mixesNoSessions),
  ]),
  ...crowdChecks,
]);
