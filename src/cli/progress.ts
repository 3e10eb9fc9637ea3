/** Progress: one line that changes on a terminal, plain lines elsewhere. */
import { formatDuration } from '../config/index.ts';
import { channels } from '../model/channel.ts';
import type { SelftestProgress } from '../model/selftest.ts';
import { fit, plainText, shownText } from '../report/index.ts';
import type { Progress } from '../run/index.ts';
import type { StatusStream } from './context.ts';

/** Where progress is shown. */
export interface ProgressLine {
  /** Shows what is going on now, in place of what was. */
  readonly show: (text: string) => void;
  /** Says something that stays. */
  readonly note: (text: string) => void;
  /** Takes the line away. */
  readonly end: () => void;
}

const CLEAR = '\r\u001b[2K';

/** A progress line on a stream; a silent one shows notes only. */
export function createProgressLine(stream: StatusStream, silent: boolean): ProgressLine {
  const clear = stream.isTerminal && !silent ? CLEAR : '';
  const show = (text: string): void => {
    if (silent) return;
    const line = plainText(text);
    stream.write(stream.isTerminal ? `${CLEAR}${fit(line, stream.width - 1)}` : `${line}\n`);
  };
  return {
    show,
    note: (text) => stream.write(`${clear}${plainText(text)}\n`),
    end: () => stream.write(clear),
  };
}

type Words = { readonly [S in Progress['step']]: (progress: Extract<Progress, { step: S }>) => string };

const words: Words = {
  connecting: ({ target }) => `Connecting to ${shownText(target, 200)}`,
  driving: ({ scenario, channel }) => `Driving ${scenario} on ${channels[channel].title}`,
  driven: ({ scenario, channel, stopped }) =>
    `${stopped === undefined ? 'Driven' : 'Stopped'}: ${scenario} on ${channels[channel].title}${stopped === undefined ? '' : `: ${shownText(stopped)}`}`,
  warning: ({ text }) => `Warning: ${shownText(text)}`,
  settling: ({ ms }) => `Waiting ${formatDuration(ms)} for what must not arrive`,
  judging: () => 'Judging',
};

/** Shows the progress of a run; a warning and a scenario that was stopped stay on the screen. */
export function showRunProgress(line: ProgressLine, progress: Progress): void {
  const wordsOf = words[progress.step] as (progress: Progress) => string;
  const stays = progress.step === 'warning' || (progress.step === 'driven' && progress.stopped !== undefined);
  line[stays ? 'note' : 'show'](wordsOf(progress));
}

/** Shows the progress of a self-test. */
export function showSelftestProgress(line: ProgressLine, { done, total, what }: SelftestProgress): void {
  line.show(`${done} of ${total}: ${shownText(what)}`);
}
