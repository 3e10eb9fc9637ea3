/** What the customer must not notice. */
import {
  alsoIn,
  at,
  check,
  defineSuite,
  found,
  isTypingType,
  problem,
  shown,
  unless,
  untestable,
  type CustomerView,
  type Judge,
  type Problem,
  type Purpose,
  type TraceView,
} from '#kit';
import { always } from './acts.ts';
import { reachesCustomer, textsOf, unseen } from './shared.ts';

const scenario = 'consult-accepted';

const key = (value: unknown): string => JSON.stringify(value);

/** What the customer saw until the consultant came before it, where it did. */
function allViews(view: TraceView): readonly CustomerView[] {
  return (['before', 'during', 'after'] as const)
    .flatMap((phase) => view.views(phase))
    .filter(({ seq }) => seq < view.turn);
}

const neverLeaked = (what: string, actual: unknown, evidence: readonly number[]): Problem =>
  problem('leak', `what the customer sees, ${what}`, {
    expected: 'nothing of the consultant',
    actual: shown(actual),
    evidence,
  });

/** Nicknames of those who are consulted, by which the customer would see them; none when the originator has the same. */
function tellingNicknames({ trace }: TraceView): readonly unknown[] {
  const { originator, consultant, second } = trace.agents;
  const telling = [consultant, second].map((agent) => agent?.nickname).filter((name) => name !== undefined);
  return consultant?.nickname === originator?.nickname
    ? []
    : telling.filter((name) => name !== originator?.nickname);
}

const sameNickname = () =>
  untestable(
    'The target file gives originator and consultant the same nickname; the customer could not tell them apart.',
  );

/** What the customer's log has beyond what an earlier act of the same session left there. */
function newIn(view: TraceView, one: CustomerView): CustomerView['messages'] {
  const isFirst = view.trace.span.from === 0;
  const old = new Set(isFirst ? [] : view.views('before').flatMap(({ messages }) => messages.map(key)));
  return one.messages.filter((message) => !old.has(key(message)));
}

/** Texts of agents that are not for the customer; each kind has a rule of its own. */
function secretTexts(view: TraceView): string[] {
  return (['agents-message', 'originator-to-agents', 'consultant-to-all'] as const).flatMap((purpose) =>
    textsOf(view, purpose),
  );
}

/** What the customer itself said. */
function saidByCustomer({ trace }: TraceView): string[] {
  return trace.entries.flatMap((entry) => (entry.kind === 'said' ? [entry.text] : []));
}

/** What the originator said to all, in this act and before it. */
function saidToCustomer({ trace }: TraceView): string[] {
  return trace.own.flatMap((entry) => {
    if (entry.kind !== 'exchange' || !toAll.includes(entry.purpose)) return [];
    const text = at(entry.request.body, '/text');
    return typeof text === 'string' ? [text] : [];
  });
}

const toAll: readonly Purpose[] = ['message-before', 'visible-message'];

const neverListsConsultant: Judge = (view) => {
  const nicknames = tellingNicknames(view);
  if (nicknames.length === 0) return sameNickname();
  const shownIn = allViews(view).flatMap((one) =>
    one.participants
      .filter(({ nickname }) => nicknames.includes(nickname))
      .map((each) => neverLeaked('the participants', each, [one.seq])),
  );
  return found(shownIn.slice(0, 1));
};

const showsNoEntryOfConsultant: Judge = (view) => {
  const nicknames = tellingNicknames(view);
  if (nicknames.length === 0) return sameNickname();
  const written = secretTexts(view);
  const shownIn = allViews(view).flatMap((one) =>
    newIn(view, one)
      .filter(
        ({ from, text }) =>
          nicknames.includes(from.nickname) && !written.some((each) => text?.includes(each)),
      )
      .filter(({ type }) => !isTypingType(type))
      .map((each) => neverLeaked('the log', each, [one.seq])),
  );
  return found(shownIn.slice(0, 1));
};

const showsNoTextToAgents: Judge = (view) => {
  const written = textsOf(view, 'agents-message');
  if (written.length === 0) return untestable('The consultant wrote nothing to the agents.', 'MSG-001');
  return found(textsShown(view, written));
};

/** What the consultant wrote with the operation for all: it is refused, or for agents alone all the same. */
const showsNoTextForAll: Judge = (view) => {
  const written = textsOf(view, 'consultant-to-all');
  if (written.length === 0) return untestable('The consultant did not get so far as to write for all.');
  return found(textsShown(view, written));
};

