/** What `doctor` finds: whether each thing that a run needs is there, step by step. */
import type { Blame } from './evidence.ts';

/** How a step ended. `note`: it is in order, and yet there is something to know. */
export type StepState = 'ok' | 'note' | 'failed' | 'not-tried';

/** One step. */
export interface DoctorStep {
  readonly id: string;
  readonly title: string;
  /** Whom or what it is about: a party, a channel; absent: the server. */
  readonly about?: string;
  readonly state: StepState;
  /** What was seen, or why it was not tried. */
  readonly said: string;
  /** Of a step that failed. */
  readonly todo?: string;
  readonly blame?: Blame;
}

/** All steps, in their order. */
export interface DoctorReport {
  readonly target: { readonly name: string; readonly baseUrl: string };
  readonly warnings: readonly string[];
  readonly steps: readonly DoctorStep[];
}
