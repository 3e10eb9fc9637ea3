/** What agents outside the session must not notice. */
import {
  alsoIn,
  check,
  containsText,
  defineSuite,
  found,
  problem,
  shown,
  untestable,
  type ActId,
  type Delivery,
  type Judge,
  type PartyName,
  type TraceView,
} from '#kit';
import { always } from './acts.ts';
import { textsOf } from './shared.ts';

/**
 * What a party was told from the Consult on. Before it, a session may be offered to anybody; that the offer is
 * withdrawn may be told late.
 */
function since(view: TraceView, party: PartyName): readonly Delivery[] {
  const from = view.consult?.seq ?? -1;
  const told = view.arrived(party);
  const isOffered = told.some(({ seq, data }) => seq < from && view.isAbout(data));
  const isWithdrawal = (delivery: Delivery): boolean => {
    const state = view.session(delivery)?.['state'];
    return isOffered && typeof state === 'string' && state !== 'Chatting' && state !== 'Invited';
  };
  return told.filter((one) => one.seq > from && !isWithdrawal(one));
}

/** Agents who have a part in other sessions, and none in these acts; their silence alone proves nothing. */
const alsoOutside: readonly PartyName[] = ['second', 'featureless'];
const withOutsiders: readonly ActId[] = [
  'consult-accepted',
  'consult-failed',
  'consult-after-failure',
  'consult-absent',
  'consult-rejected',
  'consult-targets',
  'transfer',
  'conference',
];

/** A party gets nothing about the session, although it was listening and could have been told; nor does anybody else outside. */
function isToldNothing(party: PartyName): Judge {
  return (view) => {
    const agent = view.trace.agents[party];
    const texts = [...textsOf(view, 'visible-message'), ...textsOf(view, 'agents-message')];
    const others = withOutsiders.includes(view.trace.act)
      ? alsoOutside.filter((one) => one !== view.consultee)
      : [];
    const told = [party, ...others].flatMap((one) =>
      since(view, one).filter(({ data }) => view.isAbout(data) || containsText(data, texts)),
    );
    if (agent === undefined && told.length === 0) return untestable(`The target file names no ${party}.`);
    if (told.length > 0) {
      return found(
        told.slice(0, 3).map((delivery) =>
          problem('leak', `a notification to the ${delivery.party}`, {
            expected: `nothing about session ${view.sessionId}`,
            actual: shown(delivery.data),
            evidence: [delivery.seq],
          }),
        ),
      );
    }
    const lost = view.trace.entries.find(
      (entry) => entry.kind === 'watch' && entry.party === party && entry.state !== 'subscribed',
    );
    if (lost !== undefined)
      return untestable(`The ${party}'s notifications were interrupted; silence proves nothing.`);
    const heard = view.trace.entries.some(
      (entry) =>
        entry.kind === 'wait' && entry.party === party && entry.event === 'bystander-fence' && entry.met,
    );
    return heard
      ? found([])
      : untestable(
          `Nothing proved that the ${party} could have been told: its own control session was silent.`,
        );
  };
}

/** The consultant of other sessions is not the target of the Consult that fails. */
const consultantIsToldNothing: Judge = (view) => {
  // Of a consult before, it may be told late that it is over.
  const isMeant = (delivery: Delivery): boolean =>
    view.trace.act === 'consult-failed' || view.session(delivery)?.['state'] === 'Invited';
  const told = since(view, 'consultant').filter((one) => view.isAbout(one.data) && isMeant(one));
  if (told.length > 0) {
    return found([
      problem('leak', 'a notification to the consultant', {
        expected: `nothing about session ${view.sessionId}: it is not the target`,
        actual: shown(told[0]?.data),
        evidence: told.map(({ seq }) => seq),
      }),
    ]);
  }
  const listened = view.trace.entries.some(
    (entry) => entry.kind === 'delivery' && entry.party === 'consultant',
  );
  return listened ? found([]) : untestable('Nothing arrived at the consultant at all, which proves nothing.');
};

const strangerIsToldNothing = check('BYST-003', 'consult-failed', consultantIsToldNothing);

/** The checks of the subject bystander. */
export const bystander = defineSuite('bystander', [
  ...always([
    check('BYST-001', 'consult-accepted', isToldNothing('bystander')),
    check('BYST-002', 'consult-failed', isToldNothing('bystander')),
  ]),
  strangerIsToldNothing,
  ...alsoIn(['consult-absent'], [strangerIsToldNothing]),
]);
