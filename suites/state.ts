/** The session when it is asked for, against what the notifications said. */
import {
  at,
  check,
  defineSuite,
  found,
  idsOf,
  isObject,
  isTypingType,
  jsonOf,
  messagesOf,
  participantsOf,
  problem,
  sessionInBody,
  shown,
  unless,
  untestable,
  type Judge,
  type JsonObject,
  type TraceView,
} from '#kit';

/** The participantIds of the session that a GET returned for a purpose. */
function askedIds(
  view: TraceView,
  purpose: 'state-during' | 'state-after',
): { ids: Set<string>; seq: number } | undefined {
  const asked = view.exchange(purpose);
  const ids = idsOf(sessionInBody(view.channel, jsonOf(asked)));
  return asked === undefined || ids.size === 0 ? undefined : { ids, seq: asked.seq };
}

/** A GET lists the same participants as something else does. */
function listsSame(
  purpose: 'state-during' | 'state-after',
  of: (view: TraceView) => { ids: ReadonlySet<string>; evidence: number[] },
): Judge {
  return (view) => {
    const asked = askedIds(view, purpose);
    const { ids, evidence } = of(view);
    if (asked === undefined) return untestable('The GET of the session returned no participants to compare.');
    if (ids.size === 0) return untestable('There are no participants to compare with.');
    return unless(sameSet(asked.ids, ids), () =>
      problem('contradiction', 'the session that a GET returns, the participants', {
        expected: shown([...ids].sort()),
        actual: shown([...asked.ids].sort()),
        evidence: [...evidence, asked.seq],
      }),
    );
  };
}

function sameSet(a: ReadonlySet<string>, b: ReadonlySet<string>): boolean {
  return a.size === b.size && [...a].every((one) => b.has(one));
}

/** The entries of a log that a GET returned: under messages, or as the list itself. */
function entriesOf(json: unknown): readonly JsonObject[] {
  const wrapped = messagesOf(json);
  return wrapped.length > 0 || !Array.isArray(json) ? wrapped : messagesOf({ messages: json });
}

/** Every entry that was notified until then stands in the log, as it was notified. */
const logHasNotified: Judge = (view) => {
  const asked = view.exchange('state-log');
  const log = entriesOf(jsonOf(asked));
  if (asked === undefined || log.length === 0)
    return untestable('The GET of the log returned no entries to compare.');
  const notified = view
    .about('originator', { after: -1, before: asked.seq })
    .flatMap(({ seq, data }) => messagesOf(data).map((entry) => ({ seq, entry })))
    .filter(({ entry }) => !isTypingType(entry['type']));
  const differing = notified.find(({ entry }) => !log.some((one) => isSame(one, entry)));
  return unless(differing === undefined, () =>
    problem('contradiction', 'the log that a GET returns', {
      expected: shown(differing?.entry),
      actual: shown(log.filter((one) => one['index'] === differing?.entry['index'])),
      evidence: [differing?.seq ?? [], asked.seq].flat(),
    }),
  );
};

/** Whether two entries agree in what identifies them and in what they say. */
function isSame(a: JsonObject, b: JsonObject): boolean {
  return ['/index', '/type', '/text', '/visibility', '/from/participantId'].every(
    (place) => at(a, place) === at(b, place),
  );
}

/** What of a session object says how it is and who is in it, in a form that two of them can be compared by. */
function likeness(session: JsonObject | undefined): Readonly<Record<string, unknown>> {
  const people = participantsOf(session).map(({ participantId, type, nickname }) =>
    shown([participantId, type, nickname]),
  );
  return { id: session?.['id'], state: session?.['state'], participants: people.sort().join(', ') };
}

/** While a consult runs, a GET shows the session as the first notification told of it. */
const showsSame: Judge = (view) => {
  const asked = view.exchange('state-during');
  const session = sessionInBody(view.channel, jsonOf(asked));
  if (asked === undefined || !isObject(session))
    return untestable('The GET of the session returned none to compare.');
  const [got, told] = [likeness(session), likeness(view.session(view.first))];
  const other = Object.keys(told).filter(
    (member) => got[member] !== undefined && got[member] !== told[member],
  );
  return found(
    other.map((member) =>
      problem('contradiction', `the session that a GET returns, the ${member}`, {
        expected: shown(told[member]),
        actual: shown(got[member]),
        evidence: [view.first?.seq ?? [], asked.seq].flat(),
      }),
    ),
  );
};

export const state = defineSuite('state', [
  check(
    'STATE-001',
    'consult-accepted',
    listsSame('state-during', (view) => ({
      ids: idsOf(view.session(view.first)),
      evidence: view.first === undefined ? [] : [view.first.seq],
    })),
  ),
  check(
    'STATE-002',
    'consult-failed',
    listsSame('state-after', (view) => ({ ids: view.before.ids, evidence: [] })),
  ),
  check('STATE-003', 'consult-accepted', logHasNotified),
  check('STATE-004', 'consult-accepted', showsSame),
]);
