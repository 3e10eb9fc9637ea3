/** Evidence: what a run records. One list of entries for the whole run, in order; each is one line of `evidence.jsonl`. */
import type { ActId, PartyName, Purpose, ScenarioId, TraceKey } from './acts.ts';
import type { ChannelId, Spelling } from './channel.ts';
import type { Capability, LatencyBudget } from './declared.ts';

/** What both kinds of time have in common: the order of recording and the run's monotonic clock. */
export interface Moment {
  /** Place in the run's order, from 0, without gaps; requests and their answers have one each. */
  readonly seq: number;
  /** Milliseconds since the run began, monotonic, with fractions. */
  readonly at: number;
}

/** A body as it was received. */
export type Body =
  | { readonly form: 'json'; readonly json: unknown }
  | { readonly form: 'none' }
  /** Not read as JSON: the first characters of it, and why. `too-deep`: nested beyond what any walk can bear. */
  | {
      readonly form: 'text';
      readonly text: string;
      readonly why: 'invalid-json' | 'invalid-utf8' | 'too-deep';
    };

/**
 * Why no answer was recorded. `protocol`: bytes that are not HTTP, or a redirect to another origin. `login`: the
 * agent's login was lost, or no token was given, and could not be had again. `proxy`: it would not let us through.
 */
export type FailureKind =
  | 'refused'
  | 'timeout'
  | 'reset'
  | 'too-large'
  | 'tls'
  | 'name-resolution'
  | 'protocol'
  | 'cancelled'
  | 'login'
  | 'proxy';

/** A request that got no usable answer. */
export interface TransportFailure {
  readonly kind: FailureKind;
  readonly message: string;
}

/** One HTTP request with its answer, or with the reason why there is none. */
export interface Exchange extends Moment {
  readonly kind: 'exchange';
  readonly trace: TraceKey | null;
  readonly party: PartyName;
  readonly purpose: Purpose;
  /** Which of several alike requests it is: a word of the scenario's own table. */
  readonly case?: string;
  readonly request: {
    readonly method: string;
    readonly url: string;
    /** Names in lower case; values that are secret are replaced by `(secret)`. */
    readonly headers: Readonly<Record<string, string>>;
    readonly body?: unknown;
  };
  /** When the answer had been read whole, or the request had failed. */
  readonly end: Moment;
  /**
   * The request was made again because of this answer, which refused it for what the suite showed (an old token, an
   * ended login), led elsewhere, or never came: it is no answer to what was asked, and nothing is judged by it.
   */
  readonly superseded?: true;
  readonly response?: {
    readonly status: number;
    readonly headers: Readonly<Record<string, string>>;
    readonly body: Body;
  };
  readonly failure?: TransportFailure;
}

/** One run of a command that is a session source, with what it printed, or with the reason why that is of no use. */
export interface CommandRun extends Moment {
  readonly kind: 'command';
  readonly trace: TraceKey | null;
  readonly party: PartyName;
  readonly purpose: Purpose;
  readonly program: string;
  readonly args: readonly string[];
  /** The JSON on its standard input; secrets are replaced by `(secret)`. */
  readonly input: unknown;
  /** When it had ended. */
  readonly end: Moment;
  /** `null`: it was ended by a signal. Absent: it did not begin. */
  readonly exitCode?: number | null;
  /** What it printed. */
  readonly output?: Body;
  /** The end of what it wrote on its standard error. */
  readonly complaint?: string;
  readonly failure?: TransportFailure;
}

/** What the customer said, however its source sends it. Its `seq` is that of the moment before it was sent. */
export interface Said extends Moment {
  readonly kind: 'said';
  readonly trace: TraceKey;
  readonly purpose: Purpose;
  readonly text: string;
  /** Whether the other side took it. */
  readonly accepted: boolean;
  /** `seq` of the exchange or command that sent it; absent where the source can't say anything. */
  readonly by?: number;
}

/** One CometD message that arrived on a topic. */
export interface Delivery extends Moment {
  readonly kind: 'delivery';
  readonly party: PartyName;
  readonly topic: string;
  readonly data: unknown;
  /** `seq` of the {@link Bayeux} entry whose answer carried it: equal for messages of one array. */
  readonly batch: number;
}

/** One Bayeux request and the meta messages of its answer; deliveries are entries of their own. */
export interface Bayeux extends Moment {
  readonly kind: 'bayeux';
  readonly party: PartyName;
  readonly sent: readonly unknown[];
  readonly received: readonly unknown[];
  readonly status?: number;
  readonly failure?: TransportFailure;
  readonly end: Moment;
}

/** Whether a party's notifications were being received from this moment on. */
export interface Watch extends Moment {
  readonly kind: 'watch';
  readonly party: PartyName;
  readonly state: 'subscribed' | 'lost' | 'closed';
  readonly reason?: string;
}

