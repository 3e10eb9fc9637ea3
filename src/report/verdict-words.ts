/** Verdicts and classes as people see them: one table each, so that a new one does not compile unexplained. */
import type { DivergenceClass, Verdict } from '../model/outcome.ts';
import type { Colour } from './paint.ts';

/** How a verdict is shown. */
export interface VerdictWords {
  readonly mark: string;
  readonly colour: Colour;
  readonly word: string;
  /** Empty where the word says it. */
  readonly meaning: string;
}

/** All verdicts, the worst first: the order of reports. */
export const verdictWords: Readonly<Record<Verdict, VerdictWords>> = {
  failed: { mark: '✗', colour: 'red', word: 'failed', meaning: 'a MUST is broken' },
  warned: { mark: '!', colour: 'yellow', word: 'warned', meaning: 'a SHOULD or MAY is broken' },
  untestable: { mark: '?', colour: 'magenta', word: 'untestable', meaning: 'could not be judged' },
  waived: { mark: 'w', colour: 'cyan', word: 'waived', meaning: 'a known failure, accepted for now' },
  passed: { mark: '✓', colour: 'green', word: 'passed', meaning: '' },
  'not-applicable': {
    mark: '–',
    colour: 'dim',
    word: 'not applicable',
    meaning: 'no such clause, or not in this server',
  },
};

/** The verdicts in the order of {@link verdictWords}. */
export const verdictOrder = Object.keys(verdictWords) as readonly Verdict[];

/** What each class of divergence means, the most urgent first. */
export const divergenceWords: Readonly<Record<DivergenceClass, { colour: Colour; meaning: string }>> = {
  undocumented: { colour: 'red', meaning: 'the channels differ, and no document says so' },
  undetermined: { colour: 'magenta', meaning: 'one channel was not driven, or nothing was seen on it' },
  documented: { colour: 'dim', meaning: 'the channels differ as the documents say' },
  same: { colour: 'green', meaning: 'the channels agree' },
};

/** The classes in the order of {@link divergenceWords}. */
export const divergenceOrder = Object.keys(divergenceWords) as readonly DivergenceClass[];
