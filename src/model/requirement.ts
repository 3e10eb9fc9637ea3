/** The nouns of the catalogue: requirements, readings and documented differences. */
import type { ChannelId } from './channel.ts';
import type { ActId, PartyName } from './acts.ts';
import type { Level } from './outcome.ts';
import type { Capability } from './target.ts';

/**
 * What a requirement rests on. `safety`: a plain rule for any server, not in the documents. `pinned`: no document,
 * but whoever runs the suite demands it of this server.
 */
export type Basis = 'stated' | 'sample' | 'implied' | 'safety' | 'pinned';

/** A message whose members have requirements of their own. */
export type ShapedMessage = 'response' | 'first' | 'second' | 'failure';

/** One rule about the server. */
export interface Requirement {
  /** Stable: never reused, never given another meaning. */
  readonly id: string;
  readonly subject: string;
  readonly level: Level;
  readonly basis: Basis;
  readonly text: string;
  /** Document and section, by channel; a channel without one has no such clause. */
  readonly source: Readonly<Partial<Record<ChannelId, string>>>;
  /** The parties that have to see it. */
  readonly observe: readonly (PartyName | 'featureless')[];
  /** The places of a message whose shape this requirement owns: JSON pointers with `*`, `{session}` and `{uri}`. */
  readonly shape?: { readonly message: ShapedMessage; readonly at: readonly string[] };
  /** What a server may rightly lack: the row binds only those whose vendor declares it. */
  readonly capability?: Capability;
  /** Requirements whose breach makes this one untestable. */
  readonly needs: readonly string[];
  /** Requirements whose breach would be seen here once more; where they do not apply, this one is judged all the same. */
  readonly unless?: readonly string[];
  /** The line of its row in `specs/requirements/<subject>.yaml`, from 1. */
  readonly line?: number;
  /** Of a pinned reading: the answer that it must have. Such rows are made for a run and are in no file. */
  readonly pin?: { readonly reading: string; readonly answer: string };
  /** Why no check covers it yet. */
  readonly notTested?: string;
}

/** A heading of the catalogue. */
export interface Subject {
  readonly id: string;
  readonly title: string;
}

/** A question that the documents leave open. */
export interface Reading {
  readonly id: string;
  readonly question: string;
  readonly why: string;
  readonly channels: readonly ChannelId[];
  /** The answers that a server may give, each with what it means. */
  readonly answers: Readonly<Record<string, string>>;
  readonly notObserved?: string;
}

/** A cell of the channel table in which a run sees a documented difference. */
export type SeenIn = 'collection' | 'session-key' | 'uri-key' | 'state-message-type';

/** A documented difference between chat and SMS. */
export interface Difference {
  readonly id: string;
  readonly text: string;
  readonly chat: string;
  readonly sms: string;
  readonly source: Readonly<Record<ChannelId, string>>;
  readonly seen?: SeenIn;
  readonly requirements?: readonly string[];
  /** Requirements that hold on both channels all the same: the difference is in the documents' words alone. */
  readonly alike?: readonly string[];
  /** Acts in which everything that differs is this difference. */
  readonly acts?: readonly ActId[];
}

/** Everything that the two documents say, as data. */
export interface Catalog {
  readonly subjects: readonly Subject[];
  /** In the order of the files. */
  readonly requirements: readonly Requirement[];
  readonly readings: readonly Reading[];
  readonly differences: readonly Difference[];
  /** Hash of all of it: which requirement set a verdict was judged by. */
  readonly hash: string;
}
