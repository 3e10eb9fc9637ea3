/** What may follow a consult: the consultant leaves. */
import {
  alsoIn,
  at,
  check,
  containsText,
  defineSuite,
  found,
  idsOf,
  isRefusal,
  jsonOf,
  kindOf,
  messagesOf,
  notApplicable,
  participantsOf,
  problem,
  sessionInBody,
  shown,
  unless,
  untestable,
  type Exchange,
  type JsonObject,
  type Judge,
  type TraceView,
} from '#kit';
import { isSound } from './crowd.ts';
import { consultsAgain, firstGoesOn } from './further-consults.ts';
import { afterLeave, firstConsultants, isChatting, textsOf } from './shared.ts';
import { comesAbout } from './stepping-forward.ts';

const scenario = 'consult-accepted';
const name = 'the session after the consultant left';

const leaveIsAccepted: Judge = (view) => {
  const leave = view.exchange('consultant-leave');
  if (leave === undefined) return untestable('The consultant did not get so far as to leave.');
  const status = leave.response?.status ?? 0;
  const code = at(jsonOf(leave), '/statusCode');
  return unless(status >= 200 && status < 300 && (code === 0 || code === undefined), () =>
    problem('refused', "the answer to the consultant's Leave", {
      expected: 'statusCode 0',
      actual:
        leave.failure === undefined ? `HTTP ${status} with ${shown(jsonOf(leave))}` : leave.failure.message,
      evidence: [leave.seq],
    }),
  );
};

const isToldWithoutConsultant: Judge = (view) => {
  const leave = view.exchange('consultant-leave');
  return unless(afterLeave(view) !== undefined, () =>
    problem('missing-event', `${name}, a notification to the originator`, {
      expected: `a list of participants without ${shown(view.consultantId)}`,
      actual: 'none',
      evidence: leave === undefined ? [] : [leave.seq],
    }),
  );
};

const othersStay: Judge = (view) => {
  const update = afterLeave(view);
  const listed = participantsOf(view.session(update)).map(({ participantId }) => participantId);
  const { people, originators } = view.before;
  const isThere = ({ participantId }: JsonObject): boolean => listed.includes(participantId);
  // Who was gone before did not leave with it.
  const earlier = idsOf(view.session(view.first));
  const wasThere = ({ participantId }: JsonObject): boolean =>
    earlier.size === 0 || earlier.has(String(participantId));
  // An originator who is listed twice is still there when one of the two is.
  const isExcused = (one: JsonObject): boolean => originators.includes(one) && originators.some(isThere);
  const gone = people.filter((one) => wasThere(one) && !isThere(one) && !isExcused(one));
  return found(
    gone.map((one) =>
      problem('lost', `${name}, the participants`, {
        expected: `${shown(one)}, as before the Consult`,
        actual: shown(listed),
        evidence: update === undefined ? [] : [update.seq],
      }),
    ),
  );
};

const leavingIsForAgentsOnly: Judge = (view) => {
  const leave = view.exchange('consultant-leave');
  const consultants = [
    view.consultantId,
    ...firstConsultants(view).map(({ participantId }) => participantId),
  ];
  const told = view
    .about('originator', { after: leave?.seq ?? Infinity })
    .filter(({ data }) => kindOf(view.channel, data) === 'log')
    .flatMap((delivery) => messagesOf(delivery.data).map((entry) => ({ delivery, entry })))
    .filter(
      ({ entry }) =>
        entry['type'] === 'ParticipantLeft' &&
        consultants.some((id) => id !== undefined && at(entry, '/from/participantId') === id),
    );
  if (told.length === 0)
    return notApplicable('The server writes no entry about the leaving, and the documents ask for none.');
  return found(
    told
      .filter(({ entry }) => entry['visibility'] !== 'Agents')
      .map(({ delivery, entry }) =>
        problem('wrong-value', "the entry about the consultant's leaving, its visibility", {
          expected: '"Agents"',
          actual: shown(entry['visibility']),
          evidence: [delivery.seq],
        }),
      ),
  );
};

/** Whoever has left is told nothing of what is said afterwards. */
const hearsNoMore: Judge = (view) => {
  const left = view.exchange('consultant-leave');
  const said = view.exchanges('visible-message').filter(({ seq }) => seq > (left?.seq ?? Infinity));
  const texts = said.map(({ request }) => String(at(request.body, '/text')));
  if (texts.length === 0) return untestable('Nothing was said after the consultant left.');
  const told = view.arrived('consultant').filter(({ data }) => containsText(data, texts));
  return found(
    told.slice(0, 1).map((delivery) =>
      problem('leak', 'a notification to the consultant after it left', {
        expected: `nothing of the text ${shown(texts[0])}`,
        actual: shown(delivery.data),
        evidence: [left?.seq ?? [], delivery.seq].flat(),
      }),
    ),
  );
};

