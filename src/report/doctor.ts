/** What the doctor found, for people. */
import type { DoctorReport, DoctorStep, StepState } from '../model/doctor.ts';
import { blameWords } from './blame-words.ts';
import type { ExitCode } from './exit-code.ts';
import { cell, labelled, wrap } from './layout.ts';
import type { Screen } from './list.ts';
import type { Colour } from './paint.ts';
import { shownText } from './safe-text.ts';

const stateWords: Readonly<Record<StepState, readonly [word: string, colour: Colour]>> = {
  ok: ['ok', 'green'],
  note: ['note', 'yellow'],
  failed: ['FAILED', 'red'],
  'not-tried': ['not tried', 'dim'],
};

const WORD_WIDTH = 11;
const TITLE_WIDTH = 30;

/** One step on a line or more. */
export function renderDoctorStep(
  { title, about, state, said }: DoctorStep,
  { width, paint }: Screen,
): string {
  const [word, colour] = stateWords[state];
  const name = about === undefined ? title : `${title} (${about})`;
  const label = cell(word, WORD_WIDTH) + cell(name, TITLE_WIDTH);
  const [first = '', ...more] = labelled(label, shownText(said), { indent: 0, label: label.length, width });
  return [paint(colour, first.slice(0, WORD_WIDTH)) + first.slice(WORD_WIDTH), ...more].join('\n');
}

/** What all the steps come to: the first that failed and what to do, or what comes next. */
export function renderDoctorEnd({ steps, warnings }: DoctorReport, { width, paint }: Screen): string {
  const first = steps.find(({ state }) => state === 'failed');
  const warned = warnings.map((warning) => paint('red', `Warning: ${warning}`));
  if (first === undefined)
    return [
      ...warned,
      'Everything that was tried is in order. Next: consult-conformance run --dry-run.',
    ].join('\n');
  const about = first.about === undefined ? '' : ` (${first.about})`;
  return [
    ...warned,
    ...wrap(`What to do first: ${first.title}${about}: ${first.todo ?? ''}`, width).map((line) =>
      paint('bold', line),
    ),
    `The cause is ${blameWords[first.blame ?? 'suite']}.`,
  ].join('\n');
}

/** 0 when nothing failed; 2 when the first failure is one of configuration; else 3. */
export function doctorExitCode({ steps }: DoctorReport): ExitCode {
  const first = steps.find(({ state }) => state === 'failed');
  if (first === undefined) return 0;
  return first.blame === 'configuration' ? 2 : 3;
}
