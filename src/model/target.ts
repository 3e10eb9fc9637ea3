/** The server under test, as the rest of the suite knows it once its description has been read and checked. */
import type { ChannelId, Spelling } from './channel.ts';
import type { PartyName } from './evidence.ts';

/**
 * How an agent proves who it is. The secrets are already resolved; they are never written anywhere.
 * `basic` is sent without being asked for; `bearer` is a token as it is; `oauth` gets one from `tokenUrl` (RFC 6749).
 */
export type Credentials =
  | { readonly kind: 'basic'; readonly userName: string; readonly password: string }
  | { readonly kind: 'bearer'; readonly userName: string; readonly token: string }
  | {
      readonly kind: 'oauth';
      readonly userName: string;
      readonly grant: 'client-credentials' | 'password';
      readonly tokenUrl: string;
      readonly clientId: string;
      readonly clientSecret?: string;
      /** Of the grant `password`. */
      readonly password?: string;
      readonly scope?: string;
    };

/** An agent of the target. */
export interface AgentAccount {
  readonly credentials: Credentials;
  readonly nickname: string;
}

/** An agent of the target who plays a role. */
export type AgentName = Exclude<PartyName, 'customer'>;

/** Something that can be consulted and does not log in: its address and its path below `/api/v2`, `/queues/{id}`. */
export interface Consultee {
  readonly uri: string;
  readonly path: string;
}

/** What can be consulted besides the agents: a queue that the consultant serves, an agent who is never logged in. */
export type ConsulteeName = 'queue' | 'absent';

/** How long the suite waits, in milliseconds. */
export interface Deadlines {
  /** For the answer to one HTTP request. */
  readonly answer: number;
  /** For one notification. */
  readonly notification: number;
  /** After everything that is expected has arrived, for what must not arrive. */
  readonly settle: number;
  /** For the whole run; the run ends then with what it has. */
  readonly overall: number;
}

/** What the suite may ask of the server at the same time, or in a time. */
export interface Limits {
  /** HTTP requests a second, over all parties, held long-polls apart; absent: as they come. */
  readonly requestsPerSecond?: number;
  /** Sessions that consult at the same time in the scenario of many sessions. */
  readonly concurrentSessions: number;
}

/** Where the sessions of a channel come from. `reference`: the embedded server's own control address. */
export type SessionSource =
  { readonly kind: 'reference'; readonly url: string } | { readonly kind: 'none'; readonly reason: string };

/** What servers may rightly lack, and a vendor declares to have. */
export type Capability = 'consult-queue';

/** One channel of the target. */
export interface TargetChannel {
  /** `undefined`: to be found out. */
  readonly spelling: Spelling | undefined;
  readonly source: SessionSource;
  /** Name of the channel in StartContactCenterSession and in the path of Ready; absent: the channel's id. */
  readonly mediaName?: string;
  /** What the vendor says that the channel has, or has not; what is not named is not declared. */
  readonly declares?: Readonly<Partial<Record<Capability, boolean>>>;
}

/** How the server's certificate is checked, and ours is shown. Texts are PEM. */
export interface TlsSettings {
  readonly ca?: readonly string[];
  readonly cert?: string;
  readonly key?: string;
  readonly passphrase?: string;
  /** Takes any certificate. Every report says so. */
  readonly insecure?: boolean;
}

/** A header of every request. */
export interface ExtraHeader {
  readonly name: string;
  readonly value: string;
  /** Kept out of everything that is written. */
  readonly secret: boolean;
}

/** CometD as the target has it. */
export interface NotificationSettings {
  /** Topics to subscribe to; absent: `/v2/me/*`. */
  readonly topics?: readonly string[];
  /** Longest time that a long-poll is held, milliseconds, where the server's advice has none. */
  readonly holdMs?: number;
}

/** Largest latencies, in milliseconds; only what is here is judged. */
export interface LatencyBudget {
  /** 95th percentile of the time from the request to the first notification, and to the second. */
  readonly first?: number;
  readonly second?: number;
}

/** The server under test. */
export interface Target {
  readonly name: string;
  readonly kind: 'reference' | 'deployed';
  readonly product: string;
  readonly vendor?: string;
  readonly version: string;
  /** Without a slash at the end; everything of the server is below it. */
  readonly baseUrl: string;
  /** Path of the CometD endpoint below `baseUrl`. */
  readonly notificationsPath: string;
  readonly notifications?: NotificationSettings;
  readonly parties: Readonly<Partial<Record<AgentName, AgentAccount>>>;
  readonly consultees?: Readonly<Partial<Record<ConsulteeName, Consultee>>>;
  readonly channels: Readonly<Partial<Record<ChannelId, TargetChannel>>>;
  readonly deadlines: Deadlines;
  readonly limits?: Limits;
  readonly headers?: readonly ExtraHeader[];
  /** Address of an HTTP proxy, with credentials in it where it wants some. */
  readonly proxy?: string;
  readonly tls?: TlsSettings;
  readonly budget?: LatencyBudget;
  /** Answers that readings must have, by their id. */
  readonly pinned?: Readonly<Record<string, string>>;
  /** `customer`: phone numbers, nicknames and texts are replaced too. Absent: secrets only. */
  readonly redact?: 'secrets' | 'customer';
  /** Further values that must not be written anywhere. */
  readonly secrets?: readonly string[];
  /** Whether an agent's contact-centre session is started, and ended again; absent: it is. */
  readonly startsWork?: boolean;
  /** Largest answer that is read, in bytes. */
  readonly maxBodyBytes: number;
}
