/** Runs the verdicts as vitest tests, through vitest's Node API. */
import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { createVitest } from 'vitest/node';
import { loadCatalog } from '../catalog/index.ts';
import type { Entry } from '../model/evidence.ts';
import type { Results } from '../model/outcome.ts';
import { toVerdictTests } from './verdict-tests.ts';

/** The judged run whose verdicts become tests. */
export interface Judged {
  readonly results: Results;
  readonly evidence: readonly Entry[];
}

/** vitest, started and waiting for a run to be judged. */
export interface OpenVitest {
  /** Makes each verdict a test; returns how many tests there were. */
  readonly run: (judged: Judged) => Promise<number>;
}

/** The folder of this package. */
function packageFolder(): string {
  return dirname(createRequire(import.meta.url).resolve('#package'));
}

/**
 * Starts vitest without the configuration of whatever folder the user stands in. It takes its time, so it
 * is started while the target is still being driven.
 * @param allureDir absolute folder of allure-results
 */
export async function openVitest(allureDir: string): Promise<OpenVitest> {
  const root = packageFolder();
  const built = 'dist/suites/conformance.test.js';
  const include = [existsSync(join(root, built)) ? built : 'suites/conformance.test.ts'];
  const allure: [string, Record<string, unknown>] = ['allure-vitest/reporter', { resultsDir: allureDir }];
  const vitest = await createVitest(
    'test',
    {
      config: false,
      root,
      include,
      exclude: [],
      watch: false,
      isolate: false,
      fileParallelism: false,
      pool: 'threads',
      reporters: [allure],
      passWithNoTests: false,
    },
    { resolve: { conditions: ['source'] } },
  );
  return {
    run: async ({ results, evidence }) => {
      try {
        const exitCode = process.exitCode;
        vitest.provide('verdicts', toVerdictTests(loadCatalog(), results, evidence));
        await vitest.start();
        process.exitCode = exitCode; // the exit code is that of the verdicts, which is not vitest's to say
        return vitest.state.getTestModules().flatMap((module) => [...module.children.allTests()]).length;
      } finally {
        await vitest.close();
      }
    },
  };
}
