/** Who is in the session, before and after the consultant joined. */
import {
  check,
  defineSuite,
  found,
  notApplicable,
  participantsOf,
  problem,
  shown,
  unless,
  untestable,
  type ActId,
  type Judge,
  type JsonObject,
  type Problem,
  type TraceView,
} from '#kit';
import { wherever } from './acts.ts';

const scenario = 'consult-accepted';
const where = 'the first notification, the participants';

const listed = (view: TraceView): readonly JsonObject[] => participantsOf(view.session(view.first));
const evidence = (view: TraceView): number[] => (view.first === undefined ? [] : [view.first.seq]);

const listsConsultant: Judge = (view) => {
  const newcomer = listed(view).find(({ participantId }) => participantId === view.consultantId);
  return unless(newcomer !== undefined && newcomer['type'] === 'Agent', () =>
    problem('not-gained', where, {
      expected: 'a participant of type Agent whose participantId was not there before',
      actual: newcomer === undefined ? `nobody new: ${shown(listed(view))}` : shown(newcomer),
      evidence: evidence(view),
    }),
  );
};

/** Whoever was called so before is still there, under the id from before and as what the samples call such a one. */
function stillLists(
  who: string,
  asType: 'Agent' | 'Customer',
  {
    of,
    isOneEnough,
  }: {
    readonly of: (before: TraceView['before']) => readonly JsonObject[];
    /** Whether, of several, one is enough: they may be the same one, listed twice, or not all of them be meant. */
    readonly isOneEnough: (wanted: readonly JsonObject[]) => boolean;
  },
): Judge {
  return (view) => {
    const wanted = of(view.before);
    if (wanted.length === 0) return untestable(`Who ${who} was before the Consult is not known.`);
    const now = listed(view);
    const gone = wanted.filter(
      (one) =>
        !now.some((other) => other['participantId'] === one['participantId'] && other['type'] === asType),
    );
    const missed = isOneEnough(wanted) && gone.length < wanted.length ? [] : gone;
    return found(
      missed.map((one) =>
        problem('lost', where, {
          expected: `${who} as before: ${shown({ type: asType, participantId: one['participantId'] })}`,
          actual: shown(now.map(({ type, participantId }) => ({ type, participantId }))),
          evidence: evidence(view),
        }),
      ),
    );
  };
}

const idsAreUnique: Judge = (view) => {
  const ids = listed(view).map(({ participantId }) => participantId);
  const twice = ids.filter((id, i) => ids.indexOf(id) !== i);
  return unless(twice.length === 0, () =>
    problem('contradiction', where, {
      expected: 'a participantId of its own for each participant',
      actual: `more than one with ${shown(twice[0])}`,
      evidence: evidence(view),
    }),
  );
};

/** Acts in which a queue is consulted: what routes its consults may be listed as well. */
const throughQueue: readonly ActId[] = ['consult-queue', 'consult-queue-by-path'];
const othersMayCome = 'Through a queue others may come in as well, as what routes its consults.';

const onlyAgentsJoin: Judge = (view) => {
  if (throughQueue.includes(view.trace.act)) return notApplicable(othersMayCome);
  const others = listed(view).filter(
    ({ participantId, type }) =>
      typeof participantId === 'string' && !view.before.ids.has(participantId) && type !== 'Agent',
  );
  const withoutConsultant = others.filter(({ participantId }) => participantId !== view.consultantId);
  return found(
    withoutConsultant.map((one) =>
      problem('unexpected-event', where, {
        expected: 'nobody new but agents',
        actual: shown(one),
        evidence: evidence(view),
      }),
    ),
  );
};

/** New agents but the consultant, and but those under a name that an agent of the session had before. */
const onlyConsultantJoins: Judge = (view) => {
  if (throughQueue.includes(view.trace.act)) return notApplicable(othersMayCome);
  const names = view.before.participants
    .filter(({ type }) => type === 'Agent')
    .map(({ nickname }) => nickname);
  const strangers = listed(view).filter(
    ({ participantId, type, nickname }) =>
      type === 'Agent' &&
      participantId !== view.consultantId &&
      !view.before.ids.has(String(participantId)) &&
      !names.includes(nickname),
  );
  return found(
    strangers.map((one) =>
      problem('unexpected-event', where, {
        expected: 'no new agent but the consultant',
        actual: shown(one),
        evidence: evidence(view),
      }),
    ),
  );
};

const hasGivenNickname: Judge = (view) => {
  const given = view.exchange('consultant-accept');
  if (given === undefined) {
    return view.trace.captured === undefined
      ? notApplicable('The server put the consultant in without asking; no nickname was given.')
      : untestable('The capture does not show that the consultant accepted, nor the nickname that it gave.');
  }
  const nickname = view.trace.agents[view.consultee]?.nickname;
  const actual = listed(view).find(({ participantId }) => participantId === view.consultantId)?.['nickname'];
  return unless(actual === nickname, () =>
    problem('wrong-value', where, {
      expected: `the consultant's nickname ${shown(nickname)}`,
      actual: shown(actual),
      evidence: [given.seq, ...evidence(view)],
    }),
  );
};

const namesStay: Judge = (view) => {
  const now = new Map(listed(view).map((one) => [one['participantId'], one['nickname']]));
  const { originators, participants: before } = view.before;
  const others = before.filter((one) => one['type'] !== 'Agent' || originators.includes(one));
  const changed = others.filter(
    ({ participantId, nickname }) =>
      typeof nickname === 'string' && now.has(participantId) && now.get(participantId) !== nickname,
  );
  return found(
    changed.map(({ participantId, nickname }): Problem =>
      problem('wrong-value', where, {
        expected: `nickname ${shown(nickname)} for ${shown(participantId)}, as before`,
        actual: shown(now.get(participantId)),
        evidence: evidence(view),
      }),
    ),
  );
};

/** The checks of the subject participants. */
export const participants = defineSuite(
  'participants',
  wherever([
    check('PART-001', scenario, listsConsultant),
    check(
      'PART-002',
      scenario,
      stillLists('the originator', 'Agent', {
        of: ({ originators }) => originators,
        isOneEnough: () => true,
      }),
    ),
    check(
      'PART-003',
      scenario,
      stillLists('the customer', 'Customer', {
        of: ({ customers }) => customers,
        // Where nobody was called a customer, who was one is a guess: everybody but agents.
        isOneEnough: (wanted) => wanted.every(({ type }) => type !== 'Customer'),
      }),
    ),
    check('PART-004', scenario, idsAreUnique),
    check('PART-005', scenario, onlyAgentsJoin),
    check('PART-006', scenario, hasGivenNickname),
    check('PART-007', scenario, namesStay),
    check('PART-008', scenario, onlyConsultantJoins),
  ]),
);
