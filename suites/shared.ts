/** Judges that several suites share. */
import {
  at,
  found,
  problem,
  shown,
  unless,
  untestable,
  fine,
  isObject,
  isRefusal,
  jsonOf,
  kindOf,
  lastSegment,
  participantsOf,
  sessionInBody,
  type Delivery,
  type Exchange,
  type Finding,
  type JsonObject,
  type Problem,
  type Purpose,
  type TraceView,
} from '#kit';

/** A notification arrived, and before the deadline that the scenario set, or at least while it was still waited for. */
export function arrives(
  view: TraceView,
  what: {
    readonly name: string;
    readonly delivery: Delivery | undefined;
    readonly event: 'first-notification' | 'second-notification' | 'error-notification';
  },
): Finding {
  const { name, delivery, event } = what;
  const { deadlineMs: deadline, met = false } = view.wait(event) ?? {};
  const since = Math.max(view.consult?.end.at ?? 0, view.exchange('consultant-accept')?.end.at ?? 0);
  const evidence = view.consult === undefined ? [] : [view.consult.seq];
  if (delivery === undefined && event !== 'error-notification' && view.failure !== undefined) {
    return untestable('The server says that this Consult failed; see FAIL-020.', 'FAIL-020');
  }
  if (delivery === undefined) return found([neverCame(view, what)]);
  const took = Math.round(delivery.at - since);
  if (deadline === undefined || met || took <= deadline) return fine;
  return found([
    problem('late-event', `${name} to the originator`, {
      expected: `within ${deadline} ms`,
      actual: `after ${took} ms`,
      evidence: [...evidence, delivery.seq],
    }),
  ]);
}

/** That no such notification came, and what the originator was told instead: of the session, and of others or none. */
function neverCame(view: TraceView, { name, event }: Parameters<typeof arrives>[1]): Problem {
  const consulted = view.consult?.seq;
  const told = view.about('originator', { after: consulted ?? 0 });
  const types = [...new Set(told.map(({ data }) => shown(at(data, '/notificationType'))))];
  const early = view
    .about('originator', { before: consulted ?? 0 })
    .filter(({ data }) => event === 'error-notification' && kindOf(view.channel, data) === 'error');
  const unnamed = view
    .arrived('originator')
    .filter(({ seq, data }) => seq > (consulted ?? 0) && !view.isAbout(data));
  const count = unnamed.length + view.leftOut('originator', consulted ?? 0);
  const seen = [
    'none',
    early.length === 0 ? [] : 'a failure of this session arrived before the Consult was sent',
    types.length === 0 ? [] : `of this session arrived ${types.join(', ')}`,
    count === 0 ? [] : `${count} notification(s) arrived that name other sessions or none`,
  ];
  const evidence = [...early, ...unnamed.slice(0, 5)].map(({ seq }) => seq);
  return problem('missing-event', `${name} to the originator`, {
    expected: `${name}, which names session ${view.sessionId}, within ${view.wait(event)?.deadlineMs ?? '?'} ms`,
    actual: seen.flat().join('; '),
    evidence: [consulted ?? [], evidence].flat(),
  });
}

/** The state in a notification is Chatting. */
export function isChatting(view: TraceView, name: string, delivery: Delivery | undefined): Finding {
  const state = view.session(delivery)?.['state'];
  return unless(state === 'Chatting', () =>
    problem('wrong-value', `${name}, the session's state`, {
      expected: '"Chatting"',
      actual: shown(state),
      evidence: delivery === undefined ? [] : [delivery.seq],
    }),
  );
}

