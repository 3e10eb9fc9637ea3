/** What verifying a run yields: whether its report follows from its evidence, step by step. */

/**
 * How a step ended. `note`: it could not be looked at, and the answer does not hang on it. `open`: it could not be
 * looked at, and the answer does.
 */
export type VerifyState = 'ok' | 'note' | 'open' | 'failed';

/** What is looked at, in this order. */
export type VerifyStepId =
  | 'files'
  | 'evidence'
  | 'suite'
  | 'asked'
  | 'verdicts'
  | 'divergences'
  | 'readings'
  | 'times'
  | 'summary'
  | 'reports'
  | 'signature';

/** One thing that is not as the report says. */
export interface Deviation {
  /** What it is about: `RESP-001 on chat: verdict`, `junit.xml`. */
  readonly what: string;
  /**
   * What the report says, or the manifest, or what was signed; of reports that were made again, what lies there.
   * Absent: nothing.
   */
  readonly reported?: string;
  /** What was found in its place: what the evidence gives, what lies there, what was made again; absent: nothing. */
  readonly found?: string;
  /** Why it moved, where another suite was used. */
  readonly why?: string;
}

/** One step with its end. */
export interface VerifyStep {
  readonly id: VerifyStepId;
  readonly state: VerifyState;
  /** One sentence. */
  readonly said: string;
  readonly deviations: readonly Deviation[];
}

/** The answer: the report follows from the evidence, does not follow, or it could not be found out. */
export type VerifyAnswer = 'agrees' | 'disagrees' | 'open';

/** A suite, as reports name it. */
export interface SuiteName {
  readonly version: string;
  readonly requirementSet: string;
}

/** Everything that verifying one run yields. */
export interface Verification {
  readonly schemaVersion: 1;
  readonly folder: string;
  /** The suite that judged, and the one that judged again. */
  readonly suite: { readonly reported: SuiteName; readonly own: SuiteName };
  readonly answer: VerifyAnswer;
  readonly steps: readonly VerifyStep[];
}

const answers: Readonly<Record<VerifyState, VerifyAnswer>> = {
  ok: 'agrees',
  note: 'agrees',
  open: 'open',
  failed: 'disagrees',
};

/** What steps come to: one that failed says no, else one that is open leaves it open. */
export function answerOf(steps: readonly VerifyStep[]): VerifyAnswer {
  const found = steps.map(({ state }) => answers[state]);
  return found.find((one) => one === 'disagrees') ?? found.find((one) => one === 'open') ?? 'agrees';
}
