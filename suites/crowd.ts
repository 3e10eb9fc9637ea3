/** Many Consults at once: none is lost, none is told twice, none is mixed up with another. */
import {
  at,
  check,
  fine,
  found,
  kindOf,
  messagesOf,
  notApplicable,
  participantsOf,
  problem,
  shown,
  unless,
  untestable,
  type Check,
  type Delivery,
  type Judge,
  type Problem,
  type TraceView,
} from '#kit';
import { announcementsOf, onOneTopic } from './announcements.ts';
import { confusedReferences, findMark, foreignMarks, mixUps, nameOf } from './mixed-up.ts';
import { noReference, textsOf } from './shared.ts';

const scenario = 'many-consults';

/** The failures that the originator was told of, of this session's Consult. */
const failuresOf = (view: TraceView): readonly Delivery[] => view.once(findFailures);

function findFailures(view: TraceView): readonly Delivery[] {
  const since = view.consult?.seq ?? Infinity;
  return view.arrived('originator').filter(({ seq, data }) => {
    if (seq <= since || kindOf(view.channel, data) !== 'error') return false;
    const isByReference =
      view.namedIn(data).sessions.size === 0 &&
      view.referenceId !== undefined &&
      at(data, '/referenceId') === view.referenceId;
    return view.isAbout(data) || isByReference;
  });
}

/** Whether the consultant came in, and nothing says that it did not. */
function isJoined(view: TraceView): boolean {
  return view.first !== undefined && view.second !== undefined && failuresOf(view).length === 0;
}

const isNotLost: Judge = (view) => {
  const { consult, first, second } = view;
  if (consult?.response === undefined) {
    return found([
      problem('no-answer', `the Consult in ${nameOf(view)}`, {
        expected: 'an HTTP answer before the deadline',
        actual: consult?.failure?.message ?? 'nothing',
        evidence: consult === undefined ? [] : [consult.seq],
      }),
    ]);
  }
  if (view.refused || failuresOf(view).length > 0) return fine;
  const missing = [
    ...(first === undefined ? ['the first notification'] : []),
    ...(second === undefined ? ['the second notification'] : []),
  ];
  return unless(missing.length === 0, () =>
    problem('missing-event', `the Consult in ${nameOf(view)}, notifications to the originator`, {
      expected: `both notifications of success, or the failure, about session ${view.sessionId}`,
      actual: `${missing.join(' and ')} did not arrive, and no failure`,
      evidence: [consult.seq, first?.seq ?? [], second?.seq ?? []].flat(),
    }),
  );
};

/** The deliveries in which the originator is told that the consultant joined. */
function joinsOf(view: TraceView): readonly Delivery[] {
  if (view.consultantId === undefined) return [];
  return announcementsOf(
    view,
    (entry) =>
      entry['type'] === 'ParticipantJoined' && at(entry, '/from/participantId') === view.consultantId,
  );
}

/** What is told more than once of one Consult. */
function repeated(view: TraceView): readonly Problem[] {
  const failures = failuresOf(view);
  const reference = at(failures[0]?.data, '/referenceId');
  const told = [
    ['the second notification', joinsOf(view)],
    ['the failure', onOneTopic(failures.filter(({ data }) => at(data, '/referenceId') === reference))],
  ] as const;
  return told
    .filter(([, deliveries]) => deliveries.length > 1)
    .map(([what, deliveries]) =>
      problem('repeated-event', `${what} to the originator in ${nameOf(view)}`, {
        expected: 'once',
        actual: `${deliveries.length} times`,
        evidence: deliveries.map(({ seq }) => seq),
      }),
    );
}

const hasOwnReference: Judge = (view) => {
  if (view.refused) return notApplicable('The server refused this Consult at once; it has no referenceId.');
  if (view.referenceId === undefined) return noReference(view);
  return found(confusedReferences(view));
};

/** Whether nothing is wrong in it that comes of many Consults at once: then all other rules can be seen in it. */
export function isSound(view: TraceView): boolean {
  return view.once(hasNothingMixed);
}

function hasNothingMixed(view: TraceView): boolean {
  return (
    isJoined(view) &&
    repeated(view).length === 0 &&
    view.once(mixUps).length === 0 &&
    confusedReferences(view).length === 0
  );
}

