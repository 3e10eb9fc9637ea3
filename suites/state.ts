/** The session when it is asked for, against what the notifications said. */
import {
  alsoIn,
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
  type Check,
  type Finding,
  type Judge,
  type JsonObject,
  type Problem,
  type TraceView,
} from '#kit';
import { changeSince } from './as-before.ts';

interface Asked {
  readonly session: unknown;
  readonly ids: ReadonlySet<string>;
  readonly seq: number;
}

/** Judges the session that a GET returned for a purpose, where it lists anybody. */
function whenAsked(
  purpose: 'state-during' | 'state-after',
  judge: (view: TraceView, asked: Asked) => Finding,
): Judge {
  return (view) => {
    const asked = view.exchange(purpose);
    const session = sessionInBody(view.channel, jsonOf(asked));
    const ids = idsOf(session);
    return asked === undefined || ids.size === 0
      ? untestable('The GET of the session returned no participants to compare.')
      : judge(view, { session, ids, seq: asked.seq });
  };
}

const differs = (actual: Asked, expected: ReadonlySet<string>, evidence: readonly number[]): Problem =>
  problem('contradiction', 'the session that a GET returns, the participants', {
    expected: shown([...expected].sort()),
    actual: shown([...actual.ids].sort()),
    evidence: [...evidence, actual.seq],
  });

const listsWhoWasTold = whenAsked('state-during', (view, asked) => {
  const told = idsOf(view.session(view.first));
  if (told.size === 0) return untestable('There are no participants to compare with.');
  return unless(sameSet(asked.ids, told), () =>
    differs(asked, told, view.first === undefined ? [] : [view.first.seq]),
  );
});

const listsWhoWasThere = whenAsked('state-after', (view, asked) => {
  const { ids } = view.before;
  if (ids.size === 0) return untestable('There are no participants to compare with.');
  const { gone, added } = changeSince(view, asked.session);
  return unless(gone.size === 0 && added.length === 0, () => differs(asked, ids, []));
});

function sameSet(a: ReadonlySet<string>, b: ReadonlySet<string>): boolean {
  return a.size === b.size && [...a].every((one) => b.has(one));
}

/** The entries of a log that a GET returned: under messages, or as the list itself. */
function entriesOf(json: unknown): readonly JsonObject[] {
  const wrapped = messagesOf(json);
  return wrapped.length > 0 || !Array.isArray(json) ? wrapped : messagesOf({ messages: json });
}

/** Whether an answer says that there is more than it shows: by a count above that of its entries, or by what comes next. */
function isPage(json: unknown, shownEntries: number): boolean {
  if (!isObject(json)) return false;
  const members = Object.entries(json).flatMap(([name, value]) =>
    isObject(value) ? Object.entries(value) : [[name, value] as const],
  );
  return members.some(
    ([name, value]) =>
      (/total|count|size/i.test(name) && typeof value === 'number' && value > shownEntries) ||
      (/next|more/i.test(name) && (value === true || (typeof value === 'string' && value !== ''))),
  );
}

/**
 * Tells of an entry whether it is to stand among those of a log that are shown. What is older than all that is shown need
 * not: a server may show the newest alone, and say so or not. On a page that says that it is one, what is newer need not.
 */
function belongsTo(log: readonly JsonObject[], json: unknown): (entry: JsonObject) => boolean {
  const indexes = log.map((one) => one['index']).filter((one) => typeof one === 'number');
  if (indexes.length === 0) return () => true;
  const saysSo = isPage(json, log.length);
  const first = Math.min(...indexes);
  const last = saysSo ? Math.max(...indexes) : Infinity;
  return ({ index }) => (typeof index === 'number' ? index >= first && index <= last : !saysSo);
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
  const meant = notified.filter(({ entry }) => belongsTo(log, jsonOf(asked))(entry));
  if (meant.length === 0 && notified.length > 0)
    return untestable('The GET of the log returned none of the entries that were notified until then.');
  const differing = meant.find(({ entry }) => !log.some((one) => isSame(one, entry)));
  return unless(differing === undefined, () =>
    problem('contradiction', 'the log that a GET returns', {
      expected: shown(differing?.entry),
      actual: standingFor(differing?.entry, log),
      evidence: [differing?.seq ?? [], asked.seq].flat(),
    }),
  );
};

/** What a log has in the place of an entry: those with its index, or else the indexes that there are. */
function standingFor(entry: JsonObject | undefined, log: readonly JsonObject[]): string {
  const inPlace = log.filter((one) => one['index'] === entry?.['index']);
  if (inPlace.length > 0) return shown(inPlace);
  return `no entry with index ${shown(entry?.['index'])}; its indexes are ${shown(log.map(({ index }) => index))}`;
}

/** Whether two entries agree in what identifies them and in what they say. */
function isSame(a: JsonObject, b: JsonObject): boolean {
  // null is as good as none, and so is a text without words.
  const valueIn = (entry: JsonObject, place: string): unknown =>
    (at(entry, place) ?? '') === '' ? undefined : at(entry, place);
  return ['/index', '/type', '/text', '/visibility', '/from/participantId'].every(
    (place) => valueIn(a, place) === valueIn(b, place),
  );
}

/** What is said otherwise of a session: its id, its state, and the types and nicknames of who is in it, where both say them. */
function contradictions(
  told: JsonObject,
  got: JsonObject,
): readonly (readonly [what: string, string, string])[] {
  const people = new Map(participantsOf(got).map((one) => [one['participantId'], one]));
  const places: (readonly [what: string, unknown, unknown])[] = [
    ['id', told['id'], got['id']],
    ['state', told['state'], got['state']],
    ...participantsOf(told).flatMap((one) =>
      (['type', 'nickname'] as const).map(
        (member) =>
          [`participants, /${member}`, one[member], people.get(one['participantId'])?.[member]] as const,
      ),
    ),
  ];
  return places
    .filter(([, a, b]) => typeof a === 'string' && typeof b === 'string' && a !== b)
    .map(([what, a, b]) => [what, shown(a), shown(b)]);
}

/** While a consult runs, a GET shows the session as the first notification told of it. */
const showsSame: Judge = (view) => {
  const asked = view.exchange('state-during');
  const got = sessionInBody(view.channel, jsonOf(asked));
  const told = view.session(view.first);
  if (asked === undefined || !isObject(got) || told === undefined)
    return untestable('The GET of the session returned none to compare.');
  return found(
    contradictions(told, got).map(([what, expected, actual]) =>
      problem('contradiction', `the session that a GET returns, the ${what}`, {
        expected,
        actual,
        evidence: [view.first?.seq ?? [], asked.seq].flat(),
      }),
    ),
  );
};

const ofGet = [
  check('STATE-001', 'consult-accepted', listsWhoWasTold),
  check('STATE-002', 'consult-failed', listsWhoWasThere),
  check('STATE-003', 'consult-accepted', logHasNotified),
  check('STATE-004', 'consult-accepted', showsSame),
] as const;

/** Where somebody is told to have joined, that is another rule's matter. */
function whenNobodyJoined({ judge, ...rule }: Check): Check {
  return {
    ...rule,
    judge: (view, row) =>
      view.first === undefined ? judge(view, row) : untestable('Somebody is told to have joined.'),
  };
}

const [whileOne, afterFailure, , asTold] = ofGet;

/** The checks of the subject state. */
export const state = defineSuite('state', [
  ...ofGet,
  ...alsoIn(['second-consult'], [whileOne, asTold]),
  ...alsoIn(['consult-absent'], [whenNobodyJoined(afterFailure)]),
]);
