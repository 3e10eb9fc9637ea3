/** Adds to the log of a session. */
import type { World } from '../world.ts';
import {
  isConsultOn,
  type AgentParty,
  type Author,
  type Entry,
  type Party,
  type Session,
  type Visibility,
} from './session.ts';

/** What is added. */
export interface NewEntry {
  readonly from: Party | Author;
  readonly type: string;
  readonly visibility: Visibility;
  readonly text?: string;
}

/** Index of the first entry: the customer's coming. With it, the entry of a first consult has the 3 of the samples. */
const FIRST_INDEX = 1;

/** Appends an entry and returns it. */
export function append(world: World, session: Session, { from, type, visibility, text }: NewEntry): Entry {
  const { nickname, participantId } = from;
  const last = session.log.at(-1)?.index;
  const step = 1 + world.behaviour[session.channel].indexGaps;
  const entry: Entry = {
    index: last === undefined ? FIRST_INDEX : last + step,
    from: { nickname, type: from.type, participantId },
    fromConsultant: isConsultant(from),
    at: world.clock(),
    visibility,
    type,
    duringConsult: isConsultOn(session),
    ...(text === undefined ? {} : { text }),
  };
  session.log.push(entry);
  return entry;
}

/** What the others see of an agent: an agent who is only consulted is for agents alone (both documents, "Overview"). */
export function visibilityOf(party: AgentParty): Visibility {
  return party.standing === 'consultant' ? 'Agents' : 'All';
}

function isConsultant(from: Party | Author): boolean {
  return 'standing' in from && from.standing === 'consultant';
}
