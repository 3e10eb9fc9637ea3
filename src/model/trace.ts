/** Traces: the parts of the evidence that checks judge. */
import type { ActId, PartyName, ScenarioId, TraceKey } from './acts.ts';
import type { ChannelId, Spelling } from './channel.ts';
import type { AgentFacts, Capturing, Closing, Delivery, Entry, PlayedAgain } from './evidence.ts';

/**
 * So many notifications to a party that concern nobody in the run, and are not held for it. They came after the place
 * `seq`, and before the next place from which anybody looks.
 */
export interface LeftOut {
  readonly seq: number;
  readonly party: PartyName;
  readonly count: number;
}

/** One act of a scenario on one channel, with everything that its parties sent and received until it was over. */
export interface Trace {
  readonly key: TraceKey;
  readonly scenario: ScenarioId;
  readonly act: ActId;
  /** Which of the sessions of its scenario it is: see `Opening`. */
  readonly member: number | undefined;
  /** The act's own part of the order: from `from` on, and before `until`. What came before is context. */
  readonly span: { readonly from: number; readonly until: number };
  readonly channel: ChannelId;
  readonly spelling: Spelling;
  readonly agents: Readonly<Partial<Record<PartyName, AgentFacts>>>;
  /** `undefined` when no session could be opened. */
  readonly sessionId: string | undefined;
  readonly entries: readonly Entry[];
  /** Those of the entries that are the scenario's own: what it did, saw and waited for. */
  readonly own: readonly Entry[];
  /** Those of the entries that are notifications, by the party that they came to. */
  readonly heard: ReadonlyMap<PartyName, readonly Delivery[]>;
  /** What else its parties were told meanwhile, in order. */
  readonly leftOut: readonly LeftOut[];
  readonly stopped: Closing['stopped'];
  /** Why it was not played, where the target's description does not allow it. */
  readonly omitted: string | undefined;
  /** It was played before, beside others: see `Opening`. */
  readonly again?: PlayedAgain | undefined;
  /** It was found in a capture: see `Opening`. */
  readonly captured?: Capturing | undefined;
}
