/** What an operation on a session is. */
import type { JsonObject } from '../json.ts';
import type { TargetFacts } from '../quirk.ts';
import type { Behaviour } from '../behaviour.ts';
import type { AgentParty, Notice, Session } from '../session/session.ts';
import type { Refusal } from '../status.ts';
import type { World } from '../world.ts';

/** A request for an operation. */
export interface Call {
  readonly world: World;
  readonly session: Session;
  /** The part of the agent who asks. */
  readonly party: AgentParty;
  readonly body: JsonObject;
  /** The referenceId that the response will carry. */
  readonly referenceId: number;
}

/** An operation that was accepted. */
export interface Done {
  /** What the agents are told, in order. */
  readonly notices: readonly Notice[];
  readonly target?: TargetFacts;
}

/** One row of the table of operations. */
export interface Operation {
  /** The capability without which it is refused; `undefined`: the operation's own name. */
  readonly capability?: string;
  /** Whether it demands the feature `api-multimedia` (both documents, "Required Features"). */
  readonly demandsFeature?: true;
  /** Whether the server has it at all, where that depends on the behaviour. */
  readonly exists?: (behaviour: Behaviour) => boolean;
  readonly run: (call: Call) => Done | Refusal;
}

/** Accepted, and nobody is told. */
export const quietly: Done = { notices: [] };
