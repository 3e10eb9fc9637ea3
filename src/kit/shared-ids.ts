/** Participants who take part in several sessions under one participantId: by it nobody can tell the sessions apart. */
import { channels } from '../model/channel.ts';
import type { Purpose } from '../model/acts.ts';
import type { Exchange } from '../model/evidence.ts';
import type { Trace } from '../model/trace.ts';
import { idsOf, isDistinctive, jsonOf, sessionInBody } from './attribution.ts';

/** Why a session is asked for. */
const shows: readonly Purpose[] = ['state-before', 'state-during', 'state-after', 'consultant-state'];

/** The ids that a GET of more than one session lists; those that are counted anew in each session are left out. */
export function sharedIds(traces: readonly Trace[]): ReadonlySet<string> {
  const homes = new Map<string, string>();
  const shared = new Set<string>();
  for (const { channel, own, sessionId } of traces) {
    if (sessionId === undefined) continue;
    const asked = own.filter(
      (entry): entry is Exchange => entry.kind === 'exchange' && shows.includes(entry.purpose),
    );
    for (const id of asked.flatMap((one) => [...idsOf(sessionInBody(channels[channel], jsonOf(one)))])) {
      const home = homes.get(id);
      if (home === undefined) homes.set(id, sessionId);
      else if (home !== sessionId && isDistinctive(id)) shared.add(id);
    }
  }
  return shared;
}
