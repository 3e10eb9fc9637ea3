/** What a scenario is: a script that drives one session. */
import type { ActId, ScenarioId } from '../model/acts.ts';
import type { AgentName } from '../target/index.ts';
import type { Scene } from './stage.ts';

/** A script that drives one session; it records and never judges. */
export interface Scenario {
  readonly id: ScenarioId;
  /** Further acts, in order, each another Consult in the same session. */
  readonly acts?: readonly ActId[];
  /** What happens, in one line. */
  readonly title: string;
  /** Whose session it is. */
  readonly owner: AgentName;
  /** Agents without whom it can't be played. */
  readonly needs: readonly AgentName[];
  /** Agents who are in its session at some time, each in one at a time. */
  readonly seats: readonly AgentName[];
  /** How many sessions it opens on a channel; one unless given. */
  readonly sessions?: number;
  /** The operations that it posts, for the plan of a run. */
  readonly requests: readonly string[];
  /** Plays it, in a session that the owner has accepted. */
  readonly play: (scene: Scene) => Promise<void>;
  /** What has to be undone besides the owner's part, at the end of the run. */
  readonly tidy?: (scene: Scene) => Promise<void>;
  /** Of a scenario that plays in several sessions at once: plays it, instead of `play`, in all that were opened. */
  readonly playTogether?: (scenes: readonly Scene[]) => Promise<void>;
}
