/** Runs a program without a shell: JSON in, text out, within a time and a size; it is ended by its id when it is late. */
import { spawn, type ChildProcess } from 'node:child_process';
import type { TransportFailure } from '../../model/evidence.ts';
import { createDeadline } from '../deadline.ts';
import { cancelled } from '../failure.ts';

/** What is run, and within which bounds. */
export interface ProgramCall {
  readonly program: string;
  readonly args: readonly string[];
  readonly folder: string;
  /** Added to the environment of this process. */
  readonly environment: Readonly<Record<string, string>>;
  readonly input: string;
  readonly deadlineMs: number;
  readonly maxOutputBytes: number;
  readonly signal: AbortSignal;
}

/** What came of it. */
export interface Ran {
  /** `null`: it was ended by a signal. Absent: it did not begin. */
  readonly exitCode?: number | null;
  readonly output: Uint8Array;
  /** The end of its standard error. */
  readonly complaint: string;
  readonly failure?: TransportFailure;
}

/** How much of the standard error is kept, in bytes. */
const MAX_COMPLAINT = 2_000;

/** Where a process has a group of its own, so that what it started ends with it. */
const HAS_GROUPS = process.platform !== 'win32';

/** Runs a program to its end. Never rejects for what the program does. */
export async function runProgram(call: ProgramCall): Promise<Ran> {
  const { program, args, folder, environment, input, deadlineMs, signal } = call;
  if (signal.aborted) return { output: new Uint8Array(), complaint: '', failure: cancelled };
  const deadline = createDeadline(signal, deadlineMs);
  const child = spawn(program, [...args], {
    cwd: folder,
    env: { ...process.env, ...environment },
    stdio: 'pipe',
    shell: false,
    detached: HAS_GROUPS,
    windowsHide: true,
  });
  const heard = listen(child, call.maxOutputBytes);
  child.stdin.on('error', () => undefined); // it need not read what it is told
  child.stdin.end(input);
  const stop = (): void => end(child);
  deadline.signal.addEventListener('abort', stop, { once: true });
  if (deadline.signal.aborted) stop();
  const ended = await heard.ended;
  deadline.release();
  const late = {
    kind: 'timeout',
    message: `it had not ended within ${deadlineMs} ms, and was ended`,
  } as const;
  const failure = deadline.expired() ? late : signal.aborted ? cancelled : ended.failure;
  const { exitCode } = ended;
  return {
    ...(exitCode === undefined ? {} : { exitCode }),
    output: heard.output(),
    complaint: heard.complaint(),
    ...(failure === undefined ? {} : { failure }),
  };
}

interface Ended {
  readonly exitCode?: number | null;
  readonly failure?: TransportFailure;
}

interface Heard {
  readonly ended: Promise<Ended>;
  readonly output: () => Uint8Array;
  readonly complaint: () => string;
}

/** Gathers what a child prints; a child that prints too much is ended. */
function listen(child: ChildProcess, maxOutputBytes: number): Heard {
  const chunks: Buffer[] = [];
  let complaint: Buffer = Buffer.alloc(0);
  let length = 0;
  child.stdout?.on('data', (chunk: Buffer) => {
    length += chunk.byteLength;
    if (length <= maxOutputBytes) chunks.push(chunk);
    else end(child);
  });
  child.stderr?.on('data', (chunk: Buffer) => {
    complaint = Buffer.concat([complaint, chunk]).subarray(-MAX_COMPLAINT);
  });
  const tooLarge = (): Ended =>
    length > maxOutputBytes
      ? {
          failure: {
            kind: 'too-large',
            message: `it printed more than ${maxOutputBytes} bytes, and was ended`,
          },
        }
      : {};
  const ended = new Promise<Ended>((resolve) => {
    child.once('error', (error) => resolve({ failure: notStarted(error) }));
    child.once('close', (exitCode) => resolve({ exitCode, ...tooLarge() }));
  });
  return { ended, output: () => Buffer.concat(chunks), complaint: () => complaint.toString('utf8') };
}

/** Ends a child and what it started, and stops listening: what it leaves running must not hold up the run. */
function end(child: ChildProcess): void {
  const { pid } = child;
  try {
    if (pid !== undefined) process.kill(HAS_GROUPS ? -pid : pid, 'SIGKILL');
  } catch {
    // it has ended meanwhile
  }
  child.stdout?.destroy();
  child.stderr?.destroy();
}

const startTroubles: Readonly<Record<string, string>> = {
  ENOENT: 'there is no such program, or the folder that it runs in is not there',
  EACCES: 'this user may not run it',
  E2BIG: 'its arguments and environment are too long',
};

function notStarted(error: Error): TransportFailure {
  const code = 'code' in error ? String(error.code) : '';
  const message = startTroubles[code] ?? error.message;
  return { kind: 'refused', message: `it could not be started: ${message}` };
}
