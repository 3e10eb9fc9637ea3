/** What a run is made of, told before it: for people who want to know what it will do to their server. */
import type { ChannelId } from './channel.ts';
import type { ActId, ScenarioId } from './evidence.ts';

/** A requirement that a check covers, and the act in which it is seen. */
export interface CheckedRequirement {
  readonly requirement: string;
  readonly scenario: ActId;
}

/** A scenario, as a run plays it once on each channel. */
export interface PlannedScenario {
  readonly id: ScenarioId;
  readonly title: string;
  /** How many sessions it opens on a channel. */
  readonly sessions: number;
  /** The requests that it makes in each, in order, in words. */
  readonly requests: readonly string[];
}

/** A deliberate defect of the embedded server, or a right behaviour that differs. */
export interface ServerTrait {
  readonly id: string;
  /** What the server does, in one sentence. */
  readonly text: string;
  /** Channels that it can be switched on for; absent: both. */
  readonly channels?: readonly ChannelId[];
  /** The requirements that a fault has to turn red; a variant has none. */
  readonly turnsRed?: readonly string[];
}
