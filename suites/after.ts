/** What may follow a consult: the consultant leaves. */
import {
  alsoIn,
  at,
  check,
  containsText,
  defineSuite,
  found,
  idsOf,
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
  type JsonObject,
  type Judge,
  type TraceView,
} from '#kit';
import { afterLeave, isChatting, textsOf } from './shared.ts';
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
  // An originator who is listed twice is still there when one of the two is.
  const isExcused = (one: JsonObject): boolean => originators.includes(one) && originators.some(isThere);
  const gone = people.filter((one) => !isThere(one) && !isExcused(one));
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
  const told = view
    .about('originator', { after: leave?.seq ?? Infinity })
    .filter(({ data }) => kindOf(view.channel, data) === 'log')
    .flatMap((delivery) => messagesOf(delivery.data).map((entry) => ({ delivery, entry })))
    .filter(
      ({ entry }) =>
        at(entry, '/from/participantId') === view.consultantId && entry['type'] === 'ParticipantLeft',
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

const consultsAgain: Judge = (view) => {
  const { consult, first, second } = view;
  const missing = [
    ...(first === undefined ? ['the first notification'] : []),
    ...(second === undefined ? ['the second notification'] : []),
  ];
  return unless(missing.length === 0 && view.consultantId !== undefined, () =>
    problem('missing-event', 'the Consult after the consultant left', {
      expected: 'both notifications of success, the consultant in the first',
      actual: missing.length > 0 ? `${missing.join(' and ')} did not arrive` : 'nobody new is listed',
      evidence: [consult?.seq ?? [], first?.seq ?? []].flat(),
    }),
  );
};

/** The first consultant as it was listed before the second Consult: everybody there who is no originator. */
function firstConsultants({ before }: TraceView): readonly JsonObject[] {
  return before.participants.filter((one) => one['type'] === 'Agent' && !before.originators.includes(one));
}

/** Who is in the session after a second Consult: as the originator is told of it, or else as its GET shows. */
function whoIsThere(
  view: TraceView,
): { readonly ids: ReadonlySet<string>; readonly seq: number } | undefined {
  const asked = view.exchange('state-during');
  const told = view.first && { ids: idsOf(view.session(view.first)), seq: view.first.seq };
  const shownBy = asked && { ids: idsOf(sessionInBody(view.channel, jsonOf(asked))), seq: asked.seq };
  return [told, shownBy].find((one) => one !== undefined && one.ids.size > 0);
}

/** While another is consulted, in vain or not, the first consultant is still there and still hears. */
const firstGoesOn: Judge = (view) => {
  const now = whoIsThere(view);
  const gone = firstConsultants(view).filter(
    ({ participantId }) => now?.ids.has(String(participantId)) === false,
  );
  const text = textsOf(view, 'visible-message')[0];
  if (text === undefined) return untestable('Nothing was said after the second Consult.');
  const heard = view.arrived('consultant').some(({ data }) => containsText(data, [text]));
  return found([
    ...gone.map((one) =>
      problem('lost', 'the session after the second Consult, the participants', {
        expected: `${shown(one)}, who was consulted first`,
        actual: shown([...(now?.ids ?? [])]),
        evidence: [view.consult?.seq ?? [], now?.seq ?? []].flat(),
      }),
    ),
    ...(heard
      ? []
      : [
          problem('missing-event', 'a notification to the first consultant after the second Consult', {
            expected: `an entry with the text ${shown(text)}`,
            actual: 'none',
            evidence: [view.consult?.seq ?? [], view.exchange('visible-message')?.seq ?? []].flat(),
          }),
        ]),
  ]);
};

/** Whether what comes after a consultant's leaving was told at all; that it was not is another rule's matter. */
function ifTold(judge: Judge): Judge {
  return (view, rule) =>
    afterLeave(view) === undefined
      ? untestable('Nothing of the session was told after the leaving.')
      : judge(view, rule);
}

const leavings = [
  check('AFTER-003', scenario, othersStay),
  check('AFTER-004', scenario, leavingIsForAgentsOnly),
  check('AFTER-005', scenario, (view) => isChatting(view, name, afterLeave(view))),
];

/** Rules of the leaving, in all acts in which the one who was consulted is the one who leaves first. */
const afterAnyLeave = [
  ...leavings,
  ...alsoIn(
    ['consult-targets', 'consult-queue', 'consult-by-path', 'consult-queue-by-path', 'consult-after-failure'],
    leavings.map((rule) => ({ ...rule, judge: ifTold(rule.judge) })),
  ),
];

/** The checks of the subject after. */
export const after = defineSuite('after', [
  check('AFTER-001', scenario, leaveIsAccepted),
  check('AFTER-002', scenario, isToldWithoutConsultant),
  ...afterAnyLeave,
  check('AFTER-006', 'transfer', comesAbout('transfer')),
  check('AFTER-007', 'conference', comesAbout('conference')),
  check('AFTER-008', 'consult-again', consultsAgain),
  check('AFTER-009', 'second-consult', firstGoesOn),
  check('AFTER-011', scenario, hearsNoMore),
  check('AFTER-012', 'transfer', hearsHeirNoMore),
]);
