/** Messages during a consult. */
import {
  alsoIn,
  at,
  capabilitiesOf,
  check,
  defineSuite,
  fine,
  found,
  isRefusal,
  isTypingType,
  jsonOf,
  messagesOf,
  notApplicable,
  problem,
  shown,
  unless,
  untestable,
  tellsOfTyping,
  type CustomerView,
  type Delivery,
  type Exchange,
  type Finding,
  type Judge,
  type JsonObject,
  type PartyName,
  type Purpose,
  type TraceView,
} from '#kit';
import { wherever } from './acts.ts';
import { isSound } from './crowd.ts';
import { isMarkedForAgents } from './marked-for-agents.ts';
import { textsOf } from './shared.ts';

const scenario = 'consult-accepted';

/** The entry with a text in what a party was notified of, and the delivery that brought it. */
function entryWith(
  view: TraceView,
  party: PartyName,
  text: string,
): { entry: JsonObject; delivery: Delivery } | undefined {
  // What names the session comes first: what names none, or another, may still be all that there is.
  for (const delivery of [...view.about(party), ...view.arrived(party)]) {
    const entry = messagesOf(delivery.data).find((each) => each['text'] === text);
    if (entry !== undefined) return { entry, delivery };
  }
  return undefined;
}

/** What the consultant wrote to the agents, as the originator was told of it. */
function agentsMessage(view: TraceView): { entry: JsonObject; delivery: Delivery } | undefined {
  const text = textsOf(view, 'agents-message')[0];
  return text === undefined ? undefined : entryWith(view, 'originator', text);
}

/** A text that one party sent reaches another, word for word. */
function reaches(party: 'originator' | 'consultant', purpose: Purpose): Judge {
  return (view) => {
    const text = textsOf(view, purpose)[0];
    const sent = view.exchange(purpose);
    if (text === undefined || sent === undefined) return untestable('No such message was sent.');
    return unless(entryWith(view, party, text) !== undefined, () =>
      problem('missing-event', `a notification to the ${party}`, {
        expected: `an entry with the text ${shown(text)}`,
        actual: `none; the message was answered with HTTP ${sent.response?.status ?? '-'}`,
        evidence: [sent.seq],
      }),
    );
  };
}

/** Judges what came of a message that the server took; that it did not is another rule's matter. */
function whereTaken(purpose: Purpose, judge: Judge): Judge {
  return (view, rule) => {
    const sent = view.exchange(purpose);
    return sent?.response === undefined || isRefusal(sent.response.status, jsonOf(sent))
      ? untestable('No such message was taken.')
      : judge(view, rule);
  };
}

/** Of many sessions at once, the one in which the originator says something to all while the consultant is in it. */
const reachesBesideOthers: Judge = (view, rule) =>
  view.wait('message-at-consultant') === undefined || !isSound(view)
    ? untestable('Nothing was said here to a consultant who joined.')
    : whereTaken('visible-message', reaches('consultant', 'visible-message'))(view, rule);

/** What the first consultant writes to the agents reaches the second. */
const reachesOtherConsultant: Judge = (view) => {
  const text = textsOf(view, 'agents-message')[0];
  const sent = view.exchange('agents-message');
  if (text === undefined || sent === undefined)
    return notApplicable('No other agent joined beside the consultant.');
  if (isRefusal(sent.response?.status, jsonOf(sent)))
    return untestable('The first consultant could not write any more.', 'AFTER-009');
  return unless(entryWith(view, 'second', text) !== undefined, () =>
    problem('missing-event', 'a notification to the second consultant', {
      expected: `an entry with the text ${shown(text)}`,
      actual: `none; the message was answered with HTTP ${sent.response?.status ?? '-'}`,
      evidence: [sent.seq],
    }),
  );
};

const isForAgentsOnly: Judge = (view) => {
  const message = agentsMessage(view);
  if (message === undefined) return untestable('The message did not arrive.', 'MSG-001');
  const visibility = message.entry['visibility'];
  return unless(visibility === 'Agents', () =>
    problem('wrong-value', "the consultant's message to the originator, /messages/*/visibility", {
      expected: '"Agents"',
      actual: shown(visibility),
      evidence: [message.delivery.seq],
    }),
  );
};

