/** Messages during a consult. */
import {
  at,
  check,
  defineSuite,
  messagesOf,
  problem,
  shown,
  unless,
  untestable,
  type Delivery,
  type Judge,
  type JsonObject,
  type PartyName,
  type TraceView,
} from '#kit';
import { textsOf } from './shared.ts';

const scenario = 'consult-accepted';

/** The entry with a text in what a party was notified of, and the delivery that brought it. */
function entryWith(
  view: TraceView,
  party: PartyName,
  text: string,
): { entry: JsonObject; delivery: Delivery } | undefined {
  for (const delivery of view.arrived(party)) {
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
function reaches(party: 'originator' | 'consultant', purpose: 'visible-message' | 'agents-message'): Judge {
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

export const messages = defineSuite('messages', [
  check('MSG-001', scenario, reaches('originator', 'agents-message')),
  check('MSG-002', scenario, isForAgentsOnly),
  check('MSG-003', scenario, isFromConsultant),
  check('MSG-004', scenario, reaches('consultant', 'visible-message')),
]);
