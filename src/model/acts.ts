/** What is played, by whom, and why: the names that evidence goes by. */
import type { ChannelId } from './channel.ts';

/**
 * A role in a scenario. The customer is reached through a session source, the others are agents: `bystander` has
 * to be told nothing, `featureless` lacks the feature that Consult requires, `second` is one more to consult.
 */
export type PartyName = 'originator' | 'consultant' | 'bystander' | 'featureless' | 'second' | 'customer';

/** The id of a scenario: the name of its file. */
export type ScenarioId =
  | 'consult-accepted'
  | 'consult-failed'
  | 'consult-targets'
  | 'consult-rejected'
  | 'transfer'
  | 'conference'
  | 'refused-requests'
  | 'many-consults'
  | 'bystander-control';

/**
 * One Consult of a scenario with all that follows from it. The first act of a scenario has the scenario's id;
 * further acts are played in the same session, each after the one before it is over; `second-consult` is played
 * while the one before it runs.
 */
export type ActId =
  | ScenarioId
  | 'consult-again'
  | 'second-consult'
  | 'consult-absent'
  | 'consult-after-failure'
  | 'consult-queue'
  | 'consult-by-path'
  | 'consult-queue-by-path'
  | 'consult-both-targets';

/**
 * Names one scenario on one channel: `consult-accepted/chat`. Where a scenario plays in several sessions at once,
 * each session has a trace of its own, numbered from 1: `many-consults/3/chat`. A scenario that is played again by itself
 * has a trace of its own, too: `transfer/again/chat`.
 */
export type TraceKey = `${ScenarioId}/${`${number}/` | ''}${'again/' | ''}${ChannelId}`;

/** Why a request was made. */
export type Purpose =
  | 'version'
  | 'token'
  | 'login'
  | 'recover'
  | 'start-session'
  | 'ready'
  | 'end-session'
  | 'probe-spelling'
  | 'open-session'
  | 'close-session'
  | 'accept'
  | 'state-before'
  | 'state-during'
  | 'state-after'
  | 'consult'
  | 'consultant-accept'
  | 'consultant-state'
  | 'visible-message'
  | 'agents-message'
  | 'originator-to-agents'
  | 'consultant-to-all'
  | 'originator-typing'
  | 'consultant-typing'
  | 'consultant-typing-to-all'
  | 'customer-message'
  | 'customer-before'
  | 'customer-after'
  | 'message-before'
  | 'state-log'
  | 'transfer'
  | 'conference'
  | 'second-accept'
  | 'heir-message'
  | 'consultant-reject'
  | 'consultant-leave'
  | 'refused-request'
  | 'customer-view'
  | 'fence'
  | 'cleanup'
  /** Found in a capture, and of no part in any scenario. */
  | 'other';
