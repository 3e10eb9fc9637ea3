/** The consult that is rejected: the documents are silent on it, and all the same it must change nothing. */
import {
  check,
  containsText,
  found,
  isObject,
  isRefusal,
  jsonOf,
  kindOf,
  messagesOf,
  notApplicable,
  participantsOf,
  problem,
  sessionInBody,
  shown,
  tellsOfNewcomer,
  unless,
  untestable,
  type Exchange,
  type Finding,
  type JsonObject,
  type Judge,
  type TraceView,
} from '#kit';
import { changeSince } from './as-before.ts';
import { reachesCustomer, textsOf } from './shared.ts';

const scenario = 'consult-rejected';

/** Why there is nothing to judge, when the consultant did not get so far as to reject. */
function unrejected(view: TraceView): Finding | undefined {
  const rejected = view.exchange('consultant-reject');
  if (rejected === undefined) {
    return view.first === undefined
      ? untestable('The consultant was not invited, so that it could not reject.')
      : notApplicable('The server puts the consultant in without asking; there is nothing to reject.');
  }
  if (rejected.response === undefined) return untestable('The Reject was not answered.');
  return isRefusal(rejected.response.status, jsonOf(rejected))
    ? notApplicable('The server takes no Reject, and the documents ask for none.')
    : undefined;
}

/** Judges what came of a rejection, where there was one. */
function afterRejection(judge: (view: TraceView, rejected: Exchange) => Finding): Judge {
  return (view) => {
    const rejected = view.exchange('consultant-reject');
    const nothing = unrejected(view);
    return nothing ?? (rejected === undefined ? found([]) : judge(view, rejected));
  };
}

/** The session as a GET showed it after the rejection, and where that stands. */
function shownAfter(view: TraceView, purpose: 'state-after' | 'consultant-state') {
  const asked = view.exchange(purpose);
  const session = sessionInBody(view.channel, jsonOf(asked));
  return { session: isObject(session) ? session : undefined, seq: asked?.seq };
}

const nobodyJoins = afterRejection((view, rejected) => {
  const told = view
    .about('originator', { after: view.consult?.seq ?? Infinity })
    .filter(({ data }) => kindOf(view.channel, data) === 'log')
    .filter(({ data }) => messagesOf(data).some((entry) => tellsOfNewcomer(view, entry)));
  const { session, seq = rejected.seq } = shownAfter(view, 'state-after');
  const { added } = changeSince(view, session);
  return found([
    ...told.map((delivery) =>
      problem('unexpected-event', 'a notification to the originator after the Consult that was rejected', {
        expected: 'nobody joins',
        actual: shown(delivery.data),
        evidence: [rejected.seq, delivery.seq],
      }),
    ),
    ...added.map((id) =>
      problem('unexpected-event', 'the session that a GET returns after the rejection, the participants', {
        expected: 'nobody who was not there before',
        actual: shown(id),
        evidence: [rejected.seq, seq],
      }),
    ),
  ]);
});

/** The session as it is known after the rejection: by the GET, which the documents do not define, or else by what the originator was told last. */
function knownAfter(view: TraceView, rejected: Exchange): { session: JsonObject; seq: number } | undefined {
  const asked = shownAfter(view, 'state-after');
  const until = view.exchange('cleanup')?.seq ?? Infinity;
  const told = view
    .about('originator', { after: rejected.seq, before: until })
    .map((delivery) => ({ session: view.session(delivery), seq: delivery.seq }));
  return [{ session: asked.session, seq: asked.seq ?? rejected.seq }, ...told.toReversed()].find(
    (one): one is { session: JsonObject; seq: number } => participantsOf(one.session).length > 0,
  );
}

const staysAsItWas = afterRejection((view, rejected) => {
  const known = knownAfter(view, rejected);
  if (known === undefined) {
    return notApplicable(
      'The server shows the session to no GET, which the documents do not define, and told nothing of it after the rejection.',
    );
  }
  const { session, seq } = known;
  const { state, gone: ids } = changeSince(view, session);
  const gone = view.before.people.filter(({ participantId }) => ids.has(String(participantId)));
  const where = 'the session after the rejection';
  const evidence = [rejected.seq, seq];
  return found([
    ...gone.map((one) =>
      problem('lost', `${where}, the participants`, {
        expected: `${shown(one)}, as before`,
        actual: shown(participantsOf(session)),
        evidence,
      }),
    ),
    ...(state !== undefined
      ? [
          problem('wrong-value', `${where}, its state`, {
            expected: '"Chatting"',
            actual: shown(state),
            evidence,
          }),
        ]
      : []),
  ]);
});

const isToldNoMore = afterRejection((view, rejected) => {
  const texts = textsOf(view, 'visible-message');
  const told = view
    .arrived('consultant')
    .filter(({ seq, data }) => seq > rejected.seq && containsText(data, texts));
  const lost = view.trace.entries.find(
    (entry) => entry.kind === 'watch' && entry.party === 'consultant' && entry.state !== 'subscribed',
  );
  if (told.length === 0 && lost !== undefined)
    return untestable("The consultant's notifications were interrupted; silence proves nothing.");
  return found(
    told.slice(0, 1).map((delivery) =>
      problem('leak', 'a notification to the agent who rejected', {
        expected: `nothing of what is said in session ${view.sessionId}`,
        actual: shown(delivery.data),
        evidence: [rejected.seq, delivery.seq],
      }),
    ),
  );
});

const isInvitedNoMore = afterRejection((view, rejected) => {
  const { session, seq = rejected.seq } = shownAfter(view, 'consultant-state');
  const state = session?.['state'];
  return unless(state !== 'Invited', () =>
    problem('wrong-value', 'the session that a GET returns to the agent who rejected, its state', {
      expected: 'any but "Invited", or no session',
      actual: shown(state),
      evidence: [rejected.seq, seq],
    }),
  );
});

/** The checks of the consult that is rejected. */
export const rejected = [
  check('FAIL-024', scenario, nobodyJoins),
  check('FAIL-025', scenario, staysAsItWas),
  check('FAIL-026', scenario, afterRejection(reachesCustomer)),
  check('FAIL-027', scenario, isToldNoMore),
  check('FAIL-028', scenario, isInvitedNoMore),
];
