/** What cleaning up after interrupted runs yields. */
import type { ChannelId } from './channel.ts';
import type { AgentName } from './target.ts';

/** A session that an interrupted run had left open. */
export interface CleanedSession {
  readonly channel: ChannelId;
  /** The agent's id of it, or else the customer's nickname. */
  readonly name: string;
  /** What was done about it, in words, one deed each. */
  readonly did: readonly string[];
  /** Why it may still be open. */
  readonly why?: string;
}

/** An agent whose contact-centre session an interrupted run had begun and not ended. */
export interface CleanedWork {
  readonly agent: AgentName;
  /** What was done about it, in words. */
  readonly did: string;
  /** Why the session may still go on. */
  readonly why?: string;
}

/** One interrupted run. */
export interface CleanedRun {
  readonly run: string;
  readonly startedAt: string;
  /** Why nothing was done about it: it goes on, was begun on another machine, or had another target. */
  readonly leftAlone?: string;
  /** How many sessions it has open. */
  readonly open: number;
  readonly sessions: readonly CleanedSession[];
  /** Of how many agents it had begun the contact-centre session and not ended it. */
  readonly atWork: number;
  readonly work: readonly CleanedWork[];
}
