/** Those who carry out trials: this process, or several processes beside it. */
import { fork, type ChildProcess } from 'node:child_process';
import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { loadCatalog } from '../../catalog/index.ts';
import { HarnessError } from '../../model/errors.ts';
import { conductTrial, type Trial, type TrialResult } from './trial.ts';

const require = createRequire(import.meta.url);

/** One who carries out several trials at the same time. */
export interface Worker {
  readonly conduct: (trial: Trial) => Promise<TrialResult>;
  /** Ends it; what is under way is given up. */
  readonly close: () => void;
}

/** What a process is asked. */
export interface TrialAsked {
  readonly id: number;
  readonly trial: Trial;
}

/** What it answers. */
export type TrialAnswered =
  { readonly id: number; readonly result: TrialResult } | { readonly id: number; readonly error: string };

/** Room for what lives shortly, MiB: what a run makes is of no use after it, and needs no looking through before. */
const ROOMY = '--max-semi-space-size=64';

/** Lines of a process that are kept for when it fails. */
const KEPT_CHARACTERS = 4_000;

/** This process. */
export function workHere(): Worker {
  const catalog = loadCatalog();
  return { conduct: (trial) => conductTrial(trial, catalog), close: () => undefined };
}

/** A process beside this one. It ends with this one, whatever happens. */
export function workBeside(): Worker {
  const child = forkProcess();
  const waiting = new Map<number, PromiseWithResolvers<TrialResult>>();
  let [next, printed] = [0, ''];
  let ended: HarnessError | undefined;
  const keep = (chunk: Buffer): void => void (printed = (printed + String(chunk)).slice(-KEPT_CHARACTERS));
  child.stdout?.on('data', keep);
  child.stderr?.on('data', keep);
  child.on('message', (answer: TrialAnswered) => {
    const { resolve, reject } = waiting.get(answer.id) ?? {};
    waiting.delete(answer.id);
    if ('result' in answer) resolve?.(answer.result);
    else reject?.(new HarnessError(answer.error));
  });
  const end = (why: string): void => {
    ended ??= new HarnessError(`A process of the self-test ended ${why}:\n${printed}`);
    for (const { reject } of waiting.values()) reject(ended);
    waiting.clear();
  };
  child.once('error', (error) => end(`(${error.message})`));
  child.once('close', (code, signal) => end(`(exit code ${code}, signal ${signal})`));
  return {
    conduct: (trial) => {
      if (ended !== undefined) return Promise.reject(ended);
      const id = next++;
      const answer = withResolvers<TrialResult>();
      waiting.set(id, answer);
      child.send({ id, trial } satisfies TrialAsked, (error) => {
        if (error !== null) end(`(${error.message})`);
      });
      return answer.promise;
    },
    close: () => void child.kill('SIGKILL'),
  };
}

interface PromiseWithResolvers<T> {
  readonly promise: Promise<T>;
  readonly resolve: (value: T) => void;
  readonly reject: (error: Error) => void;
}

function withResolvers<T>(): PromiseWithResolvers<T> {
  let [resolve, reject]: [(value: T) => void, (error: Error) => void] = [() => undefined, () => undefined];
  const promise = new Promise<T>((done, failed) => {
    resolve = done;
    reject = failed;
  });
  return { promise, resolve, reject };
}

/** Where the program was not built, as in its own tests, the sources are run. */
function forkProcess(): ChildProcess {
  const built = fileURLToPath(new URL('./selftest-process.js', import.meta.url));
  const stdio: ['ignore', 'pipe', 'pipe', 'ipc'] = ['ignore', 'pipe', 'pipe', 'ipc'];
  if (existsSync(built)) return fork(built, [], { stdio, execArgv: [ROOMY] });
  const source = fileURLToPath(new URL('./selftest-process.ts', import.meta.url));
  return fork(source, [], {
    stdio,
    execArgv: [ROOMY, '--conditions=source', '--import', pathToFileURL(require.resolve('tsx')).href],
  });
}

/**
 * Has workers carry out trials, each worker at most so many at a time, in order. Rejects with the first error,
 * or when the signal aborts.
 */
export async function carryOut<T extends { readonly trial: Trial }>(
  tasks: readonly T[],
  crew: { readonly workers: readonly Worker[]; readonly sideBySide: number; readonly signal?: AbortSignal },
  onDone: (task: T) => void,
): Promise<readonly TrialResult[]> {
  const results: TrialResult[] = [];
  const queue = tasks.entries();
  const work = async (worker: Worker): Promise<void> => {
    for (const [index, task] of queue) {
      crew.signal?.throwIfAborted();
      results[index] = await worker.conduct(task.trial);
      onDone(task);
    }
  };
  const hands = Array.from({ length: crew.sideBySide }, () => crew.workers).flat();
  await Promise.all(hands.map(work));
  return results;
}
