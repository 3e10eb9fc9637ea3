/** What the customer must not notice. */
import {
  check,
  defineSuite,
  found,
  problem,
  shown,
  untestable,
  type CustomerView,
  type Judge,
  type Problem,
  type TraceView,
} from '#kit';
import { reachesCustomer, textsOf, unseen } from './shared.ts';

const scenario = 'consult-accepted';

const allViews = (view: TraceView): readonly CustomerView[] => [
  ...view.views('before'),
  ...view.views('during'),
  ...view.views('after'),
];

const neverLeaked = (what: string, actual: unknown, evidence: readonly number[]): Problem =>
  problem('leak', `what the customer sees, ${what}`, {
    expected: 'nothing of the consultant',
    actual: shown(actual),
    evidence,
  });

/** The consultant's nickname, by which the customer would see it; `undefined` when the originator has the same. */
function tellingNickname({ trace }: TraceView): string | undefined {
  const { originator, consultant } = trace.agents;
  return consultant?.nickname === originator?.nickname ? undefined : consultant?.nickname;
}

const sameNickname = () =>
  untestable(
    'The target file gives originator and consultant the same nickname; the customer could not tell them apart.',
  );

const neverListsConsultant: Judge = (view) => {
  const nickname = tellingNickname(view);
  if (nickname === undefined) return sameNickname();
  const shownIn = allViews(view).flatMap((one) =>
    one.participants
      .filter((each) => each.nickname === nickname)
      .map((each) => neverLeaked('the participants', each, [one.seq])),
  );
  return found(shownIn.slice(0, 1));
};

const showsNoEntryOfConsultant: Judge = (view) => {
  const nickname = tellingNickname(view);
  if (nickname === undefined) return sameNickname();
  const written = textsOf(view, 'agents-message');
  const shownIn = allViews(view).flatMap((one) =>
    one.messages
      .filter(({ from, text }) => from.nickname === nickname && !written.some((each) => text?.includes(each)))
      .map((each) => neverLeaked('the log', each, [one.seq])),
  );
  return found(shownIn.slice(0, 1));
};

const showsNoTextToAgents: Judge = (view) => {
  const written = textsOf(view, 'agents-message');
  if (written.length === 0) return untestable('The consultant wrote nothing to the agents.', 'MSG-001');
  const shownIn = allViews(view).flatMap((one) =>
    one.messages
      .filter(({ text }) => written.some((each) => text?.includes(each)))
      .map((each) => neverLeaked('the log', each, [one.seq])),
  );
  return found(shownIn.slice(0, 1));
};

const key = (value: unknown): string => JSON.stringify(value);

/** Between the last look before the Consult and the last of all, only what the originator sent to all has changed. */
const seesNoChange: Judge = (view) => {
  const first = view.views('before').at(-1);
  const last = view.views('after').at(-1);
  if (first === undefined || last === undefined)
    return untestable(unseen(view) ?? 'What the customer saw is not known.');
  const sent = textsOf(view, 'visible-message');
  const old = new Set(first.messages.map(key));
  const added = last.messages.filter(
    (one) => !old.has(key(one)) && !(one.text !== null && sent.includes(one.text)),
  );
  const changes: [string, unknown, unknown][] = [];
  if (added.length > 0) changes.push(['the log', 'no entry but what the originator sent', added]);
  if (key(first.participants.map(key).sort()) !== key(last.participants.map(key).sort())) {
    changes.push(['the participants', shown(first.participants), last.participants]);
  }
  if (first.state !== last.state) changes.push(['the state', shown(first.state), last.state]);
  return found(
    changes.map(([what, expected, actual]) =>
      problem('leak', `what the customer sees, ${what}`, {
        expected: String(expected),
        actual: shown(actual),
        evidence: [first.seq, last.seq],
      }),
    ),
  );
};

export const customer = defineSuite('customer', [
  check('CUST-001', scenario, reachesCustomer),
  check('CUST-002', scenario, neverListsConsultant),
  check('CUST-003', scenario, showsNoEntryOfConsultant),
  check('CUST-004', scenario, showsNoTextToAgents),
  check('CUST-005', scenario, seesNoChange),
  check('CUST-006', 'consult-failed', seesNoChange),
]);
