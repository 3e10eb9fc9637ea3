/** For tests only: how the program is started, by `node` and these words. */
import { resolve } from 'node:path';

const root = resolve(import.meta.dirname, '..', '..');

/**
 * From the sources, so that a test sees what was just written; as it was built where the variable CONSULT_BUILT is
 * set, as `npm test` does after the build: that is what users run, and it starts in half the time.
 */
export const programWords: readonly string[] =
  process.env['CONSULT_BUILT'] === undefined
    ? ['--conditions=source', '--import', import.meta.resolve('tsx'), resolve(root, 'src', 'cli', 'main.ts')]
    : [resolve(root, 'dist', 'bin', 'main.js')];
