/** What evidence is made of, between a tape and its entries. */
import type { PartyName, TraceKey } from '../model/acts.ts';
import type { Entry, Opening } from '../model/evidence.ts';
import type { Turn } from './listening.ts';
import type { Moment } from './moments.ts';
import type { Story } from './story.ts';
import type { Heard, Tape } from './tape.ts';

/** A Consult as a trace. */
export interface Told {
  readonly story: Story;
  readonly key: TraceKey;
  readonly scenario: Opening['scenario'];
  readonly member: number;
  /** Place in the order of moments at which its trace begins. */
  readonly opening: number;
}

/** An entry without its place, which it gets when all are in order. */
export interface Draft {
  readonly order: number;
  readonly make: (seq: number, seqAt: (order: number) => number) => Entry | undefined;
}

/** Everything about a tape that its entries are made of. */
export interface Scene {
  readonly tape: Tape;
  readonly moments: readonly Moment[];
  readonly cast: ReadonlyMap<string, PartyName>;
  readonly turns: readonly Turn[];
  /** Where each thing on the tape begins and ends in the order of moments. */
  readonly spans: ReadonlyMap<Heard, { readonly from: number; readonly until: number }>;
  readonly traces: readonly Told[];
}
