/** What comparisons say, in words: one table each, so that a new kind does not compile unexplained. */
import type { Absence, Caveat, Conclusion, Move, ReadingShift, SeenClass } from '../../compare/index.ts';
import type { Measure } from '../../model/outcome.ts';
import type { Colour } from '../paint.ts';
import type { Tone } from './paper.ts';

/** How a tone looks on a terminal. */
export const toneColours: Readonly<Record<Tone, Colour | undefined>> = {
  worse: 'red',
  open: 'magenta',
  better: 'green',
  plain: undefined,
};

/** Which tone a move has. */
export const moveTones: Readonly<Record<Move, Tone>> = {
  worse: 'worse',
  open: 'open',
  better: 'better',
  same: 'plain',
};

/** What a comparison comes to. */
export const conclusionWords: Readonly<Record<Conclusion, { readonly text: string; readonly tone: Tone }>> = {
  worse: { text: 'Something got worse.', tone: 'worse' },
  incomparable: {
    text: 'Nothing can be said: no requirement was judged in both runs.',
    tone: 'open',
  },
  open: {
    text: 'Nothing is known to have got worse, but not everything that the first run judged can be compared.',
    tone: 'open',
  },
  'not-worse': { text: 'Nothing got worse.', tone: 'better' },
};

/** What a reader of a comparison has to mind. */
export const caveatWords: Readonly<Record<Caveat, string>> = {
  'sets-differ':
    'The runs were judged by different sets of requirements. Rows that only one of them has are listed as such; a rule that both have may have been judged otherwise.',
  'suites-differ':
    'The runs were judged by different versions of the suite, so that what moved may be its doing. `consult-conformance verify DIR` of the newer suite, with the older run, says which of its verdicts the newer suite moves.',
  'asked-differs':
    'Not the same was asked of all runs: channels, requirements, pinned readings or shards differ.',
  'kinds-differ':
    'The runs came about in different ways: with the embedded server, with a deployed one, or from evidence that was recorded elsewhere.',
  'same-evidence': 'Runs rest on the same evidence: what differs between them is the doing of the suite.',
  older: 'The second run is older than the first one. Are they the right way round?',
  incomplete: 'Not every run is complete: a MUST was not judged.',
};

/** Why a run does not have a requirement. */
export const absenceWords: Readonly<Record<Absence, string>> = {
  'not-in-set': 'not in the set of requirements of the other run',
  'not-asked': 'the other run was not asked for it',
};

/** How the answers to a reading differ. */
export const shiftWords: Readonly<Record<ReadingShift, string>> = {
  changed: 'another answer',
  seen: 'seen in the second run only',
  unseen: 'seen in the first run only',
  added: 'asked in the second run only',
  removed: 'asked in the first run only',
};

/** What the time from a Consult is measured to. */
export const measureWords: Readonly<Record<Measure, string>> = {
  response: 'to the response',
  first: 'to the first notification',
  second: 'to the second notification',
  failure: 'to the failure',
};

/** The classes of divergences, and that there is none. */
export const classWords: Readonly<Record<SeenClass, string>> = {
  same: 'same',
  documented: 'documented',
  undocumented: 'undocumented',
  undetermined: 'undetermined',
  absent: 'not there',
};
