/** Follows a Consult through a capture, to the place at which it can no longer be told apart from what else happens. */
import { isRefusal } from '../model/answer.ts';
import type { Purpose } from '../model/acts.ts';
import { at, isObject } from '../model/json.ts';
import type { Consult } from './consults.ts';
import type { Moment } from './moments.ts';
import { afterNotification } from './notified.ts';
import { isTurn, operationOf, sessionAt } from './operations.ts';
import type { Reader } from './progress.ts';
import type { Asked } from './tape.ts';

/** A place, and when that is. */
export interface Stop {
  readonly place: number;
  readonly at: number;
}

/** Follows a Consult to its end. */
export function follow(reader: Reader): Stop {
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
  // Where its joining was not told, the trace ends with what it says: whether that arrives is not seen.
  const isSeen = one.who === progress.consultee && progress.joined.size > 0;
  return isSeen ? sayings[operation]?.[1] : undefined;
}