/** An address of the session ends in the channel's collection and the session's id. */
export function namesSession(
  view: TraceView,
  where: string,
  of: { readonly uri: unknown; readonly evidence: readonly number[] },
): Finding {
  const { uri, evidence } = of;
  if (typeof uri !== 'string') return untestable('The address was not there to look at.');
  const collections = view.channel.spellings.map(({ collection }) => collection);
  const collection = uri.split('/').at(-2) ?? '';
  const right = lastSegment(uri) === view.sessionId && collections.includes(collection);
  return unless(right, () =>
    problem('wrong-correlation', where, {
      expected: `an address that ends in /${collections.join('|')}/${view.sessionId}`,
      actual: shown(uri),
      evidence,
    }),
  );
}

/** The first state notification to the originator after the consultant left that no longer lists it. */
export function afterLeave(view: TraceView): Delivery | undefined {
  const left = view.exchange('consultant-leave');
  if (left === undefined || view.consultantId === undefined) return undefined;
  return view.about('originator', { after: left.seq }).find((delivery) => {
    const session = view.session(delivery);
    const listed = participantsOf(session);
    return listed.length > 0 && !listed.some(({ participantId }) => participantId === view.consultantId);
  });
}

/** The texts that were sent for a purpose, and accepted for sending. */
export function textsOf(view: TraceView, purpose: Purpose): string[] {
  return view.exchanges(purpose).flatMap(({ request }) => {
    const text = at(request.body, '/text');
    return typeof text === 'string' ? [text] : [];
  });
}

/** Why the customer's side can't be seen, where its source shows nothing of it. */
export function unseen(view: TraceView): string | undefined {
  const session = view.trace.entries.find((entry) => entry.kind === 'session');
  return session?.kind === 'session' ? session.unseen : undefined;
}

/** Those who were consulted before this Consult and are in the session still: every agent there who is no originator. */
export function firstConsultants({ before }: TraceView): readonly JsonObject[] {
  return before.participants.filter((one) => one['type'] === 'Agent' && !before.originators.includes(one));
}

/** Every message that the originator sent to all is in the customer's last view, word for word. */
export function reachesCustomer(view: TraceView): Finding {
  const last = view.views('after').at(-1);
  const sent = textsOf(view, 'visible-message');
  if (last === undefined) return untestable(unseen(view) ?? 'What the customer saw at the end is not known.');
  if (sent.length === 0) return untestable('The originator sent nothing to all.');
  const texts = last.messages.flatMap(({ text }) => text ?? []);
  const missing = sent.filter((text) => !texts.includes(text));
  return unless(missing.length === 0, () =>
    problem('missing-event', 'what the customer sees, the log', {
      expected: shown(missing[0]),
      actual: texts.length === 0 ? 'no text' : `only the texts ${shown(texts)}`,
      evidence: [...view.exchanges('visible-message').map(({ seq }) => seq), last.seq],
    }),
  );
}

/** Whether the server refused to make the consultant ready on the channel: then it can't be consulted there. */
export function isConsultantUnready(view: TraceView): boolean {
  return view.trace.entries.some(
    (entry) =>
      entry.kind === 'exchange' &&
      entry.party === 'consultant' &&
      entry.purpose === 'ready' &&
      entry.case === view.channel.id &&
      (entry.failure !== undefined || isRefusal(entry.response?.status, jsonOf(entry))),
  );
}

/** Why nothing can be told by the referenceId of the answer to the Consult. */
export function noReference({ answer }: TraceView): Finding {
  return Number.isInteger(answer?.['referenceId'])
    ? untestable("The answer's referenceId is beyond the integers that are read exactly.")
    : untestable('The answer to the Consult has no referenceId.', 'RESP-005');
}

/**
 * The session that a GET returned, with its state in the words of notifications: the documents do not define the GET, and
 * what it called the state before the Consult it may call it still.
 */
export function sessionGot(view: TraceView, asked: Exchange | undefined): unknown {
  const session = sessionInBody(view.channel, jsonOf(asked));
  const before = at(sessionInBody(view.channel, jsonOf(view.exchange('state-before'))), '/state');
  const isAsBefore = before !== undefined && at(session, '/state') === before;
  return isObject(session) && isAsBefore ? { ...session, state: 'Chatting' } : session;
}
