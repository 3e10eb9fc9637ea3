/** What became of a Consult, as far as the capture shows it alone: up to whatever else changes the session. */
import { isRefusal } from '../model/answer.ts';
import { at, isObject } from '../model/json.ts';
import { mentions } from '../model/notification.ts';
import type { Purpose, ScenarioId } from '../model/evidence.ts';
import { referenceOf, type Consult } from './consults.ts';
import type { Moment } from './moments.ts';
import { isTurn, operationOf, sessionAt } from './operations.ts';
import { isAbout, listingIn, signOf, type Known, type Move, type Sign } from './session-signs.ts';
import type { Asked } from './tape.ts';

/** A Consult with what belongs to it. */
export interface Story {
  readonly consult: Consult;
  readonly scenario: ScenarioId;
  /** The session before it; `undefined`: the capture does not show it, and of the rest only the answer can be judged. */
  readonly before: Known | undefined;
  /** The place at which it can no longer be told apart from what else happens, or the capture ends. */
  readonly cut: number;
  /** When that is. */
  readonly cutAt: number;
  /** Why nothing that is not there can be judged; `undefined`: that is a matter of how long the capture goes on. */
  readonly open: string | undefined;
  /** Who was consulted, where that is seen. */
  readonly consultee: string | undefined;
  /** What the requests of the session are to the judge; those that are not here are of no part in it. */
  readonly purposes: ReadonlyMap<Asked, Purpose>;
}

/** What is found out on the way. */
interface Progress {
  readonly purposes: Map<Asked, Purpose>;
  outcome: 'open' | 'joined' | 'failed' | 'refused';
  consultee: string | undefined;
  /** Places of the states that the originator was told, with who was in the session. */
  readonly states: { readonly place: number; readonly ids: ReadonlySet<string> }[];
  readonly joined: Set<string>;
  hasLeft: boolean;
}

interface Stop {
  readonly place: number;
  readonly at: number;
}

/** Follows a Consult through a capture. `taken`: requests that belong to other Consults already. */
export function storyOf(consult: Consult, moments: readonly Moment[], taken: ReadonlySet<Asked>): Story {
  const before = knownBefore(consult, moments, taken);
  const progress: Progress = {
    purposes: new Map(),
    outcome: isRefused(consult.asked) ? 'refused' : 'open',
    consultee: undefined,
    states: [],
    joined: new Set(),
    hasLeft: false,
  };
  const present = toldBefore(consult, moments);
  const stop = before && follow({ consult, moments, before, progress, present });
  if (consult.asked !== undefined) progress.purposes.set(consult.asked, 'consult');
  if (before?.asked !== undefined) progress.purposes.set(before.asked, 'state-before');
  const { outcome, consultee, purposes } = progress;
  const isOpen = outcome === 'open' && consultee === undefined;
  const open = before === undefined ? UNKNOWN_BEFORE : isOpen ? PENDING : undefined;
  const atOnce = { place: consult.place + 0.25, at: moments[Math.ceil(consult.place)]?.at ?? 0 };
  const end = open === undefined && stop !== undefined ? stop : atOnce;
  const scenario = outcome === 'joined' || outcome === 'open' ? 'consult-accepted' : 'consult-failed';
  return { consult, scenario, before, cut: end.place, cutAt: end.at, open, consultee, purposes };
}

const UNKNOWN_BEFORE =
  'Who was in the session before this Consult is not in the capture, so that nobody new can be told apart.';
const PENDING =
  'What became of this Consult is not in the capture: nobody is seen to accept it, or to join, and no failure is told.';

/** Others who were told of the session before: they are in it already. */
function toldBefore(consult: Consult, moments: readonly Moment[]): ReadonlySet<string> {
  const told = moments.filter(
    ({ what, one }, place) =>
      what === 'told' &&
      place < consult.place &&
      one.kind === 'told' &&
      mentions(one.data, consult.sessionId),
  );
  return new Set(told.map(({ one }) => one.who));
}

function isRefused(asked: Asked | undefined): boolean {
  const { response } = asked ?? {};
  if (response === undefined) return false;
  return isRefusal(response.status, response.body.form === 'json' ? response.body.json : undefined);
}

