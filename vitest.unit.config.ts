/** The project's own tests, but for those that need a browser (`vitest.browser.config.ts`). The conformance run has `vitest.config.ts`. */
import { configDefaults, defineConfig } from 'vitest/config';

// What somebody set for runs is no matter of these tests; CONSULT_BUILT is `npm test`'s own word to them.
for (const name of Object.keys(process.env))
  if (name.startsWith('CONSULT_') && name !== 'CONSULT_BUILT') delete process.env[name];

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
