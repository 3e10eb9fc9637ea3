/**
 * The project's test command: every proof in turn, one line each, and at the end the sum.
 * A step that fails does not keep the others from running; the exit code is 1 when any failed.
 */
import { spawn } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const scratch = mkdtempSync(join(tmpdir(), 'consult-conformance-test-'));
const unitReport = join(scratch, 'unit.json');
const browserReport = join(scratch, 'browser.json');
const runFolder = join(scratch, 'run');
const selftestFolder = join(scratch, 'selftest');
const reference = join('reports', 'reference');

/** Counts of a step that is one proof: it passed or it failed. */
const asOne = (code) => (code === 0 ? { passed: 1, failed: 0 } : { passed: 0, failed: 1 });

/** Counts from a vitest JSON report; a runner that died without one counts as one failure. */
function vitestCounts(path) {
  return (code) => {
    const report = JSON.parse(readFileSync(path, 'utf8'));
    const { numPassedTests: passed, numFailedTests: failed, numFailedTestSuites: suites } = report;
    const tests = report.testResults.flatMap(({ assertionResults }) => assertionResults);
    const notRun = tests.filter(({ status }) => ['skipped', 'pending', 'todo'].includes(status));
    return {
      passed,
      failed: failed > 0 ? failed : suites > 0 || code !== 0 ? 1 : 0,
      notRun: notRun.map(({ fullName }) => fullName),
    };
  };
}

/** The arguments of a vitest run that leaves a JSON report. */
const vitest = (config, path) => [
  bin('vitest'),
  'run',
  '--config',
  config,
  '--reporter=dot',
  '--reporter=json',
  `--outputFile.json=${path}`,
];

/** Counts of a conformance run against the embedded server: verdicts that passed, and those that should have. */
function runCounts(code) {
  const { outcomes } = JSON.parse(readFileSync(join(runFolder, 'results.json'), 'utf8'));
  const isBad = ({ verdict }) => !['passed', 'not-applicable'].includes(verdict);
  const passed = outcomes.filter(({ verdict }) => verdict === 'passed').length;
  const failed = outcomes.filter(isBad).length;
  return { passed, failed: failed > 0 ? failed : code === 0 && passed > 0 ? 0 : 1 };
}

/** Counts from the last line of a proof, `N passed, N failed`; a proof without one has failed. */
function lastLineCounts(code, output) {
  const [, passed, failed] = output.match(/^(\d+) passed, (\d+) failed\s*$/m) ?? [];
  if (passed === undefined) return asOne(code === 0 ? 1 : code);
  return { passed: Number(passed), failed: Number(failed) > 0 ? Number(failed) : code === 0 ? 0 : 1 };
}

/** Counts of the self-test, and whether its committed reports are fresh. */
function selftestCounts(code, output) {
  const counts = lastLineCounts(code, output);
  const stale = ['selftest.md', 'selftest.json'].filter(
    (name) => textOf(join(selftestFolder, name)) !== textOf(join(reference, name)),
  );
  for (const name of stale)
    console.log(`       ${join(reference, name)} is not what the self-test finds; npm run golden writes it`);
  return { ...counts, failed: counts.failed + stale.length };
}

/** Counts from the last line of the package test; what it could not prove here is said, whether or not it passed. */
function packageCounts(code, output) {
  for (const [line] of output.matchAll(/^not proved: .*$/gm)) console.log(`       ${line}`);
  return lastLineCounts(code, output);
}

const textOf = (path) => (existsSync(path) ? readFileSync(path, 'utf8') : '');

const bin = (name) => join('node_modules', '.bin', name);
const cli = join('dist', 'bin', 'main.js');

const steps = [
  ['build', ['npm', 'run', '--silent', 'build'], asOne],
  ['lint and format', ['npm', 'run', '--silent', 'lint'], asOne],
  ['types', ['npm', 'run', '--silent', 'types'], asOne],
  ['generated files are fresh', ['npm', 'run', '--silent', 'generated'], asOne],
  ['import rules', ['npm', 'run', '--silent', 'rules'], asOne],
  ['unit tests', vitest('vitest.unit.config.ts', unitReport), vitestCounts(unitReport)],
  ['browser tests', vitest('vitest.browser.config.ts', browserReport), vitestCounts(browserReport)],
  ['the package, installed', [process.execPath, join('scripts', 'package-test.mjs')], packageCounts],
  ['vitest, from the sources', [bin('vitest'), 'run', '--reporter=dot'], asOne],
  [
    'conformance of the embedded server',
    [process.execPath, cli, 'run', '--quiet', '--out', runFolder],
    runCounts,
  ],
  ['reports of the embedded server', [process.execPath, join('scripts', 'reference.mjs')], lastLineCounts],
  [
    'selftest',
    [process.execPath, cli, 'selftest', '--golden', join(reference, 'verdicts.txt'), '--out', selftestFolder],
    selftestCounts,
  ],
];

/**
 * What somebody set for runs is no matter of a proof. Tests that start the program start what was built in the first
 * step: see src/cli/program-words.fixture.ts.
 */
const env = {
  ...Object.fromEntries(Object.entries(process.env).filter(([name]) => !name.startsWith('CONSULT_'))),
  CONSULT_BUILT: 'yes',
};

/** Runs a command; resolves with its exit code and what it printed. */
function run([command, ...args]) {
  return new Promise((resolve) => {
    const child = spawn(command, args, { stdio: ['ignore', 'pipe', 'pipe'], env });
    let output = '';
    child.stdout.on('data', (chunk) => (output += chunk));
    child.stderr.on('data', (chunk) => (output += chunk));
    child.on('error', (error) => resolve({ code: 127, output: String(error) }));
    child.on('close', (code) => resolve({ code: code ?? 1, output }));
  });
}

/** What became of a step, in a word. */
function wordOf({ passed, failed, notRun = [] }) {
  if (failed > 0) return 'FAILED ';
  return passed === 0 && notRun.length > 0 ? 'NOT RUN' : 'ok     ';
}

/** The counts of a step; what can't be counted has failed. */
function countsOf(count, { code, output }) {
  try {
    return count(code, output);
  } catch {
    return { passed: 0, failed: 1 };
  }
}

const whereChromium = '/usr/bin/chromium, or where the variable CHROMIUM says';
const notRun = [];
let passed = 0;
let failed = 0;
for (const [name, command, count] of steps) {
  const start = performance.now();
  const result = await run(command);
  const counts = countsOf(count, result);
  passed += counts.passed;
  failed += counts.failed;
  const seconds = ((performance.now() - start) / 1000).toFixed(1);
  console.log(`${wordOf(counts)} ${name} (${counts.passed} passed, ${counts.failed} failed; ${seconds} s)`);
  if (counts.failed > 0) console.log(result.output.trimEnd());
  for (const title of counts.notRun ?? []) notRun.push(`${name}: ${title}`);
}
if (notRun.length > 0)
  console.log(`NOT RUN: ${notRun.length} tests. The browser tests need Chromium (${whereChromium}).`);
for (const title of notRun) console.log(`NOT RUN ${title}`);
rmSync(scratch, { recursive: true, force: true });
console.log(`${passed} passed, ${failed} failed`);
process.exitCode = failed === 0 ? 0 : 1;
