/** The second notification: NewMessages with the consultant's ParticipantJoined. */
import {
  at,
  check,
  defineSuite,
  found,
  isObject,
  isTypingType,
  kindOf,
  messagesOf,
  notApplicable,
  problem,
  shapeOf,
  shown,
  unless,
  untestable,
  type Delivery,
  type Judge,
  type JsonObject,
  type PartyName,
  type Problem,
  type TraceView,
} from '#kit';
import { evenMissed, wherever } from './acts.ts';
import { announcementsOf } from './announcements.ts';
import { arrives } from './shared.ts';

const name = 'the second notification';
const scenario = 'consult-accepted';

/** The entry of the second notification that announces the consultant, or its first entry. */
function entryOf({ second, consultantId }: TraceView): JsonObject | undefined {
  const entries = messagesOf(second?.data);
  return entries.find((entry) => at(entry, '/from/participantId') === consultantId) ?? entries[0];
}

/** A member of the announcing entry has one value. */
function hasValue(pointer: string, value: string): Judge {
  return (view) => {
    const actual = at(entryOf(view), pointer);
    if (typeof actual !== 'string') return untestable('The member was not there to look at.');
    return unless(actual === value, () =>
      problem('wrong-value', `${name}, /messages/*${pointer}`, {
        expected: shown(value),
        actual: shown(actual),
        evidence: view.second === undefined ? [] : [view.second.seq],
      }),
    );
  };
}

/** Milliseconds since 1970 of a timestamp in either form; NaN when it is none. */
export function instantOf(timestamp: unknown): number {
  if (typeof timestamp !== 'string') return NaN;
  return Date.parse(timestamp.replace(' ', 'T').replace(/([+-]\d{2}):?(\d{2})$/, '$1:$2'));
}

const timesAgree: Judge = (view) => {
  const entry = entryOf(view);
  const instant = instantOf(entry?.['timestamp']);
  const seconds = entry?.['timestampSeconds'];
  return unless(instant === seconds, () =>
    problem('contradiction', `${name}, /messages/*/timestampSeconds`, {
      expected: `${instant}, the milliseconds since 1970 of the timestamp ${shown(entry?.['timestamp'])}`,
      actual: shown(seconds),
      evidence: view.second === undefined ? [] : [view.second.seq],
    }),
  );
};

/** An entry of the log with the delivery that brought it. */
interface Logged {
  readonly entry: JsonObject;
  readonly index: number;
  readonly delivery: Delivery;
}

/** The log as it was notified. That somebody types is told in the same form, and need not be kept in it. */
function logOf(view: TraceView, party: PartyName = 'originator'): readonly Logged[] {
  return view
    .about(party, { after: -1 }) // the whole life of the session, whatever the act
    .filter(({ data }) => kindOf(view.channel, data) === 'log')
    .flatMap((delivery) =>
      messagesOf(delivery.data).flatMap((entry) => {
        const index = entry['index'];
        return typeof index === 'number' && !isTypingType(entry['type']) ? [{ entry, index, delivery }] : [];
      }),
    );
}

function sameEntry(a: JsonObject, b: JsonObject): boolean {
  return (
    ['type', 'text'].every((member) => a[member] === b[member]) &&
    at(a, '/from/participantId') === at(b, '/from/participantId')
  );
}

/** In the log as each agent is told of it: nothing says that two of them are told the same indexes. */
const indexesAreUnique: Judge = (view) =>
  found([...new Set<PartyName>(['originator', view.consultee])].flatMap((party) => clashesIn(view, party)));

function clashesIn(view: TraceView, party: PartyName): readonly Problem[] {
  const log = logOf(view, party);
  const clashes = log.flatMap((one, i) => {
    const earlier = log
      .slice(0, i)
      .find((other) => other.index === one.index && !sameEntry(other.entry, one.entry));
    return earlier === undefined ? [] : [{ one, earlier }];
  });
  return clashes.map(({ one, earlier }) =>
    problem('contradiction', `the log as notified to the ${party}, /messages/*/index`, {
      expected: `an index of its own for the entry ${shown(one.entry)}`,
      actual: `index ${one.index}, which ${shown(earlier.entry)} has already`,
      evidence: [earlier.delivery.seq, one.delivery.seq],
    }),
  );
}

