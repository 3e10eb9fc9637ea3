/** Has vitest make each verdict a test, with Allure results, in a process of its own beside the driving. */
import { fork } from 'node:child_process';
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { HarnessError } from '../model/errors.ts';
import type { VerdictTests } from './verdict-tests.ts';

/** vitest, starting or started, waiting for a run to be judged. */
export interface OpenVitest {
  /** Makes each verdict a test; resolves with how many tests there were. */
  readonly run: (verdicts: VerdictTests) => Promise<number>;
  /** Ends it without tests. */
  readonly abandon: () => void;
}

/** Lines of the process that are kept for when it fails. */
const KEPT_CHARACTERS = 4_000;

/**
 * Starts vitest. It takes its time, so it is started before the target is driven.
 * @param allureDir absolute folder of allure-results
 */
export function openVitest(allureDir: string): OpenVitest {
  const built = fileURLToPath(new URL('./vitest-process.js', import.meta.url));
  const script = existsSync(built) ? built : fileURLToPath(new URL('./vitest-process.ts', import.meta.url));
  const child = fork(script, [allureDir], { stdio: ['ignore', 'pipe', 'pipe', 'ipc'] });
  let printed = '';
  const keep = (chunk: Buffer): void => {
    printed = (printed + chunk.toString()).slice(-KEPT_CHARACTERS);
  };
  child.stdout?.on('data', keep);
  child.stderr?.on('data', keep);
  const counted = new Promise<number>((resolve, reject) => {
    let tests: number | undefined;
    child.once('message', (count) => (tests = Number(count)));
    child.once('error', reject);
    child.once('close', (code) => {
      if (tests !== undefined) resolve(tests);
      else
        reject(
          new HarnessError(
            `vitest ended (exit code ${code}) before it made tests of the verdicts:\n${printed}`,
          ),
        );
    });
  });
  counted.catch(() => undefined); // looked at by run; until then nobody need hear of it
  return {
    run: (verdicts) => {
      child.send(verdicts, () => undefined);
      return counted;
    },
    abandon: () => void child.kill(),
  };
}
