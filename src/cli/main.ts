#!/usr/bin/env node
/** The entry of the program: says how it is to be compiled, and only then has it loaded. */
import { optimizeLater } from '../run/short-lived.ts';

const words = process.argv.slice(2);
if (words[0] === 'run' && !words.includes('--help')) optimizeLater();
const { start } = await import('./process.ts');
await start();
