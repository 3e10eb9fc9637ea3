/** What a run is made of, told before it: for people who want to know what it will do to their server. */
import type { ChannelId } from './channel.ts';
import type { ActId, ScenarioId } from './acts.ts';

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
  /** Whether it does the same in all of its sessions at once. */
  readonly together?: true;
  /** The requests that it makes, in order, in words; where it plays in many sessions at once, those of each. */
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
  /**
   * What the target file has to say for it to show, or to be judged rightly: values by key, such as
   * `limits.concurrentSessions`. Absent: nothing.
   */
  readonly needs?: TraitNeeds;
}

/** Values of a target file by their keys, with a point between the levels. */
export type TraitNeeds = Readonly<Record<string, string | number>>;

/** A scenario as one run is going to play it on one channel, or why it can't. */
export interface PlannedPlay {
  readonly id: ScenarioId;
  readonly title: string;
  readonly sessions: number;
  readonly together?: true;
  readonly requests: readonly string[];
  /** Parties that it needs and the target does not name: then it is not played. */
  readonly missing: readonly string[];
}

/** What a run is going to do on one channel; the numbers are of the scenarios that are played. */
export interface PlannedChannel {
  readonly id: ChannelId;
  /** Where its sessions come from, in words. */
  readonly source: string;
  readonly plays: readonly PlannedPlay[];
  readonly sessions: number;
  /** Operations on sessions, about: some depend on the server. Reading states and the customer's side come on top. */
  readonly requests: number;
  /** Messages that customers are sent, about. */
  readonly messages: number;
}

/** What a run is going to do, told without doing it. It holds no secret. */
export interface RunPlan {
  readonly target: { readonly name: string; readonly baseUrl: string };
  readonly warnings: readonly string[];
  /** Who logs in, and how. */
  readonly agents: readonly { readonly role: string; readonly userName: string; readonly login: string }[];
  /** Parties that the target does not name. */
  readonly unnamed: readonly string[];
  /** What can be consulted besides agents, by its path. */
  readonly consultees: readonly { readonly role: string; readonly path: string }[];
  /** Whether agents' contact-centre sessions are started and ended. */
  readonly startsWork: boolean;
  readonly channels: readonly PlannedChannel[];
  readonly requestsPerSecond?: number;
  /** In how many sessions an agent is at a time, and in how many rounds the run is played for it. */
  readonly turns?: { readonly sessionsPerAgent: number; readonly rounds: number; readonly settleMs: number };
  /** The longest that the run takes, in milliseconds. */
  readonly overallMs: number;
  readonly pinned: Readonly<Record<string, string>>;
}
