/** Runs a program whole, and says how long it took and how much memory its processes had at most. */
import { spawn } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';

const preload = new URL('./tell-usage.mjs', import.meta.url).href;
const require = createRequire(import.meta.url);
const LIMIT_MS = 120_000;

/** The packages of the peers, by the names of their programs. */
const packages = {
  redocly: '@redocly/cli',
  prism: '@stoplight/prism-cli',
  dredd: 'dredd',
  newman: 'newman',
};

/** The script of a peer, as it is installed here. */
export function binOf(program) {
  const folder = folderOf(packages[program]);
  const { bin } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));
  return join(folder, typeof bin === 'string' ? bin : bin[program]);
}

/** The version of a peer. */
export function versionOf(program) {
  return JSON.parse(readFileSync(join(folderOf(packages[program]), 'package.json'), 'utf8')).version;
}

function folderOf(name) {
  const found = require.resolve.paths(name).map((path) => join(path, name));
  const folder = found.find((path) => existsSync(join(path, 'package.json')));
  if (folder === undefined) throw new Error(`${name} is not installed: run npm ci in bench/`);
  return dirname(join(folder, 'package.json'));
}

/**
 * Runs a script of Node to its end; `whileRunning` gets what it has printed so far on every piece, and `stop`.
 * @returns wall and processor seconds, peak MiB of the largest process and of all together, exit code, what it printed
 */
export async function measure(script, args, { cwd, whileRunning } = {}) {
  const folder = mkdtempSync(join(tmpdir(), 'consult-conformance-usage-'));
  const start = performance.now();
  const ended = await new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [script, ...args], {
      cwd,
      env: environment(join(folder, 'usage.txt')),
      stdio: ['ignore', 'pipe', 'pipe'],
      timeout: LIMIT_MS,
    });
    let output = '';
    const take = (chunk) => {
      output += chunk;
      whileRunning?.(output, () => child.kill('SIGTERM'));
    };
    child.stdout.on('data', take);
    child.stderr.on('data', take);
    child.on('error', reject);
    child.on('exit', (code) => resolve({ code, output }));
  });
  const seconds = (performance.now() - start) / 1000;
  const usages = usagesIn(join(folder, 'usage.txt'));
  rmSync(folder, { recursive: true, force: true });
  const sum = (key) => usages.reduce((total, usage) => total + usage[key], 0);
  const largestMiB = Math.max(...usages.map(({ peakMiB }) => peakMiB));
  return { ...ended, seconds, cpuSeconds: sum('cpuSeconds'), largestMiB, totalMiB: sum('peakMiB') };
}

function environment(usageFile) {
  return {
    PATH: process.env.PATH,
    HOME: process.env.HOME,
    NO_COLOR: '1',
    NODE_OPTIONS: `--import ${preload}`,
    CONSULT_BENCH_USAGE: usageFile,
    REDOCLY_TELEMETRY: 'off',
    REDOCLY_SUPPRESS_UPDATE_NOTICE: 'true',
    SCARF_ANALYTICS: 'false',
  };
}

/** What each process used; threads tell that of their process, and whoever ends last tells most. */
function usagesIn(file) {
  const lines = readFileSync(file, 'utf8').trim().split('\n');
  const byProcess = new Map();
  for (const [pid, ...numbers] of lines.map((line) => line.split(' '))) {
    const [peakMiB, cpuSeconds] = numbers.map(Number);
    const known = byProcess.get(pid) ?? { peakMiB: 0, cpuSeconds: 0 };
    byProcess.set(pid, {
      peakMiB: Math.max(known.peakMiB, peakMiB),
      cpuSeconds: Math.max(known.cpuSeconds, cpuSeconds),
    });
  }
  return [...byProcess.values()];
}
