/** A baseline as it was read: failures that somebody accepts for now. */

/** One entry of a baseline file. What makes it too broad or unknown is found when it is applied. */
export interface BaselineEntry {
  readonly requirement: string;
  /** As it stands in the file; absent: it names none. */
  readonly channel?: string;
  readonly fingerprint?: string;
  readonly reason: string;
  readonly owner: string;
  /** Address of the issue that tracks it: http or https. */
  readonly issue?: string;
  /** Its last day: YYYY-MM-DD, UTC. */
  readonly expires: string;
  /** Line in the file, from 1. */
  readonly line: number;
}

/** A baseline file. */
export interface Baseline {
  /** The file, as it was named. */
  readonly file: string;
  readonly entries: readonly BaselineEntry[];
}