const isFromConsultant: Judge = (view) => {
  const message = agentsMessage(view);
  if (message === undefined) return untestable('The message did not arrive.', 'MSG-001');
  if (view.consultantId === undefined) return untestable('Nobody is known as the consultant.');
  const from = at(message.entry, '/from/participantId');
  return unless(from === view.consultantId, () =>
    problem(
      'wrong-correlation',
      "the consultant's message to the originator, /messages/*/from/participantId",
      {
        expected: shown(view.consultantId),
        actual: shown(from),
        evidence: [view.first?.seq ?? [], message.delivery.seq].flat(),
      },
    ),
  );
};

/** What the originator writes to the agents reaches the consultant, and the customer does not see it. */
const reachesConsultantOnly: Judge = (view, rule) => {
  const text = textsOf(view, 'originator-to-agents')[0];
  const sent = view.exchange('originator-to-agents');
  if (text === undefined || sent === undefined) return untestable('No such message was sent.');
  const leaked = customerLooks(view).find(({ messages }) => messages.some((one) => one.text?.includes(text)));
  if (leaked !== undefined) {
    return found([
      problem('leak', 'what the customer sees, the log', {
        expected: `nothing of the text ${shown(text)}`,
        actual: shown(text),
        evidence: [sent.seq, leaked.seq],
      }),
    ]);
  }
  return reaches('consultant', 'originator-to-agents')(view, rule);
};

function customerLooks(view: TraceView): readonly CustomerView[] {
  return (['during', 'after'] as const).flatMap((phase) => view.views(phase));
}

/** What an agent is offered: in notifications, and in the answer to a GET. */
function offeredTo(view: TraceView, party: 'originator' | 'consultant'): boolean {
  return view
    .about(party)
    .some(({ data }) =>
      capabilitiesOf(view.session({ data } as Delivery)).includes('SendStartTypingToAgentsNotification'),
    );
}

/** Why nothing is to be shown of an agent's typing; `undefined`: it is. */
function unshownTyping(view: TraceView, by: 'originator' | 'consultant'): Finding | undefined {
  const typed = view.exchange(`${by}-typing`);
  if (typed?.response === undefined) return untestable(`The ${by} did not get so far as to type.`);
  return isRefusal(typed.response.status, jsonOf(typed)) && !offeredTo(view, by)
    ? notApplicable(`The server does not offer the ${by} to show the agents that it types.`)
    : undefined;
}

/** That one agent types is shown to the other. */
function showsTyping(by: 'originator' | 'consultant', to: 'originator' | 'consultant'): Judge {
  return (view) => {
    const unshown = unshownTyping(view, by);
    const typed = view.exchange(`${by}-typing`);
    if (unshown !== undefined || typed === undefined) return unshown ?? fine;
    const told = view.about(to, { after: typed.seq }).some(({ data }) => tellsOfTyping(data));
    return unless(told, () =>
      problem('missing-event', `a notification to the ${to}`, {
        expected: `that the ${by} types`,
        actual: `none; the operation was answered with HTTP ${typed.response?.status} and ${shown(jsonOf(typed))}`,
        evidence: [typed.seq],
      }),
    );
  };
}

/** The consultant's typing is for agents alone, whichever operation shows it. */
const typesUnseen: Judge = (view, rule) => {
  const nickname = view.trace.agents.consultant?.nickname;
  const seen = customerLooks(view).find(({ messages }) =>
    messages.some(({ type, from }) => isTypingType(type) && from.nickname === nickname),
  );
  if (seen === undefined) return showsTyping('consultant', 'originator')(view, rule);
  return found([
    problem('leak', 'what the customer sees, the log', {
      expected: 'nothing of the consultant’s typing',
      actual: shown(seen.messages.filter(({ type }) => isTypingType(type))),
      evidence: [seen.seq],
    }),
  ]);
};

