/**
 * The process in which vitest makes tests of the verdicts, forked by vitest.ts. It starts at once, so that
 * vitest, its worker and the test file are ready by the time the target has been driven; then it is sent the
 * verdicts, answers with the number of tests, and ends.
 */
import fs, { existsSync, rmSync } from 'node:fs';
import { createRequire, syncBuiltinESMExports } from 'node:module';
import { dirname, join } from 'node:path';
import { BroadcastChannel } from 'node:worker_threads';
import { createVitest, type Vitest } from 'vitest/node';
import { allureOptions } from './allure.ts';
import { optimizeLater } from './short-lived.ts';
import { verdictsChannel, type VerdictTest, type VerdictTests } from './verdict-tests.ts';

/** What the parent says: first where Allure's results go, later what the verdicts are. */
type Said = { readonly allureDir: string } | { readonly verdicts: VerdictTests };

/** Resolves when the parent has said a thing, which may have been before anybody asked. */
function createHearing(): { readonly allureDir: Promise<string>; readonly verdicts: Promise<VerdictTests> } {
  return {
    allureDir: new Promise((resolve) =>
      process.on('message', (said: Said) => 'allureDir' in said && resolve(said.allureDir)),
    ),
    verdicts: new Promise((resolve) =>
      process.on('message', (said: Said) => 'verdicts' in said && resolve(said.verdicts)),
    ),
  };
}

/** Starts vitest without the configuration of whatever folder the user stands in. */
async function open(allureDir: string, verdicts: Promise<VerdictTests>): Promise<Vitest> {
  const known = new Map<string, VerdictTest>();
  void verdicts.then(({ tests }) => tests.forEach((test) => known.set(test.id, test)));
  const root = dirname(createRequire(import.meta.url).resolve('#package'));
  const built = 'dist/bin/conformance.test.js';
  const options = allureOptions(allureDir, (historyId) => known.get(historyId));
  const allure: [string, Record<string, unknown>] = ['allure-vitest/reporter', options];
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
function handOn(verdicts: Promise<VerdictTests>): { readonly close: () => void } {
  const channel = new BroadcastChannel(verdictsChannel);
  channel.addEventListener('message', () => void verdicts.then((known) => channel.postMessage(known)));
  return channel;
}

optimizeLater();
const hearing = createHearing();
process.once('disconnect', () => process.exit(0)); // whoever wanted the tests is gone
process.on('SIGINT', () => undefined); // the parent decides when the run is over
const allureDir = await hearing.allureDir;
rmSync(allureDir, { recursive: true, force: true });
// Allure's writer has every small file flushed to the disk before it goes on, which takes longer than all tests
// together. These results can be made again from the evidence, so that losing them in a power cut is no loss.
fs.fsyncSync = () => undefined;
syncBuiltinESMExports();
const channel = handOn(hearing.verdicts);
const vitest = await open(allureDir, hearing.verdicts);
await vitest.start();
const tests = vitest.state.getTestModules().flatMap((module) => [...module.children.allTests()]).length;
process.send?.(tests);
channel.close();
await vitest.close();
process.exit(0);
