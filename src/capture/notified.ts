/** What a notification says of a Consult that is followed through a capture; a place: it ends there. */
import { isAbout, signOf, type Move, type Sign } from './session-signs.ts';
import { referenceOf, type Consult } from './consults.ts';
import type { Moment } from './moments.ts';
import { operationOf, sessionAt } from './operations.ts';
import type { Progress, Reader } from './progress.ts';

const SOMEBODY_COMES =
  'Somebody comes into the session after this Consult failed; the capture does not tell whether by it.';

/** Notes what a notification says; returns the place before which the Consult ends, where it does. */
export function afterNotification(
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