/** The session as the originator knew it last: what it was told, or had asked for since. */
function knownBefore(
  consult: Consult,
  moments: readonly Moment[],
  taken: ReadonlySet<Asked>,
): (Known & { asked?: Asked }) | undefined {
  const { originator, place: until } = consult;
  let known: (Known & { asked?: Asked }) | undefined;
  for (const [place, moment] of moments.entries()) {
    if (place >= until) break;
    if (moment.one.who !== originator) continue;
    if (moment.what === 'told') {
      const listing = listingIn(consult, moment.one.data);
      if (listing !== undefined) known = { ...listing, place };
    }
    if (moment.what !== 'answer' || !isLook(moment.one, consult) || taken.has(moment.one)) continue;
    const { response } = moment.one;
    const listing = listingIn(consult, response?.body.form === 'json' ? response.body.json : undefined);
    if (listing !== undefined) known = { ...listing, place, asked: moment.one };
  }
  return known;
}

/** Whether a request asks for the session. */
export function isLook({ method, url }: Asked, { channel, sessionId }: Consult): boolean {
  const session = sessionAt(url);
  return (
    method === 'GET' && session?.channel === channel && session.sessionId === sessionId && session.rest === ''
  );
}

interface Reader {
  readonly consult: Consult;
  readonly moments: readonly Moment[];
  readonly before: Known;
  readonly progress: Progress;
  readonly present: ReadonlySet<string>;
}

function follow(reader: Reader): Stop {
  const { consult, moments } = reader;
  const first = Math.ceil(consult.place + 0.25);
  for (let place = first; place < moments.length; place++) {
    const moment = moments[place];
    const stop =
      moment?.what === 'ask'
        ? afterRequest(reader, moment.one, place)
        : moment?.what === 'told'
          ? afterNotification(reader, moment.one, place)
          : undefined;
    if (stop !== undefined) return { place: stop - 0.5, at: moments[place]?.at ?? 0 };
  }
  return endOfCapture(reader);
}

/** The capture ends, for the one who has to be told, when its last notification or poll has come. */
function endOfCapture({ consult: { originator }, moments }: Reader): Stop {
  const last = moments.findLastIndex(
    ({ what, one }) =>
      one.who === originator && (what === 'told' || (what === 'polled' && one.listening !== 'breaks')),
  );
  const place = last < 0 ? moments.length - 1 : last;
  return { place: place + 0.5, at: moments[place]?.at ?? 0 };
}

function afterRequest({ consult, progress }: Reader, one: Asked, place: number): number | undefined {
  const session = sessionAt(one.url);
  if (session?.sessionId !== consult.sessionId || session.channel !== consult.channel) return undefined;
  const operation = operationOf(one) ?? one.method;
  if (!isTurn(one)) {
    const purpose = isAccepted(one) ? said(one, operation, { consult, progress }) : undefined;
    if (purpose !== undefined) progress.purposes.set(one, purpose);
    return undefined;
  }
  const isOther = one.who !== consult.originator;
  if (operation === 'Accept' && isOther && progress.consultee === undefined && isAccepted(one)) {
    progress.consultee = one.who;
    if (typeof at(one.body, '/nickname') === 'string') progress.purposes.set(one, 'consultant-accept');
    return undefined;
  }
  const mayLeave = progress.outcome === 'joined' && !progress.hasLeft && one.who === progress.consultee;
  if (operation === 'Leave' && isOther && mayLeave && one.response !== undefined) {
    progress.hasLeft = true;
    progress.purposes.set(one, 'consultant-leave');
    return undefined;
  }
  return place; // whatever changes the session besides the consult
}

function isAccepted({ response }: Asked): boolean {
  if (response === undefined) return false;
  return !isRefusal(response.status, response.body.form === 'json' ? response.body.json : undefined);
}

/** What is said during a consult, by operation and by whether the originator says it. */
const sayings: Readonly<Record<string, readonly [byOriginator: Purpose, byConsultant: Purpose]>> = {
  SendMessage: ['visible-message', 'consultant-to-all'],
  SendToAgents: ['originator-to-agents', 'agents-message'],
};

function said(
  one: Asked,
  operation: string,
  { consult, progress }: Pick<Reader, 'consult' | 'progress'>,
): Purpose | undefined {
  const text = isObject(one.body) ? one.body['text'] : undefined;
  const isDuring = progress.outcome === 'joined' && !progress.hasLeft;
  if (!isDuring || typeof text !== 'string' || text === '') return undefined;
  if (one.who === consult.originator) return sayings[operation]?.[0];
  return one.who === progress.consultee ? sayings[operation]?.[1] : undefined;
}