/** Texts that the customer must not see, where it saw them: the first place. What was for agents stays so, whoever comes forward later. */
function textsShown(view: TraceView, written: readonly string[]): Problem[] {
  const looks = (['before', 'during', 'after'] as const).flatMap((phase) => view.views(phase));
  const shownIn = looks.flatMap((one) =>
    one.messages
      .filter(({ text }) => written.some((each) => text?.includes(each)))
      .map((each) => neverLeaked('the log', each, [one.seq])),
  );
  return shownIn.slice(0, 1);
}

/** What a list has beyond another, each of which accounts for one alike: what is shown twice is more than what was said once. */
function without<T extends B, B>(
  list: readonly T[],
  known: readonly B[],
  likeness: (one: B) => unknown,
): readonly T[] {
  const left = known.map(likeness);
  return list.filter((one) => {
    const place = left.indexOf(likeness(one));
    if (place >= 0) left.splice(place, 1);
    return place < 0;
  });
}

/** Between the last look before the Consult and the last of all, only what the originator sent to all has changed. */
const seesNoChange: Judge = (view) => {
  const first = view.views('before').at(-1);
  const last = allViews(view).at(-1);
  if (first === undefined || last === undefined || last.seq === first.seq)
    return untestable(unseen(view) ?? 'What the customer saw is not known.');
  // What was said before the Consult may come to be seen only after the first look.
  const sent = [...saidToCustomer(view), ...saidByCustomer(view)].filter(
    (text) => !first.messages.some((message) => message.text === text),
  );
  const added = without(
    without(last.messages, first.messages, key),
    sent.map((text): { readonly text: string | null } => ({ text })),
    ({ text }) => text,
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

/** The positive control: a consultant who comes before the customer is seen, with what it says. */
const seesConferee: Judge = (view) => {
  const nicknames = tellingNicknames(view);
  if (nicknames.length === 0) return sameNickname();
  const text = textsOf(view, 'heir-message')[0];
  const after = (['during', 'after'] as const)
    .flatMap((phase) => view.views(phase))
    .filter(({ seq }) => seq > (view.exchange('conference')?.seq ?? Infinity));
  if (after.length === 0) return untestable('What the customer saw after the conference is not known.');
  const isSeen = after.some(
    ({ participants, messages }) =>
      participants.some((one) => nicknames.includes(one.nickname)) ||
      messages.some(
        ({ from, text: said }) => nicknames.includes(from.nickname) || (said !== null && said === text),
      ),
  );
  return unless(isSeen, () =>
    problem('missing-event', 'what the customer sees after the conference', {
      expected: `${nicknames.map(shown).join(' or ')}, or what it said: ${shown(text)}`,
      actual: shown(after.at(-1)?.participants),
      evidence: [view.exchange('conference')?.seq ?? [], after.at(-1)?.seq ?? []].flat(),
    }),
  );
};

/** What the other agent of a conference says to all is for the customer. */
const hearsConferee: Judge = (view) => {
  const conference = view.exchange('conference');
  const text = textsOf(view, 'heir-message')[0];
  const last = view.views('after').at(-1);
  if (conference === undefined || text === undefined)
    return untestable('The other agent of the conference did not get so far as to speak.');
  if (last === undefined) return untestable(unseen(view) ?? 'What the customer saw at the end is not known.');
  return unless(
    last.messages.some((one) => one.text === text),
    () =>
      problem('missing-event', 'what the customer sees after the conference, the log', {
        expected: shown(text),
        actual: shown(last.messages.map((one) => one.text)),
        evidence: [conference.seq, ...view.exchanges('heir-message').map(({ seq }) => seq), last.seq],
      }),
  );
};

const neverSeesConsultant = [
  check('CUST-002', scenario, neverListsConsultant),
  check('CUST-003', scenario, showsNoEntryOfConsultant),
];

/** The checks of the subject customer. */
export const customer = defineSuite('customer', [
  ...always([
    check('CUST-001', scenario, reachesCustomer),
    ...neverSeesConsultant,
    check('CUST-004', scenario, showsNoTextToAgents),
    check('CUST-005', scenario, seesNoChange),
    check('CUST-008', scenario, showsNoTextForAll),
    check('CUST-007', 'conference', seesConferee),
    check('CUST-009', 'conference', hearsConferee),
    check('CUST-006', 'consult-failed', seesNoChange),
  ]),
  ...alsoIn(['consult-absent', 'consult-rejected'], neverSeesConsultant),
]);
