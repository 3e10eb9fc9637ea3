/**
 * What was heard in a run, found by what it names: many sessions ask about the same notifications, and each has to
 * look at those alone that may concern it.
 */
import type { Delivery } from '../model/evidence.ts';
import type { Trace } from '../model/trace.ts';
import type { NamedIn } from '../model/named.ts';
import { placeOf } from '../model/order.ts';

/** The notifications of a run by the words that stand in them, each list in order. */
export interface Heard {
  /** Notifications in which a session is named: its id, or an address that ends in it, stands anywhere in them. */
  readonly naming: (sessionId: string) => readonly Delivery[];
  /** Notifications in which a participantId stands. */
  readonly listing: (participantId: string) => readonly Delivery[];
}

const none: readonly Delivery[] = [];

/** Sorts the notifications of a run. `sessionIds`: the sessions that will be asked for. */
export function sortHeard(
  deliveries: Iterable<Delivery>,
  sessionIds: ReadonlySet<string>,
  namedIn: NamedIn,
): Heard {
  const bySession = new Map<string, Delivery[]>();
  const byParticipant = new Map<string, Delivery[]>();
  for (const delivery of deliveries) {
    const { segments, participantIds } = namedIn(delivery.data);
    for (const word of segments) if (sessionIds.has(word)) note(bySession, word, delivery);
    for (const id of participantIds) note(byParticipant, id, delivery);
  }
  return {
    naming: (sessionId) => bySession.get(sessionId) ?? none,
    listing: (participantId) => byParticipant.get(participantId) ?? none,
  };
}

function note(lists: Map<string, Delivery[]>, key: string, delivery: Delivery): void {
  const list = lists.get(key);
  if (list === undefined) lists.set(key, [delivery]);
  else list.push(delivery);
}

/** Whether a notification is one of those that a trace heard. */
export function isHeardIn({ heard }: Trace, { party, seq }: Delivery): boolean {
  const list = heard.get(party) ?? [];
  return list[placeOf(list, seq)]?.seq === seq;
}
