/** What a command has from the process that it runs in; nothing else of the process is its business. */
import type { Command } from 'commander';
import type { Environment } from '../config/index.ts';
import type { Screen } from '../report/index.ts';
import type { Layers } from './layers.ts';

/** The stream of errors and progress. */
export interface StatusStream {
  readonly write: (text: string) => void;
  readonly isTerminal: boolean;
  readonly width: number;
}

/** The surroundings of a command. */
export interface Context {
  readonly version: string;
  readonly env: Environment;
  /** The words of the command line, without the program's name. */
  readonly argv: readonly string[];
  /** Writes to standard output. */
  readonly out: (text: string) => void;
  /** The screen that standard output is. */
  readonly screen: Screen;
  readonly status: StatusStream;
  readonly layers: Layers;
  /** Asks whoever sits at the terminal; `undefined` for an input that has ended. Absent: nobody sits there. */
  readonly ask?: ((question: string) => Promise<string | undefined>) | undefined;
  /** From this call on the first ctrl-C aborts the signal instead of ending the process. */
  readonly interruption: () => AbortSignal;
}

/** What a user gave a command. */
export interface Input {
  readonly flags: Readonly<Record<string, unknown>>;
  readonly args: readonly unknown[];
}

/** A command as data. */
export interface CommandSpec {
  readonly name: string;
  readonly summary: string;
  /** What follows the program's name in examples, with a remark. */
  readonly examples: readonly (readonly [line: string, remark: string])[];
  /** Sentences below the examples. */
  readonly notes?: readonly string[];
  /** Declares arguments and flags. */
  readonly declare: (command: Command) => void;
  /** Does it; returns the exit code. */
  readonly run: (context: Context, input: Input) => Promise<number>;
}
