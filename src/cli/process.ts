/** The process: the only place that prints, handles signals and sets the exit code. */
import { createRequire } from 'node:module';
import { createPaint, wantsColour } from '../report/index.ts';
import { askOnTerminal } from './ask.ts';
import { guarded } from './ci-output.ts';
import type { Context, StatusStream } from './context.ts';
import { describeFailure } from './failure.ts';
import { runProgram } from './program.ts';
import { createLayers } from './wiring.ts';

const DEFAULT_WIDTH = 100;
const MIN_WIDTH = 60;
const INTERRUPTED = 130;
/** Whoever reads what is shown has not seen the verdict. */
const UNSHOWN = 3;

/** A reader that went away, as `head` does, is no error: the exit code still tells the verdict. */
function forgiveClosedPipe(stream: NodeJS.WriteStream): void {
  stream.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code === 'EPIPE') return;
    if (stream === process.stdout)
      statusStream().write(`What is shown can't be written to standard output: ${error.message}.\n`);
    process.exit(UNSHOWN);
  });
}

/** Ends the process on an error that nobody caught; Node's own exit code for that would mean "does not conform". */
function failUncaught(error: unknown): never {
  const { code, text } = describeFailure(error, Boolean(process.env['DEBUG']));
  statusStream().write(`${text}\n`);
  process.exit(code);
}

/** The first ctrl-C, or the first request to end, aborts; the second ends the process at once. */
function interruption(): AbortSignal {
  const controller = new AbortController();
  const stop = (): void => {
    if (controller.signal.aborted) process.exit(INTERRUPTED);
    controller.abort();
  };
  process.on('SIGINT', stop).on('SIGTERM', stop);
  return controller.signal;
}

function widthOf(stream: NodeJS.WriteStream): number {
  return Math.max(MIN_WIDTH, stream.columns || DEFAULT_WIDTH);
}

function statusStream(): StatusStream {
  const { stderr, env } = process;
  const write = (text: string): void => void stderr.write(text);
  return guarded({ write, isTerminal: stderr.isTTY, width: widthOf(stderr) }, env);
}

function processContext(): Context {
  const { stdin, stdout, stderr, env } = process;
  const { version } = createRequire(import.meta.url)('#package') as { version: string };
  return {
    version,
    env,
    argv: process.argv.slice(2),
    out: (text) => void stdout.write(text),
    screen: { width: widthOf(stdout), paint: createPaint(wantsColour(env, stdout.isTTY)) },
    status: statusStream(),
    layers: createLayers(),
    ask: stdin.isTTY && stderr.isTTY ? askOnTerminal : undefined,
    interruption,
  };
}

/** Runs the command line of the process. */
export async function start(): Promise<void> {
  forgiveClosedPipe(process.stdout);
  forgiveClosedPipe(process.stderr);
  // What never comes to an end is no verdict: Node keeps this code when nothing is left to wait for.
  process.exitCode = 3;
  process.on('uncaughtException', failUncaught).on('unhandledRejection', failUncaught);
  const context = processContext();
  process.exitCode = await runProgram(context.argv, context);
}
