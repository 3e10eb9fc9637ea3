/** The server under test, as the rest of the suite knows it once its description has been read and checked. */
import type { ChannelId, Spelling } from './channel.ts';
import type { Capability, LatencyBudget } from './declared.ts';
import type { PartyName } from './acts.ts';

export type { Capability, LatencyBudget } from './declared.ts';

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
  /** Sessions that an agent may be in at a time, those of both channels counted; absent: any number. */
  readonly sessionsPerAgent?: number;
}

/**
 * A text with places `${name}` that are filled in when it is used. `${env:NAME}` and `${file:PATH}` are secrets:
 * their values stand in the `secrets` of the source, by what is between the braces.
 */
export type Template = string;

/** The secrets of a source by where they come from: `env:NAME`, `file:PATH`. */
export type SourceSecrets = Readonly<Record<string, string>>;

/** The body of a request: JSON whose strings are templates, fields of a form, or text. */
export type BodyTemplate =
  | { readonly form: 'json'; readonly json: unknown }
  | { readonly form: 'form'; readonly fields: Readonly<Record<string, Template>> }
  | { readonly form: 'text'; readonly text: Template; readonly contentType: string };

/** One HTTP request that a recipe makes. */
export interface RequestTemplate {
  readonly method: 'GET' | 'POST' | 'PUT' | 'DELETE';
  readonly url: Template;
  readonly headers: Readonly<Record<string, Template>>;
  readonly body?: BodyTemplate;
}

/** How the customer's view is read: every text is a JSON pointer, those of a list's items are relative to the item. */
export interface ViewRecipe {
  readonly request: RequestTemplate;
  readonly state?: string;
  /** Absent: those who joined and have not left, by the messages. */
  readonly participants?: { readonly at: string; readonly nickname: string; readonly type: string };
  readonly messages: {
    /** Absent: they are in the answer to `request`. */
    readonly request?: RequestTemplate;
    readonly at: string;
    readonly nickname: string;
    /** The type of who wrote it. */
    readonly from: string;
    readonly type: string;
    readonly text: string;
  };
  /** The server's words for types of participants and messages, and ours: `Client` is `Customer`. */
  readonly types: Readonly<Record<string, string>>;
}

/** The customer's side by HTTP requests; what is absent can't be done. */
export interface CustomerRecipe {
  readonly kind: 'recipe';
  readonly say?: RequestTemplate;
  readonly look?: ViewRecipe;
  readonly leave?: RequestTemplate;
  readonly secrets: SourceSecrets;
}

/** What a command can be asked to do. */
export type CommandAction = 'open' | 'say' | 'look' | 'leave';

/** A program that is asked to do something, by JSON on its standard input. */
export interface CommandSettings {
  readonly kind: 'command';
  readonly program: string;
  readonly args: readonly string[];
  /** Where it runs; a program with a slash in its name is looked for from here. */
  readonly folder: string;
  readonly does: readonly CommandAction[];
  readonly deadlineMs: number;
  readonly maxOutputBytes: number;
}

/** What a source by HTTP sends besides what its interface demands. */
interface HttpExtras {
  readonly headers: Readonly<Record<string, Template>>;
  readonly secrets: SourceSecrets;
}

/**
 * Where the sessions of a channel come from. `reference`: the embedded server's own control address. `gms`: the chat
 * service of Genesys Mobile Services. `gws`: the customer's chat interface of Web Services. `list`: sessions that the
 * agents have already. `invitation`: whatever the agent is invited to.
 */
export type SessionSource =
  | { readonly kind: 'none'; readonly reason: string }
  | { readonly kind: 'reference'; readonly url: string }
  | (HttpExtras & {
      readonly kind: 'gms';
      /** The chat service: `.../genesys/2/chat/{service}`. */
      readonly url: Template;
      /** Further fields of the form that opens a chat. */
      readonly fields: Readonly<Record<string, Template>>;
    })
  | (HttpExtras & {
      readonly kind: 'gws';
      /** The base of Web Services: `/api/v2/chats` is below it. */
      readonly url: Template;
      readonly contactCenterId: string;
      /** Further members of RequestChat; strings in them are templates. */
      readonly members: Readonly<Record<string, unknown>>;
    })
  | (CustomerRecipe & {
      readonly open: RequestTemplate;
      /** Values of the opening answer by name, each at a JSON pointer. */
      readonly keep: Readonly<Record<string, string>>;
      /** The same, for values that are secret. */
      readonly keepSecret: Readonly<Record<string, string>>;
      /** Where the opening answer has the agent's id of the session; absent: the invitation tells. */
      readonly sessionId?: string;
    })
  | CommandSettings
  | { readonly kind: 'list'; readonly ids: readonly string[] }
  | {
      readonly kind: 'invitation';
      /** What a person has to do; shown while the run waits. */
      readonly hint?: string;
      readonly deadlineMs: number;
      /** The customer's side; absent: it is not seen. */
      readonly customer?: CustomerRecipe | CommandSettings;
    };

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
