/**
 * The committed reports of a run against the embedded server, in reports/reference/run. Without arguments it looks
 * whether they are what this suite says: the reports are made again from the committed results and evidence and have
 * to be the same, byte for byte; the verdicts are judged again; a fresh run must differ in nothing that is judged.
 * `--update` drives the embedded server and writes them anew. The last line is `N passed, N failed`.
 */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('..', import.meta.url));
const cli = join(root, 'dist', 'bin', 'main.js');
const committed = join('reports', 'reference', 'run');
// Allure's results are some 350 files: they are left out.
const formats = ['html', 'md', 'divergence', 'junit', 'ctrf', 'sarif', 'badge'].flatMap((id) => [
  '--format',
  id,
]);
/** Few sessions at once keep the evidence small; what is judged is the same. */
const run = ['run', '--quiet', '--concurrency', '2', ...formats];

const program = (args) => spawnSync(process.execPath, [cli, ...args], { cwd: root, encoding: 'utf8' });

if (process.argv.includes('--update')) {
  const { status, stdout, stderr } = program([...run, '--out', committed]);
  process.stdout.write(stdout + stderr);
  process.exit(status ?? 1);
}

const scratch = mkdtempSync(join(tmpdir(), 'consult-conformance-reference-'));
const said = [];

/** Tries one thing; remembers what the program said when it came out wrong. */
function holds(what, args, isRight = ({ status }) => status === 0) {
  const result = program(args);
  const right = isRight(result);
  if (!right) said.push(`${what}\n${result.stdout}${result.stderr}`);
  return right;
}

const files = Object.keys(JSON.parse(readFileSync(join(root, committed, 'manifest.json'), 'utf8')).files);
const again = join(scratch, 'again');
const checks = [
  holds('The reports can be made again', ['report', committed, ...formats, '--out', again]),
  ...files.map((name) => {
    const same = textOf(join(root, committed, name)) === textOf(join(again, name));
    if (!same) said.push(`${join(committed, name)} is not what this suite writes`);
    return same;
  }),
  holds('The committed report follows from its evidence', ['verify', committed]),
  holds('A fresh run conforms', [...run, '--out', join(scratch, 'fresh')]),
  holds(
    'A fresh run has the verdicts, readings and divergences that are committed',
    ['compare', committed, join(scratch, 'fresh'), '--format', 'json'],
    ({ status, stdout }) => status === 0 && isUnmoved(JSON.parse(stdout)),
  ),
];
rmSync(scratch, { recursive: true, force: true });
const failed = checks.filter((right) => !right).length;
for (const line of said) console.log(line);
if (failed > 0)
  console.log('npm run reference writes them anew; look at the difference before you commit it.');
console.log(`${checks.length - failed} passed, ${failed} failed`);
process.exitCode = failed === 0 ? 0 : 1;

function textOf(path) {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return undefined;
  }
}

/** Whether a comparison shows nothing that is judged to have moved. */
function isUnmoved({ verdicts: { both, ...lone }, divergences, readings }) {
  const isAlone = Object.values(lone).some((rows) => rows.length > 0);
  return (
    !isAlone &&
    both.every(({ from, to }) => from === to) &&
    divergences.listed.length === 0 &&
    readings.length === 0
  );
}
