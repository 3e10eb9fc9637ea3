/** A session held against what it was before. */
import { at, idsOf, newcomersOf, type TraceView } from '#kit';

/** In what a session is not as it was before; who is in it is unknown where either shows nobody. */
export interface Change {
  /** Its state, where it is over or not yet begun; `undefined`: it goes on, or shows no state. */
  readonly state: unknown;
  /** The participantIds of agents and customers who were in it before and are not. */
  readonly gone: ReadonlySet<string>;
  /** The participantIds of the people who are in it and were not before. */
  readonly added: readonly string[];
}

/** What has changed of the session of a trace. */
export function changeSince(view: TraceView, session: unknown): Change {
  const { before } = view;
  const ids = idsOf(session);
  const state = at(session, '/state');
  const others = new Set(
    before.participants
      .filter((one) => !before.people.includes(one))
      .map((one) => String(one['participantId'])),
  );
  const isKnown = ids.size > 0 && before.ids.size > 0;
  return {
    state: state === 'Chatting' ? undefined : state,
    gone: new Set(isKnown ? [...before.ids].filter((id) => !ids.has(id) && !others.has(id)) : []),
    added: isKnown ? newcomersOf(view, session) : [],
  };
}
