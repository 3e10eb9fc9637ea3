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
  /** Those of whose joining the log tells, and whether for agents only. */
  readonly joined: Map<string, boolean>;
  hasLeft: boolean;
  /** Place of what decided the outcome. */
  settled: number;
  /** Who was new when somebody new was listed first. */
  newcomers: ReadonlySet<string>;
  /** Why what did not come after it proves nothing. */
  doubt: string | undefined;
}

interface Stop {
  readonly place: number;
  readonly at: number;
}

/** The capture that a Consult is followed through. */
interface Surroundings {
  readonly moments: readonly Moment[];
  /** Requests that belong to other Consults already. */
  readonly taken: ReadonlySet<Asked>;
  /** Whether the originator's notifications were being received when it was made. */
  readonly isHeard: boolean;
}

/** Follows a Consult through a capture. */
export function storyOf(consult: Consult, { moments, taken, isHeard }: Surroundings): Story {
  const before = knownBefore(consult, moments, taken);
  const progress = newProgress(consult);
  const present = toldBefore(consult, moments);
  const why =
    before === undefined ? UNKNOWN_BEFORE : !isHeard ? UNHEARD : before.agents.size > 1 ? CROWDED : undefined;
  const stop =
    before === undefined || why !== undefined
      ? undefined
      : follow({ consult, moments, before, progress, present });
  if (consult.asked !== undefined) progress.purposes.set(consult.asked, 'consult');
  if (before?.asked !== undefined) progress.purposes.set(before.asked, 'state-before');
  const { outcome, consultee, purposes, settled, doubt } = progress;
  const isPending =
    (outcome === 'open' && consultee === undefined) || (stop !== undefined && stop.place < settled);
  const atOnce = { place: consult.place + 0.25, at: moments[Math.ceil(consult.place)]?.at ?? 0 };
  const end = stop === undefined || isPending ? atOnce : stop;
  const open = why ?? (isPending ? PENDING : doubt);
  const scenario = outcome === 'joined' || outcome === 'open' ? 'consult-accepted' : 'consult-failed';
  return { consult, scenario, before, cut: end.place, cutAt: end.at, open, consultee, purposes };
}

function newProgress({ asked }: Consult): Progress {
  return {
    purposes: new Map(),
    outcome: isRefused(asked) ? 'refused' : 'open',
    consultee: undefined,
    states: [],
    joined: new Map(),
    hasLeft: false,
    settled: -1,
    newcomers: new Set(),
    doubt: undefined,
  };
}

const UNKNOWN_BEFORE =
  'Who was in the session before this Consult is not in the capture, so that nobody new can be told apart.';
const UNHEARD = 'What the originator was told when it consulted is not in the capture.';
const CROWDED =
  'Another agent than the originator was in the session before this Consult; the capture does not tell what part it has.';
const PENDING =
  'What became of this Consult is not in the capture: nobody is seen to accept it, or to join, and no failure is told.';
const SOMEBODY_COMES =
  'Somebody comes into the session after this Consult failed; the capture does not tell whether by it.';

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
      const { data } = moment.one;
      const listing = listingIn(consult, data);
      if (listing === 'spoilt' || (listing === undefined && mayTellOf(consult, data, known)))
        known = undefined;
      else if (listing !== undefined) known = { ...listing, place };
    }
    if (moment.what !== 'answer' || !isLook(moment.one, consult) || taken.has(moment.one)) continue;
    const { response } = moment.one;
    const listing = listingIn(consult, response?.body.form === 'json' ? response.body.json : undefined);
    if (listing !== undefined && listing !== 'spoilt') known = { ...listing, place, asked: moment.one };
  }
  return known;
}

/** Whether a notification of who is in a session may be of this one, which it does not name. */
function mayTellOf(consult: Consult, data: unknown, known: Known | undefined): boolean {
  const sign = signOf(consult.channel, data);
  const isListing = sign.kind === 'state' && at(data, '/notificationType') === 'ParticipantsUpdated';
  return isListing && known !== undefined && isAbout(data, consult, known.ids);
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
      moment === undefined
        ? undefined
        : moment.what === 'ask'
          ? afterRequest(reader, moment.one, place)
          : moment.what === 'told'
            ? afterNotification(reader, moment.one, place)
            : isBreak(moment, consult)
              ? place // what came then is lost, and what comes later would be taken for it
              : undefined;
    if (stop !== undefined) return { place: stop - 0.5, at: moments[stop]?.at ?? 0 };
  }
  return endOfCapture(reader);
}

/** A poll whose answer is lost, with all that was to be told since it began. */
function isBreak({ what, one }: Moment, { originator }: Consult): boolean {
  return what === 'poll' && one.kind === 'polled' && one.who === originator && one.listening === 'breaks';
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
      // What a newcomer says before it is told to have joined would be taken for that.
      if (progress.joined.size === 0 && sign.speakers.some((id) => !before.ids.has(id))) return place;
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
  if (progress.outcome === 'open') progress.settled = place;
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
  if (isNew && progress.outcome !== 'open' && progress.outcome !== 'joined') {
    progress.doubt = SOMEBODY_COMES;
    return place;
  }
  if (!isNew && isFewer && progress.outcome === 'open') return place;
  const added = [...ids].filter((id) => !before.ids.has(id));
  if (progress.newcomers.size > 0 && added.some((id) => !progress.newcomers.has(id))) return place; // one more comes
  if (added.length > 0) progress.newcomers = new Set(added);
  if (isNew && progress.outcome === 'open') progress.settled = place;
  if (isNew) progress.outcome = 'joined';
  progress.states.push({ place, ids });
  return undefined;
}

function afterMove(
  { before, progress }: Reader,
  { type, id, isForAgents }: Move,
  place: number,
): number | undefined {
  const isOld = before.ids.has(id);
  if (type === 'ParticipantJoined') {
    if (isOld) return undefined; // told late
    const known = progress.joined.get(id);
    if (known !== undefined) return known === isForAgents ? undefined : place; // told twice, or come before the customer
    const isOver = progress.outcome === 'failed' || progress.outcome === 'refused';
    if (isOver) progress.doubt = SOMEBODY_COMES;
    if (isOver || progress.joined.size > 0) return changeOf(progress, place, (ids) => ids.has(id));
    progress.joined.set(id, isForAgents);
    if (progress.outcome === 'open') progress.settled = place;
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
