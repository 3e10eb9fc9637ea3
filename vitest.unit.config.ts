/** The project's own tests, but for those that need a browser (`vitest.browser.config.ts`). The conformance run has `vitest.config.ts`. */
import { configDefaults, defineConfig } from 'vitest/config';

export default defineConfig({
  ssr: { resolve: { conditions: ['source', 'module', 'node', 'development|production'] } },
  resolve: { conditions: ['source'] },
  test: {
    include: ['src/**/*.test.ts', 'scripts/**/*.test.ts'],
    exclude: [...configDefaults.exclude, 'src/**/*.browser.test.ts'],
    pool: 'forks',
    // A machine may have much else to do: whoever waits for an event may wait for long.
    testTimeout: 60_000,
    hookTimeout: 60_000,
    expect: { poll: { timeout: 20_000 } },
  },
});
