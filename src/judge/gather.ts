/**
 * Gathers from the evidence of a run what its traces are made of. All that is the run's own is held; of the notifications
 * only those that may concern it, however many others lie among them.
 */
import { HarnessError } from '../model/errors.ts';
import type { PartyName, TraceKey } from '../model/acts.ts';
import type { Delivery, Entry, Exchange, Opening, Watch } from '../model/evidence.ts';
import type { LeftOut } from '../model/trace.ts';
import { at } from '../model/json.ts';
import { lastSegment, participantIds } from '../model/notification.ts';
import { inOrder } from '../model/order.ts';
import { concernOf, type ConcernOf, type Words } from './concern.ts';
import { createSampler } from './left-out.ts';
import { createTextFinder } from './text-finder.ts';

/** Entries of a run by what they concern, each list in order. */
export interface Gathered {
  readonly openings: readonly Opening[];
  readonly own: ReadonlyMap<TraceKey, readonly Entry[]>;
  /** Notifications and how they were listened to: they concern every trace that was open then. */
  readonly heard: readonly Entry[];
  /** The notifications among them, by the party that they came to. */
  readonly told: ReadonlyMap<PartyName, readonly Delivery[]>;
  /** How many notifications that concern nobody were left out. */
  readonly leftOut: readonly LeftOut[];
  /** Logins, which tell what the agents may do, and what was said of the target: they concern every trace. */
  readonly everywhere: readonly Entry[];
}

/** What of a run is held as it is. */
interface Held extends Pick<Gathered, 'openings' | 'own' | 'everywhere'> {
  readonly watches: readonly Watch[];
}

/**
 * Gathers, going through the evidence a few times.
 * @param judgeConcern what decides which notifications are held; too many do no harm but to memory
 */
export function gather(evidence: Iterable<Entry>, judgeConcern: ConcernOf = concernOf): Gathered {
  // An iterator is used up by the first who goes through it.
  if ('next' in evidence) throw new HarnessError('Evidence has to be something that can be read again.');
  const { openings, own, watches, everywhere } = hold(evidence);
  const lists = [...own.values()];
  const { deliveries, leftOut } = listen(evidence, {
    words: wordsOf(lists),
    marks: marksIn(lists.flat()),
    judgeConcern,
  });
  const told = new Map<PartyName, Delivery[]>();
  for (const delivery of deliveries) {
    const list = told.get(delivery.party);
    if (list === undefined) told.set(delivery.party, [delivery]);
    else list.push(delivery);
  }
  return { openings, own, heard: inOrder<Entry>(watches, deliveries), told, leftOut, everywhere };
}

function hold(evidence: Iterable<Entry>): Held {
  const openings: Opening[] = [];
  const own = new Map<TraceKey, Entry[]>();
  const watches: Watch[] = [];
  const everywhere: Entry[] = [];
  for (const entry of evidence) {
    if (entry.kind === 'delivery' || entry.kind === 'bayeux') continue;
    if (entry.kind === 'exchange' && entry.superseded === true) continue;
    if (entry.kind === 'opening') openings.push(entry);
    const key = 'trace' in entry ? entry.trace : null;
    if (key !== null) {
      const list = own.get(key);
      if (list === undefined) own.set(key, [entry]);
      else list.push(entry);
    } else if (entry.kind === 'watch') watches.push(entry);
    else if (entry.kind === 'exchange' || entry.kind === 'settings') everywhere.push(entry);
  }
  return { openings, own, watches, everywhere };
}

/** The words by which the sessions of a run are known before any notification was looked at. */
function wordsOf(lists: readonly (readonly Entry[])[]): Words {
  const entries = lists.flat();
  const exchanges = entries.filter((entry): entry is Exchange => entry.kind === 'exchange');
  const requests = exchanges.filter(({ purpose }) => purpose === 'refused-request');
  const states = exchanges.filter(({ purpose }) => purpose === 'state-before');
  return {
    sessions: new Set([
      ...lists.flatMap(sessionsIn),
      ...requests.map(({ request }) => lastSegment(request.url)),
    ]),
    participantIds: new Set(states.flatMap(({ response }) => [...participantIds(response)])),
    references: new Set(
      exchanges.map(({ response }) => at(response, '/body/json/referenceId')).filter(isGiven),
    ),
    quotes: createTextFinder(entries.flatMap(textsIn)),
  };
}

const isGiven = (value: unknown): boolean => value !== undefined;

/** The sessions of a trace. One that was consulted in without any has the id that is none. */
function sessionsIn(own: readonly Entry[]): readonly string[] {
  const ids = own.flatMap((entry) => (entry.kind === 'session' ? [entry.sessionId] : []));
  const isPlayed = own.some(
    (entry) => entry.kind === 'exchange' && ['consult', 'refused-request'].includes(entry.purpose),
  );
  return ids.length === 0 && isPlayed ? [''] : ids;
}

/** What was said with an entry, or waited for. */
function textsIn(entry: Entry): readonly string[] {
  const text =
    entry.kind === 'exchange'
      ? at(entry.request.body, '/text')
      : entry.kind === 'said' || entry.kind === 'wait'
        ? entry.text
        : undefined;
  return typeof text === 'string' ? [text] : [];
}

/** The places from which on, or up to which, a trace or one of its acts goes, or something is looked for. */
function marksIn(entries: readonly Entry[]): readonly number[] {
  const marks = entries.flatMap(({ kind, seq, ...entry }) => {
    if (kind === 'closing' || kind === 'act') return [seq];
    const isBegin = kind === 'opening' || ('purpose' in entry && entry.purpose === 'consult');
    return isBegin ? [seq + 1] : [];
  });
  return [...new Set(marks)].sort((a, b) => a - b);
}

interface Listening {
  readonly words: Words;
  readonly marks: readonly number[];
  readonly judgeConcern: ConcernOf;
}

/** What is heard of the run, and what is left out. */
interface HeardOf {
  readonly deliveries: readonly Delivery[];
  readonly leftOut: readonly LeftOut[];
}

/**
 * How often participants that were not known before are looked for: those of notifications that name a session, and
 * those beside them, whoever else they may turn out to belong to.
 */
const ROUNDS = 2;

/** Listens until nobody new is named. */
function listen(evidence: Iterable<Entry>, listening: Listening): HeardOf {
  let words = listening.words;
  for (let round = 0; ; round++) {
    const known = new Set(words.participantIds);
    const before = known.size;
    words = { ...words, participantIds: known };
    const heard = listenOnce(evidence, { ...listening, words }, known);
    if (known.size === before || round === ROUNDS) return heard;
  }
}

/** Goes through all notifications; whoever is named beside somebody known is `known` from then on. */
function listenOnce(
  evidence: Iterable<Entry>,
  { words, marks, judgeConcern }: Listening,
  known: Set<string>,
): HeardOf {
  const deliveries: Delivery[] = [];
  const sampler = createSampler(marks);
  for (const entry of evidence) {
    if (entry.kind !== 'delivery') continue;
    const concern = judgeConcern(entry.data, words);
    // Who stands beside a mere quotation is anybody.
    if (concern === 'named') for (const id of participantIds(entry.data)) known.add(id);
    if (concern !== undefined || sampler.keeps(entry)) deliveries.push(entry);
  }
  return { deliveries, leftOut: sampler.leftOut() };
}
