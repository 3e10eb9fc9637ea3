/**
 * The process in which vitest makes tests of the verdicts, forked by vitest.ts. It starts at once, so that
 * vitest, its worker and the test file are ready by the time the target has been driven; then it is sent the
 * verdicts, answers with the number of tests, and ends.
 */
import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { BroadcastChannel } from 'node:worker_threads';
import { createVitest, type Vitest } from 'vitest/node';
import { verdictsChannel, type VerdictTests } from './verdict-tests.ts';

const [, , allureDir = ''] = process.argv;

/** Starts vitest without the configuration of whatever folder the user stands in. */
async function open(): Promise<Vitest> {
  const root = dirname(createRequire(import.meta.url).resolve('#package'));
  const built = 'dist/suites/conformance.test.js';
  const allure: [string, Record<string, unknown>] = ['allure-vitest/reporter', { resultsDir: allureDir }];
  return createVitest(
    'test',
    {
      config: false,
      root,
      include: [existsSync(join(root, built)) ? built : 'suites/conformance.test.ts'],
      exclude: [],
      watch: false,
      isolate: false,
      fileParallelism: false,
      pool: 'threads',
      reporters: [allure],
      passWithNoTests: false,
      provide: { verdicts: null },
    },
    { resolve: { conditions: ['source'] } },
  );
}

/** Hands the verdicts on to the test file, as soon as both are there. */
function handOn(): { readonly close: () => void } {
  const channel = new BroadcastChannel(verdictsChannel);
  let verdicts: VerdictTests | undefined;
  let isWaiting = false;
  const tryNow = (): void => {
    if (isWaiting && verdicts !== undefined) channel.postMessage(verdicts);
  };
  channel.onmessage = () => {
    isWaiting = true;
    tryNow();
  };
  process.once('message', (message) => {
    verdicts = message as VerdictTests;
    tryNow();
  });
  return channel;
}

process.once('disconnect', () => process.exit(0)); // whoever wanted the tests is gone
process.on('SIGINT', () => undefined); // the parent decides when the run is over
const channel = handOn();
const vitest = await open();
await vitest.start();
const tests = vitest.state.getTestModules().flatMap((module) => [...module.children.allTests()]).length;
process.send?.(tests);
channel.close();
await vitest.close();
process.exit(0);
