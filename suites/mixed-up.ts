/** What tells that sessions which are consulted at the same time were taken for each other. */
import { at, isDistinctive, jsonOf, problem, referenceIn, shown, type Problem, type TraceView } from '#kit';
import { textsOf } from './shared.ts';

/** Which of the sessions it is, for a person. */
export const nameOf = (view: TraceView): string =>
  `session ${view.trace.member ?? 1} of ${view.fellows().length + 1} at once`;

const customersOf = (view: TraceView): readonly string[] =>
  view.before.participants
    .filter(({ type }) => type !== 'Agent')
    .map(({ nickname }) => nickname)
    .filter((nickname): nickname is string => typeof nickname === 'string' && nickname !== '');

const saidIn = (view: TraceView): readonly string[] => [
  ...textsOf(view, 'visible-message'),
  ...textsOf(view, 'agents-message'),
];

/** Where words stand in messages, and what they are there. */
const places = {
  sessions: 'the id',
  participantIds: 'a participantId',
  nicknames: "the customer's nickname",
  texts: 'a message',
} as const;

type Place = keyof typeof places;
const placeNames = Object.keys(places) as readonly Place[];

/** By place, the words by which something of another session is known, each with that session. */
export type Marks = Readonly<Record<Place, ReadonlyMap<string, TraceView>>>;

/** The marks of all sessions that this one was consulted beside. */
export function foreignMarks(view: TraceView): Marks {
  const fellows = view.fellows();
  const marks = (place: Place): ReadonlyMap<string, TraceView> =>
    new Map(fellows.flatMap((other) => words[place](other, view).map((word) => [word, other] as const)));
  return {
    sessions: marks('sessions'),
    participantIds: marks('participantIds'),
    nicknames: marks('nicknames'),
    texts: marks('texts'),
  };
}

/** What belongs to another session and to this one not, at each place. */
const words: Readonly<Record<Place, (other: TraceView, own: TraceView) => readonly string[]>> = {
  sessions: ({ sessionId }) => (sessionId === '' ? [] : [sessionId]),
  participantIds: (other, own) => {
    // Ids that are counted anew in each session say nothing; nor is anything known where they are not.
    const isTelling = own.before.ids.size > 0 && ![...other.before.ids].some((id) => own.before.ids.has(id));
    const ids = [...other.before.ids, other.consultantId ?? ''];
    return isTelling ? ids.filter((id) => isDistinctive(id) && id !== own.consultantId) : [];
  },
  nicknames: (other, own) => {
    const agents = Object.values(own.trace.agents).map(({ nickname }) => nickname);
    const known = [...agents, ...own.before.participants.map(({ nickname }) => nickname)];
    return customersOf(other).filter((nickname) => !known.includes(nickname));
  },
  texts: (other, own) => saidIn(other).filter((text) => !saidIn(own).includes(text)),
};

/** A word of another session where it should not stand: what it is, and for a person. */
export function findMark(marks: Marks, seen: Readonly<Record<Place, Iterable<string>>>): string | undefined {
  for (const place of placeNames) {
    for (const word of seen[place]) {
      const other = marks[place].get(word);
      if (other !== undefined) return `${places[place]} of session ${other.sessionId}: ${shown(word)}`;
    }
  }
  return undefined;
}

/** Notifications that name this session and carry something of another one. */
export function mixUps(view: TraceView): readonly Problem[] {
  const { namedIn, sessionId } = view;
  const marks = view.once(foreignMarks);
  return [...view.about('originator'), ...view.about('consultant')].flatMap(({ data, party, seq }) => {
    const named = namedIn(data);
    const actual = named.sessions.has(sessionId) ? findMark(marks, named) : undefined;
    if (actual === undefined) return [];
    return [
      problem('wrong-correlation', `a notification to the ${party} about ${nameOf(view)}`, {
        expected: `nothing but of session ${sessionId}`,
        actual,
        evidence: [seq],
      }),
    ];
  });
}

/** Whether a server counts referenceIds anew in each session: other requests in two sessions were given the same, too. */
function isCountedAnew(...views: readonly [TraceView, TraceView]): boolean {
  const [some, others] = views.map(
    ({ trace, consult }) =>
      new Set(
        trace.own.flatMap((entry) =>
          entry.kind === 'exchange' && entry.seq !== consult?.seq ? (referenceIn(jsonOf(entry)) ?? []) : [],
        ),
      ),
  );
  return [...(some ?? [])].some((reference) => others?.has(reference) === true);
}

/** How the referenceIds of this Consult and of those beside it are confused. */
export function confusedReferences(view: TraceView): readonly Problem[] {
  const { referenceId, consult, namedIn, sessionId } = view;
  const others = new Map(view.fellows().map((other) => [other.referenceId, other]));
  const twin = others.get(referenceId);
  const same = twin !== undefined && isCountedAnew(view, twin) ? undefined : twin;
  const shared =
    same === undefined
      ? []
      : [
          problem('wrong-correlation', `the answer to the Consult in ${nameOf(view)}, /referenceId`, {
            expected: 'a referenceId of its own',
            actual: `${referenceId}, as for session ${same.sessionId}`,
            evidence: [consult?.seq ?? [], same.consult?.seq ?? []].flat(),
          }),
        ];
  const told = view.about('originator').flatMap(({ data, seq }) => {
    const carried = at(data, '/referenceId');
    const other = typeof carried === 'number' && carried !== referenceId ? others.get(carried) : undefined;
    if (other === undefined || !namedIn(data).sessions.has(sessionId)) return [];
    return [
      problem('wrong-correlation', `a notification about ${nameOf(view)}, /referenceId`, {
        expected: `${referenceId}, as in the answer to the Consult`,
        actual: `${shown(carried)}, which is of session ${other.sessionId}`,
        evidence: [consult?.seq ?? [], seq].flat(),
      }),
    ];
  });
  return [...shared, ...told];
}