/** What the customer could see at one moment of a scenario, as the session source showed it. */
export interface CustomerView extends Moment {
  readonly kind: 'view';
  readonly trace: TraceKey;
  readonly phase: 'before' | 'during' | 'after';
  readonly state: string | null;
  readonly participants: readonly { readonly nickname: string | null; readonly type: string | null }[];
  readonly messages: readonly {
    readonly from: { readonly nickname: string | null; readonly type: string | null };
    readonly type: string | null;
    readonly text: string | null;
  }[];
}

/** An agent as a scenario knows it. */
export interface AgentFacts {
  readonly userId: string;
  readonly userName: string;
  /** The nickname that the suite gives on Accept. */
  readonly nickname: string;
}

/** The beginning of a scenario: who plays, and how the server spells the channel. */
export interface Opening extends Moment {
  readonly kind: 'opening';
  readonly trace: TraceKey;
  readonly scenario: ScenarioId;
  /** Which of the sessions of its scenario it is, from 1; absent where a scenario has one. */
  readonly member?: number;
  readonly channel: ChannelId;
  readonly spelling: Spelling;
  readonly agents: Readonly<Partial<Record<PartyName, AgentFacts>>>;
  /** It was played before, beside others: this time counts. */
  readonly again?: PlayedAgain;
  /** It was not played by the suite but found in a capture of somebody else's: what is not in it is not judged. */
  readonly captured?: Capturing;
}

/** What kept a scenario from being played beside others, and may have been that its agents were in other sessions. */
export interface PlayedAgain {
  /** The trace of the first time. */
  readonly trace: TraceKey;
  /**
   * `declined`: a Consult was refused, or failed and that was told. `unheard`: a Consult neither succeeded nor failed.
   * `not-opened`: the agent was not told of the session.
   */
  readonly because: 'declined' | 'unheard' | 'not-opened';
}

/** How much a capture holds of what a trace needs. */
export interface Capturing {
  /** Parties who are not known to have been listened to when it began: what they were told is not all there. */
  readonly unheard: readonly PartyName[];
}

/** A further act of a scenario begins. What is recorded in its trace from here on belongs to it. */
export interface ActBegun extends Moment {
  readonly kind: 'act';
  readonly trace: TraceKey;
  readonly act: ActId;
  /** Why it was not played, where it was not. */
  readonly omitted?: string;
}

/** What the target's description says that judging has to know: once, at the beginning of a run. */
export interface Settings extends Moment {
  readonly kind: 'settings';
  /** What the vendor declares, by channel. */
  readonly declares: Readonly<Partial<Record<ChannelId, Readonly<Partial<Record<Capability, boolean>>>>>>;
  readonly budget: LatencyBudget;
}

/** The session that a scenario drives, as the originator knows it. */
export interface SessionOpened extends Moment {
  readonly kind: 'session';
  readonly trace: TraceKey;
  readonly sessionId: string;
  /** The kind of the source that it came from. */
  readonly source?: string;
  /** Why the customer's side can't be seen; absent: it can. */
  readonly unseen?: string;
}

/** What a scenario waits for. */
export type Awaited =
  | 'invitation'
  | 'chatting'
  | 'consultant-invitation'
  | 'first-notification'
  | 'second-notification'
  | 'error-notification'
  | 'message-at-consultant'
  | 'message-at-originator'
  | 'message-at-customer'
  | 'customer-message-before'
  | 'customer-message-at-originator'
  | 'customer-message-at-consultant'
  | 'typing-at-originator'
  | 'typing-at-consultant'
  | 'stepping-forward'
  | 'leave-notification'
  | 'rejection-notification'
  | 'refusal-notification'
  | 'bystander-fence';

/** The end of one wait. */
export interface Wait extends Moment {
  readonly kind: 'wait';
  readonly trace: TraceKey;
  readonly party: PartyName;
  readonly event: Awaited;
  readonly deadlineMs: number;
  readonly met: boolean;
  /** Milliseconds that were waited. */
  readonly tookMs: number;
  /** The text that was waited for, where it was one. */
  readonly text?: string;
}

/** Whose doing it is that a scenario could not be played to its end. */
export type Blame = 'server' | 'session-source' | 'network' | 'configuration' | 'suite';

/** The end of a scenario: played through, or stopped and why. */
export interface Closing extends Moment {
  readonly kind: 'closing';
  readonly trace: TraceKey;
  readonly stopped?: {
    readonly blame: Blame;
    readonly reason: string;
    /** A `seq`: acts that were over before it are whole; absent: all but the last act are. */
    readonly from?: number;
  };
  /** Why it was not played at all, where the target's description does not allow it: then nothing is open. */
  readonly omitted?: string;
}

/** One entry of the evidence. */
export type Entry =
  | Settings
  | Exchange
  | CommandRun
  | Delivery
  | Bayeux
  | Watch
  | CustomerView
  | Said
  | Opening
  | ActBegun
  | SessionOpened
  | Wait
  | Closing;
