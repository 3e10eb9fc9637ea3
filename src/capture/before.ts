/** What a capture shows of a session before a Consult. */
import { at } from '../model/json.ts';
import { mentions } from '../model/notification.ts';
import type { Consult } from './consults.ts';
import type { Moment } from './moments.ts';
import { sessionAt } from './operations.ts';
import { isAbout, listingIn, signOf, type Known } from './session-signs.ts';
import type { Asked } from './tape.ts';

/** Others who were told of the session before: they are in it already. */
export function toldBefore(consult: Consult, moments: readonly Moment[]): ReadonlySet<string> {
  const told = moments.filter(
    ({ what, one }, place) =>
      what === 'told' &&
      place < consult.place &&
      one.kind === 'told' &&
      mentions(one.data, consult.sessionId),
  );
  return new Set(told.map(({ one }) => one.who));
}

/** The session as the originator knew it last: what it was told, or had asked for since. */
export function knownBefore(
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
function isLook({ method, url }: Asked, { channel, sessionId }: Consult): boolean {
  const session = sessionAt(url);
  return (
    method === 'GET' && session?.channel === channel && session.sessionId === sessionId && session.rest === ''
  );
}
