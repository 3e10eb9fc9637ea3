/**
 * Times whole processes in turn (A B A B ...), after one warm-up each, and prints medians with their range:
 * `node bench/measure.mjs [runs]`. Build first: `npm run build`.
 */
import { fork } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const at = (path) => fileURLToPath(new URL(path, import.meta.url));
// Beside the reports of users, and one run over the other as theirs.
const reports = at('../reports');
mkdirSync(reports, { recursive: true });
const out = mkdtempSync(join(reports, 'bench-'));
const cli = at('../dist/bin/main.js');

const commands = {
  'empty vitest run': [at('empty-vitest/run.mjs'), []],
  'full run, embedded server': [cli, ['run', '--quiet', '--out', join(out, 'run')]],
};

/** Runs a process to its end; resolves with its wall seconds, processor seconds, peak MiB and exit code. */
function time([script, args]) {
  return new Promise((resolve, reject) => {
    const start = performance.now();
    let usage = {};
    const child = fork(script, args, {
      execArgv: ['--import', at('report-usage.mjs')],
      stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
    });
    child.on('message', (message) => (usage = message));
    child.on('error', reject);
    child.on('exit', (code) => resolve({ seconds: (performance.now() - start) / 1000, code, ...usage }));
  });
}

const median = (values) => values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)];
const range = (values, digits) =>
  `${median(values).toFixed(digits)} (${Math.min(...values).toFixed(digits)}–${Math.max(...values).toFixed(digits)})`;

const runs = Number(process.argv[2] ?? 9);
const measured = Object.fromEntries(Object.keys(commands).map((name) => [name, []]));
for (let i = -1; i < runs; i++) {
  for (const [name, command] of Object.entries(commands)) {
    const result = await time(command);
    if (result.code !== 0) throw new Error(`${name} ended with exit code ${result.code}`);
    if (i >= 0) measured[name].push(result);
  }
}
console.log(`| whole process, median (range) of ${runs} | wall s | processor s | peak MiB |`);
console.log('| --- | --- | --- | --- |');
for (const [name, results] of Object.entries(measured)) {
  const of = (key, digits) =>
    range(
      results.map((result) => result[key]),
      digits,
    );
  console.log(`| ${name} | ${of('seconds', 2)} | ${of('cpuSeconds', 2)} | ${of('peakMiB', 0)} |`);
}
const [empty, full] = Object.values(measured).map((results) => results.map(({ seconds }) => seconds));
console.log(
  `\nratio full / empty, pair by pair: ${range(
    full.map((seconds, i) => seconds / empty[i]),
    2,
  )}`,
);
rmSync(out, { recursive: true, force: true });
