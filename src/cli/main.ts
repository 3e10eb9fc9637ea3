#!/usr/bin/env node
/** The entry of the program: begins what takes longest to load, and goes on to the command line. */
import { forkVitest } from '../run/vitest.ts';

const isRun = process.argv[2] === 'run' && !process.argv.includes('--help');
const tests = isRun ? forkVitest() : undefined;
const { start } = await import('./process.ts');
await start(tests);
