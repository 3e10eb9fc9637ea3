/** Who and what belongs to the session of a trace: participantIds, and the notifications that may be about it. */
import type { Channel } from '../model/channel.ts';
import type { PartyName } from '../model/acts.ts';
import type { Delivery } from '../model/evidence.ts';
import type { Trace } from '../model/trace.ts';
import type { NamedIn } from '../model/named.ts';
import { sessionObject } from '../model/notification.ts';
import { createAttribution, deliveriesTo, idsOf, type IsAbout } from './attribution.ts';
import { sessionBefore, type Before } from './before.ts';
import type { Deeds } from './deeds.ts';
import { isHeardIn, type Heard } from './heard.ts';
import { remembered } from './remembered.ts';

/** What belongs to the session of an act. */
export interface Belonging {
  readonly before: Before;
  readonly isAbout: IsAbout;
  /** Notifications to a party about this session, in order; `after` and `before` are places in the order. */
  readonly about: (
    party: PartyName,
    span?: { readonly after?: number; readonly before?: number },
  ) => readonly Delivery[];
  /** All that a party was sent, about whatever session. */
  readonly arrived: (party: PartyName) => readonly Delivery[];
  /** How many more notifications a party was sent after a place, which concern nobody in the run and are not held. */
  readonly leftOut: (party: PartyName, after: number) => number;
}

/** What belonging is found by. */
interface Surroundings {
  readonly channel: Channel;
  readonly deeds: Deeds;
  readonly heard: Heard;
  readonly shared: ReadonlySet<string>;
  readonly namedIn: NamedIn;
}

/** Finds what belongs to the session of an act. */
export function belongingOf(trace: Trace, { deeds, ...around }: Surroundings): Belonging {
  const { channel, heard, namedIn } = around;
  const { from, until } = trace.span;
  const begun = deeds.exchange('consult') ?? deeds.exchange('refused-request');
  const got = deeds.exchange('state-before');
  const before = sessionBefore(trace, { channel, heard, got, since: begun?.seq ?? Infinity });
  const ids = idsBySession(trace, { ...around, before });
  const isAbout = createAttribution(trace.sessionId ?? '', { ...ids, namedIn });
  const ours = mayConcern(trace, ids, heard).filter(({ data }) => isAbout(data));
  const aboutUs = remembered((party: PartyName) => ours.filter((one) => one.party === party));
  return {
    before,
    isAbout,
    about: (party, span = {}) =>
      aboutUs(party).filter(({ seq }) => seq > (span.after ?? from - 1) && seq < (span.before ?? until)),
    arrived: (party) => deliveriesTo(trace, party).filter(({ seq }) => seq >= from),
    leftOut: (party, after) => leftOutOf(trace, party, Math.max(after + 1, from)),
  };
}

/** Whose a participantId is: never both a session's own and another's, whatever one message mixes. */
interface Ids {
  readonly own: ReadonlySet<string>;
  readonly isForeign: (participantId: string) => boolean;
}

/** What tells whose participantIds are. */
interface Known {
  readonly channel: Channel;
  readonly before: Before;
  readonly heard: Heard;
  /** Ids that tell no session from another. */
  readonly shared: ReadonlySet<string>;
  readonly namedIn: NamedIn;
}

/** The participantIds of the session of a trace, and those of others. */
function idsBySession(trace: Trace, { channel, before, heard, shared, namedIn }: Known): Ids {
  const sessionId = trace.sessionId ?? '';
  const own = new Set([...before.ids].filter((id) => !shared.has(id)));
  const ofBefore: ReadonlySet<string> = new Set(own);
  const isOthers = ({ data }: Delivery): boolean =>
    !namedIn(data).segments.has(sessionId) &&
    sessionObject(channel, data) !== undefined &&
    ![...namedIn(data).participantIds].some((id) => ofBefore.has(id)); // it may be ours under a wrong id: it proves nothing
  const isForeign = remembered(
    (id: string) =>
      !shared.has(id) &&
      heard.listing(id).some((delivery) => isHeardIn(trace, delivery) && isOthers(delivery)),
  );
  for (const delivery of heard.naming(sessionId)) {
    if (!isHeardIn(trace, delivery)) continue;
    // Only who is listed belongs to it: an entry of the log may be from the system, which writes everywhere.
    for (const id of idsOf(sessionObject(channel, delivery.data)?.session))
      if (id !== '' && !shared.has(id) && !isForeign(id)) own.add(id);
  }
  return { own, isForeign };
}

/** The notifications that may be about the session, in order: by its id, or by who is listed in it. */
function mayConcern(trace: Trace, { own }: Ids, heard: Heard): readonly Delivery[] {
  const listed = [...own].flatMap((id) => heard.listing(id));
  const found = new Set([...heard.naming(trace.sessionId ?? ''), ...listed]);
  return [...found].filter((one) => isHeardIn(trace, one)).sort((a, b) => a.seq - b.seq);
}

/** How many notifications to a party were left out from a place on. */
function leftOutOf({ leftOut }: Trace, party: PartyName, since: number): number {
  const counted = leftOut.filter((one) => one.party === party && one.seq >= since);
  return counted.reduce((sum, { count }) => sum + count, 0);
}