function afterNotification(
  reader: Reader,
  { who, data }: { readonly who: string; readonly data: unknown },
  place: number,
): number | undefined {
  const { consult, before, progress } = reader;
  const sign = signOf(consult.channel, data);
  const own = consult.asked === undefined ? undefined : referenceOf(consult.asked);
  const isByReference = sign.kind === 'error' && own !== undefined && sign.reference === own;
  if (!isAbout(data, consult, before.ids) && !isByReference) return undefined;
  if (who !== consult.originator) {
    // Some servers put the consultant in without asking it.
    const isPutIn = sign.kind === 'state' && sign.state === 'Chatting' && !reader.present.has(who);
    if (isPutIn) progress.consultee ??= who;
    return undefined;
  }
  switch (sign.kind) {
    case 'error':
      return afterError(reader, sign.reference, place);
    case 'state':
      return afterState(reader, sign, place);
    case 'log':
      return sign.entries.map((move) => afterMove(reader, move, place)).find((stop) => stop !== undefined);
    case 'other':
      return undefined;
  }
}

function afterError(
  { consult, progress, moments }: Reader,
  reference: unknown,
  place: number,
): number | undefined {
  const own = consult.asked === undefined ? undefined : referenceOf(consult.asked);
  const isOwn = reference !== undefined && reference === own;
  if (progress.outcome === 'joined') return isOwn ? undefined : place;
  if (!isOwn && !(reference === undefined || isUnknown(reference, { consult, moments }))) return place;
  if (progress.outcome === 'refused') return place;
  progress.outcome = 'failed';
  return undefined;
}

/**
 * Whether nothing that the originator asked for was answered with a referenceId: then a failure that carries it can only
 * be of the Consult. That is so where the capture has the session from its beginning, its Accept.
 */
function isUnknown(
  reference: unknown,
  { consult, moments }: { readonly consult: Consult; readonly moments: readonly Moment[] },
): boolean {
  const asked = moments.flatMap(({ what, one }) =>
    what === 'ask' && one.kind === 'asked' && one.who === consult.originator ? [one] : [],
  );
  const isBegun = asked.some(
    (one) => operationOf(one) === 'Accept' && sessionAt(one.url)?.sessionId === consult.sessionId,
  );
  return isBegun && !asked.some((one) => referenceOf(one) === reference);
}

function afterState(
  { before, progress }: Reader,
  { ids, state, isStatus }: Extract<Sign, { kind: 'state' }>,
  place: number,
): number | undefined {
  if (isStatus && typeof state === 'string' && state !== 'Chatting') return place; // the session is over
  const isNew = [...ids].some((id) => !before.ids.has(id));
  const isFewer = ids.size > 0 && [...before.ids].some((id) => !ids.has(id));
  if (isNew && progress.outcome !== 'open' && progress.outcome !== 'joined') return place;
  if (!isNew && isFewer && progress.outcome === 'open') return place;
  if (isNew) progress.outcome = 'joined';
  progress.states.push({ place, ids });
  return undefined;
}

function afterMove({ before, progress }: Reader, { type, id }: Move, place: number): number | undefined {
  const isOld = before.ids.has(id);
  if (type === 'ParticipantJoined') {
    if (isOld || progress.joined.has(id)) return undefined; // told late, or twice
    const isFirst =
      progress.joined.size === 0 && progress.outcome !== 'failed' && progress.outcome !== 'refused';
    if (!isFirst) return changeOf(progress, place, (ids) => ids.has(id));
    progress.joined.add(id);
    progress.outcome = 'joined';
    return undefined;
  }
  if (type === 'ParticipantLeft' && !isOld && progress.hasLeft) return undefined;
  const isThere = type === 'ParticipantRejoined';
  return changeOf(progress, place, (ids) => ids.has(id) === isThere);
}

/** The log tells of a change after the state has: the change is where the state showed it first. */
function changeOf(
  { states }: Progress,
  place: number,
  isChanged: (ids: ReadonlySet<string>) => boolean,
): number {
  const before = states.findLastIndex(({ ids }) => ids.size > 0 && !isChanged(ids));
  return states[before + 1]?.place ?? place;
}
