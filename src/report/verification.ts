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
    ...shown.flatMap((one) => deviationLines(one, width)),
    ...(left === 0 ? [] : [`${indent}and ${left} more; --verbose shows all`]),
  ];
}

const indent = ' '.repeat(STATE_WIDTH);

function deviationLines({ what, reported, found, why }: Deviation, width: number): readonly string[] {
  const room = { indent: STATE_WIDTH + 2, label: 10, width };
  return [
    `${indent}${shownText(what)}`,
    ...labelled('report', reported === undefined ? 'does not speak of it' : shownText(reported), room),
    ...labelled('found', found === undefined ? 'nothing' : shownText(found), room),
    ...(why === undefined ? [] : labelled('why', shownText(why), room)),
  ];
}

const codes: Readonly<Record<VerifyAnswer, ExitCode>> = { agrees: 0, disagrees: 1, open: 3 };

/** 0: the report follows from the evidence; 1: it does not, or was changed; 3: it could not be found out. */
export function verifyExitCode({ answer }: Verification): ExitCode {
  return codes[answer];
}