const joinIsToldOnce: Judge = (view) => {
  const joined = entryOf(view);
  if (joined === undefined) return untestable('There is no entry to look for.');
  const told = announcementsOf(
    view,
    (entry) => entry['visibility'] === joined['visibility'] && sameEntry(entry, joined),
  );
  return unless(told.length <= 1, () =>
    problem('repeated-event', `${name} to the originator`, {
      expected: 'once',
      actual: `${told.length} times`,
      evidence: [...new Set(told.map(({ seq }) => seq))],
    }),
  );
};

/** The highest index of each notification, in order: one notification may bring older entries along. */
function highestIndexes(view: TraceView): readonly Logged[] {
  const highest = new Map<number, Logged>();
  for (const one of logOf(view)) {
    const known = highest.get(one.delivery.seq);
    if (known === undefined || known.index < one.index) highest.set(one.delivery.seq, one);
  }
  return [...highest.values()];
}

const indexesGrow: Judge = (view) => {
  const log = highestIndexes(view);
  const back = log.flatMap((one, i) => {
    const previous = log[i - 1];
    return previous !== undefined && one.index < previous.index ? [{ one, previous }] : [];
  });
  return found(
    back.map(({ one, previous }) =>
      problem('contradiction', 'the log as notified to the originator, /messages/*/index', {
        expected: `an index above ${previous.index}, that of the entry notified before`,
        actual: String(one.index),
        evidence: [previous.delivery.seq, one.delivery.seq],
      }),
    ),
  );
};

/** How far an entry's time may be from the server's own clock as its answer shows it, in milliseconds. */
const TOLERANCE_MS = 60_000;

const timeIsNow: Judge = (view) => {
  const date = view.consult?.response?.headers['date'];
  const clock = date === undefined ? NaN : Date.parse(date);
  if (Number.isNaN(clock))
    return notApplicable('The answer to the Consult has no Date header to compare with.');
  const instant = instantOf(entryOf(view)?.['timestamp']);
  return unless(Math.abs(instant - clock) <= TOLERANCE_MS, () =>
    problem('contradiction', `${name}, /messages/*/timestamp`, {
      expected: `within ${TOLERANCE_MS / 1000} s of ${shown(date)}, the Date of the answer to the Consult`,
      actual: shown(entryOf(view)?.['timestamp']),
      evidence: [view.consult?.seq ?? [], view.second?.seq ?? []].flat(),
    }),
  );
};

const fromAgent: Judge = (view, rule) =>
  isObject(entryOf(view)?.['from'])
    ? hasValue('/from/type', 'Agent')(view, rule)
    : untestable('There is no sender to look at.');

/** The checks of the subject second-notification. */
export const secondNotification = defineSuite(
  'second-notification',
  wherever([
    ...evenMissed([
      check('SECOND-001', scenario, (view) =>
        arrives(view, { name, delivery: view.second, event: 'second-notification' }),
      ),
    ]),
    check('SECOND-002', scenario, shapeOf),
    check('SECOND-003', scenario, shapeOf),
    check('SECOND-004', scenario, shapeOf),
    check('SECOND-005', scenario, shapeOf),
    check('SECOND-006', scenario, shapeOf),
    check('SECOND-007', scenario, shapeOf),
    check('SECOND-008', scenario, shapeOf),
    check('SECOND-009', scenario, shapeOf),
    check('SECOND-010', scenario, shapeOf),
    check('SECOND-011', scenario, shapeOf),
    check('SECOND-012', scenario, shapeOf),
    check('SECOND-013', scenario, shapeOf),
    check('SECOND-014', scenario, shapeOf),
    check('SECOND-015', scenario, hasValue('/type', 'ParticipantJoined')),
    check('SECOND-016', scenario, hasValue('/visibility', 'Agents')),
    check('SECOND-017', scenario, fromAgent),
    check('SECOND-018', scenario, timesAgree),
    check('SECOND-019', scenario, indexesAreUnique),
    check('SECOND-020', scenario, joinIsToldOnce),
    check('SECOND-021', scenario, indexesGrow),
    check('SECOND-022', scenario, timeIsNow),
  ]),
);