const customerSeesOwn: Judge = (view) => {
  const last = view.views('after').at(-1);
  if (last === undefined) return untestable('What the customer saw at the end is not known.');
  const texts = last.messages.flatMap(({ text }) => text ?? []);
  const people = [...last.participants, ...last.messages.map(({ from }) => from)];
  const nicknames = people.flatMap(({ nickname }) => nickname ?? []);
  const mark = findMark(view.once(foreignMarks), { sessions: [], participantIds: [], nicknames, texts });
  const foreign =
    mark === undefined
      ? []
      : [
          problem('leak', `what the customer of ${nameOf(view)} sees`, {
            expected: 'nothing of another session',
            actual: mark,
            evidence: [last.seq],
          }),
        ];
  const unseen = textsOf(view, 'visible-message').filter((text) => !texts.includes(text));
  const missing = unseen.map((text) =>
    problem('missing-event', `what the customer of ${nameOf(view)} sees, the log`, {
      expected: shown(text),
      actual: shown(texts),
      evidence: [...view.exchanges('visible-message').map(({ seq }) => seq), last.seq],
    }),
  );
  return found([...foreign, ...missing]);
};

const notLetIn = 'The server did not let the consultant into this session, and said so.';

const consultantIsAsked: Judge = (view) => {
  if (!isJoined(view)) return notApplicable(notLetIn);
  const told = view
    .about('consultant', { after: view.consult?.seq ?? Infinity })
    .filter(({ data }) => kindOf(view.channel, data) === 'state');
  if (told.length === 0) {
    return found([
      problem('missing-event', `a notification to the consultant in ${nameOf(view)}`, {
        expected: `the state of session ${view.sessionId}, in which it is consulted`,
        actual: 'none',
        evidence: [view.consult?.seq ?? [], view.first?.seq ?? []].flat(),
      }),
    ]);
  }
  return fine;
};

/** What tells that the consultant is no longer in the session, before the suite tidies up. */
function signsOfLeaving(view: TraceView, since: number): readonly Delivery[] {
  const until = view.exchange('cleanup')?.seq ?? Infinity;
  return view.about('originator', { after: since, before: until }).filter((delivery) => {
    const listed = participantsOf(view.session(delivery)).map(({ participantId }) => participantId);
    if (listed.length > 0) return !listed.includes(view.consultantId);
    return messagesOf(delivery.data).some(
      (entry) =>
        entry['type'] === 'ParticipantLeft' && at(entry, '/from/participantId') === view.consultantId,
    );
  });
}

const goesOn: Judge = (view) => {
  const left = view.fellows().flatMap((other) => other.exchange('consultant-leave') ?? [])[0];
  const said = view.exchange('agents-message');
  if (left === undefined || said === undefined)
    return notApplicable('The consultant was not in two sessions at once, or not seen to leave one of them.');
  const name = `the consult in ${nameOf(view)} after the consultant left another session`;
  const gone = signsOfLeaving(view, left.seq)[0];
  if (gone !== undefined) {
    return found([
      problem('lost', name, {
        expected: `still ${shown(view.consultantId)}, the consultant`,
        actual: shown(gone.data),
        evidence: [left.seq, gone.seq],
      }),
    ]);
  }
  const texts = textsOf(view, 'agents-message');
  const heard = view
    .arrived('originator')
    .some(({ data }) => messagesOf(data).some(({ text }) => texts.includes(String(text))));
  return unless(heard, () =>
    problem('missing-event', `${name}, a notification to the originator`, {
      expected: `an entry with the text ${shown(texts[0])}`,
      actual: `none; the message was answered with HTTP ${said.response?.status ?? '-'}`,
      evidence: [left.seq, said.seq],
    }),
  );
};

/** The checks of many Consults at once, which belong to the subject of correlation. */
export const crowdChecks: readonly Check[] = [
  check('CORR-013', scenario, isNotLost),
  check('CORR-014', scenario, (view) => found(repeated(view))),
  check('CORR-015', scenario, (view) => found(view.once(mixUps))),
  check('CORR-016', scenario, hasOwnReference),
  check('CORR-017', scenario, customerSeesOwn),
  check('CORR-018', scenario, consultantIsAsked),
  check('CORR-019', scenario, goesOn),
];