/** Statuses of a server that is asked too much, or is not there: they say nothing of what was asked. */
const busy: readonly number[] = [408, 429, 502, 503, 504];

/** What the customer said for a purpose: whether that was taken, and the request that said it. */
function customerSaid(
  { trace }: TraceView,
  purpose: Purpose,
): { accepted: boolean; sent: Exchange } | undefined {
  const said = trace.own.find((entry) => entry.kind === 'said' && entry.purpose === purpose);
  if (said?.kind !== 'said') return undefined;
  const sent = trace.own.find((entry) => entry.seq === said.by);
  return sent?.kind === 'exchange' ? { accepted: said.accepted, sent } : undefined;
}

/**
 * The breach that the customer's words were refused during the consult, where they were taken before it and after it;
 * `undefined`: that is not shown.
 */
function refusedMeanwhile(view: TraceView): Finding | undefined {
  const before = customerSaid(view, 'customer-before');
  const meanwhile = customerSaid(view, 'customer-message');
  const after = customerSaid(view, 'customer-after');
  if (before?.accepted !== true || meanwhile?.accepted !== false || after?.accepted !== true)
    return undefined;
  const { response } = meanwhile.sent;
  if (response === undefined || busy.includes(response.status)) return undefined;
  return found([
    problem('refused', 'the answer to what the customer says during the consult', {
      expected: 'its words are taken, as they are before the consult and after it',
      actual: `HTTP ${response.status} with ${shown(jsonOf(meanwhile.sent))}`,
      evidence: [before, meanwhile, after].map(({ sent }) => sent.seq),
    }),
  ]);
}

/** What the customer says reaches an agent, word for word. */
function hearsCustomer(party: 'originator' | 'consultant'): Judge {
  return (view) => {
    const event = `customer-message-at-${party}` as const;
    const text = view.wait(event)?.text;
    if (text === undefined)
      return (
        refusedMeanwhile(view) ??
        untestable('The customer said nothing during the consult: its source can not, or was refused.')
      );
    return unless(entryWith(view, party, text) !== undefined, () =>
      problem('missing-event', `a notification to the ${party}`, {
        expected: `an entry with the customer's text ${shown(text)}`,
        actual: 'none',
        evidence: view.exchanges('customer-message').map(({ seq }) => seq),
      }),
    );
  };
}

/** Rules of what the consultant writes to the agents, in all acts in which it writes to them after it joined. */
const ofConsultant = [
  check('MSG-001', scenario, reaches('originator', 'agents-message')),
  check('MSG-002', scenario, isForAgentsOnly),
  check('MSG-003', scenario, isFromConsultant),
];

/** It has to reach the originator in each; where many are consulted at once, another rule says so. */
const reachesElsewhere = alsoIn(['transfer', 'conference', 'second-consult'], ofConsultant.slice(0, 1)).map(
  (rule) => ({ ...rule, countsSilence: true, judge: whereTaken('agents-message', rule.judge) }),
);

/** The checks of the subject messages. */
export const messages = defineSuite('messages', [
  ...wherever([check('MSG-010', scenario, isMarkedForAgents)]),
  ...ofConsultant,
  ...reachesElsewhere,
  ...alsoIn(['transfer', 'conference', 'second-consult', 'many-consults'], ofConsultant.slice(1, 2)),
  // In a second consult it is the first consultant who writes.
  ...alsoIn(['transfer', 'conference', 'many-consults'], ofConsultant.slice(2)),
  check('MSG-004', scenario, reaches('consultant', 'visible-message')),
  ...alsoIn(['many-consults'], [check('MSG-004', scenario, reachesBesideOthers)]).map((rule) => ({
    ...rule,
    countsSilence: true,
  })),
  check('MSG-005', scenario, reachesConsultantOnly),
  check('MSG-006', scenario, typesUnseen),
  check('MSG-007', scenario, hearsCustomer('originator')),
  check('MSG-008', scenario, showsTyping('originator', 'consultant')),
  check('MSG-009', scenario, hearsCustomer('consultant')),
  check('MSG-011', 'second-consult', reachesOtherConsultant),
]);
