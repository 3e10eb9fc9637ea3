/** Has vitest make each verdict a test, with Allure results, in a process of its own beside the driving. */
import { fork } from 'node:child_process';
import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { HarnessError } from '../model/errors.ts';
import type { VerdictTests } from './verdict-tests.ts';

/** vitest, starting or started, waiting for a run to be judged. */
export interface OpenVitest {
  /** Says where the Allure results go: a folder of a run's reports, whose `allure-results` is replaced. */
  readonly open: (outDir: string) => void;
  /** Makes each verdict a test; resolves with how many tests there were. */
  readonly run: (verdicts: VerdictTests) => Promise<number>;
  /** Ends it without tests. */
  readonly abandon: () => void;
}

/** Lines of the process that are kept for when it fails. */
const KEPT_CHARACTERS = 4_000;

/** Starts vitest, with Allure results in the `allure-results` of a folder. */
export function openVitest(outDir: string): OpenVitest {
  const vitest = forkVitest();
  vitest.open(outDir);
  return vitest;
}

/** Starts to load vitest. It takes longer than anything else in a run, so it is the first thing to be done. */
export function forkVitest(): OpenVitest {
  const built = fileURLToPath(new URL('./vitest-process.js', import.meta.url));
  const script = existsSync(built) ? built : fileURLToPath(new URL('./vitest-process.ts', import.meta.url));
  // A group of its own: Ctrl-C is for us alone, who then judge what there is, and it may come before vitest listens.
  const detached = process.platform !== 'win32';
  const child = fork(script, [], { stdio: ['ignore', 'pipe', 'pipe', 'ipc'], detached });
  let printed = '';
  const keep = (chunk: Buffer): void => {
    printed = (printed + chunk.toString()).slice(-KEPT_CHARACTERS);
  };
  child.stdout?.on('data', keep);
  child.stderr?.on('data', keep);
  const counted = new Promise<number>((done, reject) => {
    child.once('message', (count) => done(Number(count)));
    child.once('error', reject);
    child.once('close', (code) =>
      reject(
        new HarnessError(
          `vitest ended (exit code ${code}) before it made tests of the verdicts:\n${printed}`,
        ),
      ),
    );
  });
  counted.catch(() => undefined); // looked at by run; until then nobody need hear of it
  return {
    open: (outDir) => void child.send({ allureDir: resolve(outDir, 'allure-results') }, () => undefined),
    run: (verdicts) => {
      child.send({ verdicts }, () => undefined);
      return counted;
    },
    abandon: () => void child.kill(),
  };
}