/** Whoever has handed the session over, and is out of it, is told nothing of what the heir says. */
const hearsHeirNoMore: Judge = (view) => {
  const said = view.exchange('heir-message');
  const transfer = view.exchange('transfer');
  const texts = textsOf(view, 'heir-message');
  if (said === undefined || transfer === undefined)
    return untestable('The heir did not get so far as to speak.');
  const until = { after: transfer.seq, before: said.seq };
  const over = view.about('originator', until).find((delivery) => {
    const state = view.session(delivery)?.['state'];
    return typeof state === 'string' && state !== 'Chatting';
  });
  if (over === undefined)
    return notApplicable('The originator was not told that its part is over before the heir spoke.');
  const told = view.about('originator', { after: said.seq }).filter(({ data }) => containsText(data, texts));
  return found(
    told.slice(0, 1).map((delivery) =>
      problem('leak', 'a notification to the originator after the transfer', {
        expected: `nothing of the text ${shown(texts[0])}`,
        actual: shown(delivery.data),
        evidence: [transfer.seq, over.seq, delivery.seq],
      }),
    ),
  );
};

/** Whether the one who leaves first in an act is the one who was consulted in it, as far as that is sure. */
function isNewcomersLeave(view: TraceView): boolean {
  if (view.trace.act === 'second-consult') return view.exchange('consultant-leave')?.party !== 'consultant';
  return view.trace.act !== 'many-consults' || isSound(view);
}

/** Whether what comes after a consultant's leaving was told at all; that it was not is another rule's matter. */
function ifTold(judge: Judge): Judge {
  return (view, rule) =>
    afterLeave(view) === undefined || !isNewcomersLeave(view)
      ? untestable('Nothing of the session was told after the leaving.')
      : judge(view, rule);
}

/** Of many sessions, the one that the consultant left. */
const isToldBesideOthers: Judge = (view, rule) => {
  const leave = view.exchange('consultant-leave');
  const isLeft = leave?.response !== undefined && !isRefusal(leave.response.status, jsonOf(leave));
  return isLeft && isSound(view)
    ? isToldWithoutConsultant(view, rule)
    : untestable('The consultant did not leave this session, or not from a sound consult.');
};

/** The session as a GET shows it when the consultant has left, before it is consulted again. */
function shownAfterLeave(view: TraceView) {
  const asked = view.exchange('state-before');
  return {
    session: sessionInBody(view.channel, jsonOf(asked)),
    evidence: asked === undefined ? [] : [asked.seq],
  };
}

const customersAreShown: Judge = (view) => {
  const earliest = view.trace.own.find(
    (entry): entry is Exchange => entry.kind === 'exchange' && entry.purpose === 'state-before',
  );
  const { session, evidence } = shownAfterLeave(view);
  const ids = idsOf(session);
  const customers = participantsOf(sessionInBody(view.channel, jsonOf(earliest))).filter(
    ({ type }) => type === 'Customer',
  );
  if (ids.size === 0 || customers.length === 0)
    return untestable(
      'No GET showed who was in the session before the Consult, and who is after the leaving.',
    );
  return found(
    customers
      .filter(({ participantId }) => !ids.has(String(participantId)))
      .map((one) =>
        problem('lost', `${name}, the participants that a GET returns`, {
          expected: `${shown(one)}, as before the Consult`,
          actual: shown([...ids]),
          evidence,
        }),
      ),
  );
};

const isShownChatting: Judge = (view) => {
  const { session, evidence } = shownAfterLeave(view);
  const shownState = at(session, '/state');
  if (typeof shownState !== 'string') return untestable('No GET showed the state of the session.');
  return unless(shownState === 'Chatting', () =>
    problem('wrong-value', `${name}, the state that a GET returns`, {
      expected: '"Chatting"',
      actual: shown(shownState),
      evidence,
    }),
  );
};

const leavings = [
  check('AFTER-003', scenario, othersStay),
  check('AFTER-004', scenario, leavingIsForAgentsOnly),
  check('AFTER-005', scenario, (view) => isChatting(view, name, afterLeave(view))),
];

/** Rules of the leaving, in all acts in which the one who was consulted is the one who leaves first. */
const afterAnyLeave = [
  ...leavings,
  ...alsoIn(
    [
      'second-consult',
      'consult-targets',
      'consult-queue',
      'consult-by-path',
      'consult-queue-by-path',
      'consult-after-failure',
      'many-consults',
    ],
    leavings.map((rule) => ({ ...rule, judge: ifTold(rule.judge) })),
  ),
  ...alsoIn(
    ['consult-again'],
    [check('AFTER-003', scenario, customersAreShown), check('AFTER-005', scenario, isShownChatting)],
  ),
];

/** The checks of the subject after. */
export const after = defineSuite('after', [
  check('AFTER-001', scenario, leaveIsAccepted),
  check('AFTER-002', scenario, isToldWithoutConsultant),
  {
    requirement: 'AFTER-002',
    scenario: 'many-consults',
    judge: isToldBesideOthers,
    isExtra: true,
    countsSilence: true,
  },
  ...afterAnyLeave,
  check('AFTER-006', 'transfer', comesAbout('transfer')),
  check('AFTER-007', 'conference', comesAbout('conference')),
  check('AFTER-008', 'consult-again', consultsAgain),
  check('AFTER-009', 'second-consult', firstGoesOn),
  check('AFTER-011', scenario, hearsNoMore),
  check('AFTER-012', 'transfer', hearsHeirNoMore),
]);
