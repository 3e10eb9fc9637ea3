/** What it means when a verdict, or the class of a divergence, is another one in the later run: as tables. */
import type { DivergenceClass, Outcome, Verdict } from '../model/outcome.ts';

/**
 * Where something went from the first run to the second. `same`: no better and no worse, though the words may
 * differ. `open`: the runs do not say.
 */
export type Move = 'better' | 'worse' | 'same' | 'open';

/** All moves, the most urgent first: the order of reports. */
export const moves = ['worse', 'open', 'better', 'same'] as const satisfies readonly Move[];

/** Verdicts that say something of the rule: it holds, or it is broken. */
const sayings: Readonly<Record<Verdict, 'holds' | 'broken' | 'nothing'>> = {
  passed: 'holds',
  failed: 'broken',
  warned: 'broken',
  waived: 'broken',
  untestable: 'nothing',
  'not-applicable': 'nothing',
};

/** Whether a verdict says that the rule is broken, whoever accepted that. */
export function isBroken(verdict: Verdict): boolean {
  return sayings[verdict] === 'broken';
}

/** The verdict but for baselines: what rests on a waived failure is waived with it, though nobody judged it. */
export function foundBy({ verdict, problems }: Pick<Outcome, 'verdict' | 'problems'>): Verdict {
  return verdict === 'waived' && problems.length === 0 ? 'untestable' : verdict;
}

/** Whether the run found the rule kept or broken. */
export function isJudged(outcome: Pick<Outcome, 'verdict' | 'problems'>): boolean {
  return sayings[foundBy(outcome)] !== 'nothing';
}

/**
 * From the verdict of the first run (the row) to that of the second. A broken rule stays broken when it is waived,
 * no longer waived, or weighed otherwise. A verdict that is gone is open, whatever it was; a verdict that was not
 * there before can show that all is well, but not that something broke.
 */
export const verdictMoves: Readonly<Record<Verdict, Readonly<Record<Verdict, Move>>>> = {
  passed: {
    passed: 'same',
    failed: 'worse',
    warned: 'worse',
    waived: 'worse',
    untestable: 'open',
    'not-applicable': 'open',
  },
  failed: {
    passed: 'better',
    failed: 'same',
    warned: 'same',
    waived: 'same',
    untestable: 'open',
    'not-applicable': 'open',
  },
  warned: {
    passed: 'better',
    failed: 'same',
    warned: 'same',
    waived: 'same',
    untestable: 'open',
    'not-applicable': 'open',
  },
  waived: {
    passed: 'better',
    failed: 'same',
    warned: 'same',
    waived: 'same',
    untestable: 'open',
    'not-applicable': 'open',
  },
  untestable: {
    passed: 'better',
    failed: 'open',
    warned: 'open',
    waived: 'open',
    untestable: 'same',
    'not-applicable': 'same',
  },
  'not-applicable': {
    passed: 'better',
    failed: 'worse',
    warned: 'worse',
    waived: 'worse',
    untestable: 'open',
    'not-applicable': 'same',
  },
};

/** The class of a divergence, or that the run does not have it. */
export type SeenClass = DivergenceClass | 'absent';

/**
 * From the class of the first run (the row) to that of the second. What comes from or goes to `absent` is as the
 * table says only when that run saw as much as the other: see `compareDivergences`.
 */
export const divergenceMoves: Readonly<Record<SeenClass, Readonly<Record<SeenClass, Move>>>> = {
  same: { same: 'same', documented: 'same', undocumented: 'worse', undetermined: 'open', absent: 'same' },
  documented: {
    same: 'same',
    documented: 'same',
    undocumented: 'worse',
    undetermined: 'open',
    absent: 'same',
  },
  undocumented: {
    same: 'better',
    documented: 'better',
    undocumented: 'same',
    undetermined: 'open',
    absent: 'better',
  },
  undetermined: {
    same: 'better',
    documented: 'better',
    undocumented: 'open',
    undetermined: 'same',
    absent: 'same',
  },
  absent: { same: 'same', documented: 'same', undocumented: 'worse', undetermined: 'same', absent: 'same' },
};
