#!/usr/bin/env node
/** The entry of the program: begins what takes longest to load, and goes on to the command line. */
import { forkVitest } from '../run/vitest.ts';
import { optimizeLater } from '../run/short-lived.ts';

const words = process.argv.slice(2);
const isRun = words[0] === 'run' && !words.includes('--help');
if (isRun) optimizeLater();
// Only a guess, made before anything is loaded: one that is wrong costs time, and nothing else.
const wantsTests =
  !words.some((word) => word.startsWith('--format')) || /\ball(ure)?\b/.test(words.join(' '));
const tests = isRun && wantsTests ? forkVitest() : undefined;
const { start } = await import('./process.ts');
await start(tests);
