/** What verifying a run found, for people. */
import type {
  Deviation,
  Verification,
  VerifyAnswer,
  VerifyState,
  VerifyStep,
  VerifyStepId,
} from '../model/verification.ts';
import type { ExitCode } from './exit-code.ts';
import { cell, labelled } from './layout.ts';
import type { Screen } from './list.ts';
import type { Colour } from './paint.ts';
import { plainText, shownText } from './safe-text.ts';

const stateWords: Readonly<Record<VerifyState, readonly [word: string, colour: Colour]>> = {
  ok: ['ok', 'green'],
  note: ['note', 'yellow'],
  open: ['OPEN', 'magenta'],
  failed: ['FAILED', 'red'],
};

const titles: Readonly<Record<VerifyStepId, string>> = {
  files: 'Files',
  evidence: 'Evidence',
  suite: 'Suite',
  asked: 'Asked',
  verdicts: 'Verdicts',
  divergences: 'Divergences',
  readings: 'Readings',
  times: 'Times',
  summary: 'Summary',
  reports: 'Reports',
  signature: 'Signature',
};

/** Who says the one thing, and what says the other. */
interface Sides {
  /** The label of what somebody says, and what stands there when nothing is said; empty: no line. */
  readonly reported: readonly [label: string, absent: string];
  /** The label of what was found in its place, and what stands there when nothing was. */
  readonly found: readonly [label: string, absent: string];
}

const byEvidence: Sides = {
  reported: ['report', 'does not speak of it'],
  found: ['evidence', 'does not give it'],
};

/** `here` is what lies in the folder, `evidence` what this suite makes of the evidence; all else is somebody's word. */
const sides: Readonly<Record<VerifyStepId, Sides>> = {
  files: { reported: ['manifest', 'does not name it'], found: ['here', 'nothing'] },
  evidence: { reported: ['report', ''], found: ['here', 'nothing'] },
  suite: byEvidence,
  asked: byEvidence,
  verdicts: byEvidence,
  divergences: byEvidence,
  readings: byEvidence,
  times: byEvidence,
  summary: { reported: ['report', 'does not speak of it'], found: ['verdicts', 'do not give it'] },
  reports: { reported: ['here', 'nothing'], found: ['made anew', 'nothing'] },
  signature: { reported: ['signed', ''], found: ['here', 'nothing'] },
};

const STATE_WIDTH = 8;
const TITLE_WIDTH = 13;

/** How many deviations of a step are shown, unless all are asked for. */
const SHOWN = 10;

/** The steps and the answer; `verbose` shows every deviation. */
export function renderVerification(
  { steps, answer, suite }: Verification,
  { width, paint, verbose = false }: Screen & { readonly verbose?: boolean },
): string {
  const lines = steps.flatMap((step) => stepLines(step, { width, paint, verbose }));
  const [colour, said] = isUnsignedOnly(steps) ? unsigned : answers[answer];
  return [...lines, '', paint(colour, said), ...advice(answer, suite), ''].join('\n');
}

const answers: Readonly<Record<VerifyAnswer, readonly [Colour, string]>> = {
  agrees: ['green', 'The report follows from the evidence.'],
  disagrees: ['red', 'The report does not follow from the evidence, or was changed.'],
  open: ['magenta', 'Whether the report follows from the evidence could not be found out.'],
};

const unsigned: readonly [Colour, string] = [
  'red',
  'The report follows from the evidence, but it is not signed as it should be.',
];

function isUnsignedOnly(steps: readonly VerifyStep[]): boolean {
  const wrong = steps.filter(({ state }) => state === 'failed' || state === 'open');
  return wrong.length > 0 && wrong.every(({ id }) => id === 'signature');
}

function advice(answer: VerifyAnswer, { reported, own }: Verification['suite']): readonly string[] {
  if (answer !== 'open' || reported.version === own.version) return [];
  return [`The suite that judged, ${shownText(reported.version, 40)}, can say.`];
}

function stepLines(
  { id, state, said, deviations }: VerifyStep,
  { width, paint, verbose }: Screen & { readonly verbose: boolean },
): readonly string[] {
  const [word, colour] = stateWords[state];
  const label = cell(word, STATE_WIDTH) + cell(titles[id], TITLE_WIDTH);
  const [first = '', ...more] = labelled(label, plainText(said), { indent: 0, label: label.length, width });
  const shown = verbose ? deviations : deviations.slice(0, SHOWN);
  const left = deviations.length - shown.length;
  return [
    paint(colour, first.slice(0, STATE_WIDTH)) + first.slice(STATE_WIDTH),
    ...more,
    ...shown.flatMap((one) => deviationLines(one, sides[id], width)),
    ...(left === 0 ? [] : [`${indent}and ${left} more; --verbose shows all`]),
  ];
}

const indent = ' '.repeat(STATE_WIDTH);

function deviationLines(
  { what, reported, found, why }: Deviation,
  side: Sides,
  width: number,
): readonly string[] {
  const line = ([label, absent]: readonly [string, string], text: string | undefined): readonly string[] => {
    const said = text === undefined ? absent : shownText(text);
    return said === '' ? [] : labelled(label, said, { indent: STATE_WIDTH + 2, label: 10, width });
  };
  return [
    `${indent}${shownText(what)}`,
    ...line(side.reported, reported),
    ...line(side.found, found),
    ...line(['why', ''], why),
  ];
}

const codes: Readonly<Record<VerifyAnswer, ExitCode>> = { agrees: 0, disagrees: 1, open: 3 };

/** 0: the report follows from the evidence; 1: it does not, or was changed; 3: it could not be found out. */
export function verifyExitCode({ answer }: Verification): ExitCode {
  return codes[answer];
}
