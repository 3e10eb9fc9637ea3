/**
 * `npx vitest run`: every requirement on every channel as one test, against the embedded server, or against
 * the target file that the environment variable CONSULT_TARGET names. The project's own tests have
 * vitest.unit.config.ts.
 */
import { defineConfig } from 'vitest/config';

export default defineConfig({
  resolve: { conditions: ['source'] },
  ssr: { resolve: { conditions: ['source', 'module', 'node', 'development|production'] } },
  test: {
    include: ['suites/conformance.test.ts'],
    globalSetup: ['src/run/global-setup.ts'],
    reporters: ['default', ['allure-vitest/reporter', { resultsDir: 'reports/vitest/allure-results' }]],
    pool: 'threads',
    isolate: false,
  },
});
