/** What a source of sessions is, and the customer's side of a session that came from it. */
import type { Channel, ChannelId, Spelling } from '../../model/channel.ts';
import type { Purpose, TraceKey } from '../../model/acts.ts';
import type { CustomerView, Said } from '../../model/evidence.ts';
import type { Party } from '../party.ts';

/** Which session to open. */
export interface OpenOptions {
  readonly trace: TraceKey;
  readonly channel: Channel;
  readonly spelling: Spelling;
  /** The agent who is to be invited, or who has the session already. */
  readonly agent: Pick<Party, 'name' | 'user' | 'request' | 'awaitDelivery'>;
  /** The nickname that the customer is to go by; it is different in each session. */
  readonly nickname: string;
  /** Stands in everything that the scenario creates. */
  readonly tag: string;
}

/** What a source can do. */
export interface Capabilities {
  /** It makes sessions; else it takes such as there are, and its customers have nicknames of their own. */
  readonly opens: boolean;
  /** It can send texts as the customer. */
  readonly say: boolean;
  /** It can show what the customer sees. */
  readonly look: boolean;
  /** It can end the customer's side. */
  readonly leave: boolean;
  /** It can say which agent is to be invited. */
  readonly choosesAgent: boolean;
}

/** The customer's side of one session. */
export interface CustomerSide {
  readonly capabilities: Pick<Capabilities, 'say' | 'look' | 'leave'>;
  /** `undefined` when the source does not know it: then the invitation tells. */
  readonly sessionId: string | undefined;
  /** The state in which the agent has the session, where the source has seen it; else the invitation tells. */
  readonly state?: 'Invited' | 'Chatting';
  /** The customer's nickname; absent: the one that was asked for. */
  readonly nickname?: string;
  /** Whether the session is there for the suite alone, which then ends it. */
  readonly isOurs: boolean;
  /** Why `look` shows nothing; absent: it shows what the customer sees. */
  readonly unseen?: string;
  /** What ends the customer's side later, from another process; nothing of it is secret. */
  readonly keys: Readonly<Record<string, string>>;
  /** Takes the id by which the agent knows the session, when the invitation has told it. */
  readonly identify: (sessionId: string) => void;
  /** Looks once and records what was seen. `undefined`, and no view recorded, when nothing could be read. */
  readonly look: (phase: CustomerView['phase']) => Promise<CustomerView | undefined>;
  /**
   * Says something; `purpose` is `customer-message` unless given. Resolves with the record of it, which tells whether
   * the other side took it. Never rejects for what the server does.
   */
  readonly say: (text: string, purpose?: Purpose) => Promise<Said>;
  /** Leaves the session, once; further calls do nothing. Resolves with whether the customer is out. */
  readonly leave: () => Promise<boolean>;
}

/** What is left of a session whose run was interrupted: enough to end the customer's side. */
export interface Remainder {
  readonly channel: ChannelId;
  readonly nickname: string;
  readonly sessionId: string | undefined;
  readonly keys: Readonly<Record<string, string>>;
}

/** A source of sessions. */
export interface SessionSource {
  readonly capabilities: Capabilities;
  /** Opens a session. Throws TargetError when that is not possible. */
  readonly open: (options: OpenOptions) => Promise<CustomerSide>;
  /** Ends the customer's side of a session that another process opened. `undefined`: this source can't. */
  readonly leaveLater?: (left: Remainder) => Promise<boolean>;
  /** Leaves whatever is still open and ends the connections. */
  readonly close: () => Promise<void>;
}
