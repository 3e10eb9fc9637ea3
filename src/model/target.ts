/** The server under test, as the rest of the suite knows it once its description has been read and checked. */
import type { ChannelId, Spelling } from './channel.ts';
import type { PartyName } from './evidence.ts';

/** How an agent proves who it is. The secret is already resolved; it is never written anywhere. */
export interface Credentials {
  readonly userName: string;
  readonly password: string;
}

/** An agent of the target. */
export interface AgentAccount extends Credentials {
  readonly nickname: string;
}

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

/** Where the sessions of a channel come from. `reference`: the embedded server's own control address. */
export type SessionSource =
  { readonly kind: 'reference'; readonly url: string } | { readonly kind: 'none'; readonly reason: string };

/** One channel of the target. */
export interface TargetChannel {
  /** `undefined`: to be found out. */
  readonly spelling: Spelling | undefined;
  readonly source: SessionSource;
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
  readonly parties: Readonly<Partial<Record<Exclude<PartyName, 'customer'>, AgentAccount>>>;
  readonly channels: Readonly<Partial<Record<ChannelId, TargetChannel>>>;
  readonly deadlines: Deadlines;
  /** Largest answer that is read, in bytes. */
  readonly maxBodyBytes: number;
}
