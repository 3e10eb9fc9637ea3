/** The measure of a run: vitest through its Node API, without isolation, with one trivial test. */
import { dirname } from 'node:path';
import { fileURLToPath } from 'node:url';
import { createVitest } from 'vitest/node';

const root = dirname(fileURLToPath(import.meta.url));
const vitest = await createVitest('test', {
  config: false,
  root,
  watch: false,
  isolate: false,
  pool: 'threads',
  reporters: ['dot'],
});
await vitest.start();
await vitest.close();
