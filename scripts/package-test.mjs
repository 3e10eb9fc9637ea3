/**
 * Proves the package as users get it: packs it, installs it into empty folders, and runs it in surroundings that
 * are hard on it, on several versions of Node. The last line is `N passed, N failed`; a line that begins with
 * `not proved` says what this machine could not show. Build first: `npm run build`.
 */
import { chmodSync, existsSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { checkReports, compile, install, runExample } from './package/consumer.mjs';
import { registryEnvironment, run, runRight } from './package/process.mjs';
import { asNobody, availableMeans, makeHostile, offline } from './package/surroundings.mjs';
import { checkDependencies, checkEntries, checkFiles, checkTypes, pack } from './package/tarball.mjs';

/** Other versions of Node, as the registry has them; ours runs everything anyhow. */
const otherNodes = ['22.23.3', '24.21.0'];

const scratch = mkdtempSync(join(tmpdir(), 'consult-conformance-package-'));
chmodSync(scratch, 0o755); // another user has to get in
const marker = join(scratch, 'open', 'loaded');
const counts = { passed: 0, failed: 0 };

/** One proof: passes, or fails with the reason. */
async function prove(name, act) {
  const start = performance.now();
  try {
    const result = await act();
    counts.passed++;
    console.log(`ok     ${name} (${((performance.now() - start) / 1000).toFixed(1)} s)`);
    return result;
  } catch (error) {
    counts.failed++;
    console.log(`FAILED ${name}\n${error instanceof Error ? error.message : error}`);
    return undefined;
  }
}

const notProved = (what, why) => console.log(`not proved: ${what}: ${why}`);

/** A new folder that everybody may write to, for reports. */
function openFolder(name) {
  const folder = join(scratch, 'open', name);
  mkdirSync(folder, { recursive: true });
  for (const each of [join(scratch, 'open'), folder]) chmodSync(each, 0o777);
  return folder;
}

/** Runs the installed program from its folder, and looks at its reports. */
async function conforms(name, folder, { command, env }) {
  const out = openFolder(name);
  const { stdout } = await runRight([...command, 'run', '--quiet', '--out', out], {
    cwd: folder,
    ...(env && { env }),
  });
  if (!stdout.includes('Exit code 0')) throw new Error(`Expected a verdict; printed ${stdout}`);
  if (existsSync(marker))
    throw new Error('A file of the folder was loaded that is none of the program’s business.');
  checkReports(out);
}

/** Another version of Node; `undefined` where it can't be had. */
async function fetchNode(version) {
  const name = `node-${process.platform}-${process.arch}`;
  const folder = join(scratch, `node-${version}`);
  const flags = ['--no-audit', '--no-fund', '--prefer-offline', '--ignore-scripts', '--fetch-retries=1'];
  const { code, output } = await run(['npm', 'install', ...flags, '--prefix', folder, `${name}@${version}`], {
    env: registryEnvironment,
  });
  const binary = join(folder, 'node_modules', name, 'bin', 'node');
  const answer = code === 0 ? await run([binary, '--version']) : { code, output };
  if (answer.code === 0 && answer.output.trim() === `v${version}`) return binary;
  const [, why] = answer.output.match(/^npm error (?!A complete log)(.*(?:\n.*)?)/m) ?? [
    undefined,
    answer.output,
  ];
  notProved(`that it runs on Node ${version}`, why.trim().replaceAll('\n', ' '));
  return undefined;
}

/** That the surroundings are as hard as they are said to be: without this, what passes in them would show nothing. */
async function proveControls(means, folder) {
  const interfaces =
    'process.exit(Object.keys(require("node:os").networkInterfaces()).every((id) => id === "lo") ? 0 : 1)';
  const { command, env } = offline([process.execPath, '-e', interfaces], means);
  if (means.hasNamespaces) await prove('control: no network is there', () => runRight(command, { env }));
  const touch = asNobody(['touch', join(folder, 'node_modules', 'touched')], means);
  if (means.canBeNobody)
    await prove('control: the install can’t be written to', async () => {
      const { code, output } = await run(touch);
      if (code === 0 || !/denied|read-only/i.test(output)) throw new Error(`Expected a refusal: ${output}`);
    });
  await prove('control: vitest itself loads the hostile files', async () => {
    await run([process.execPath, resolve('node_modules', 'vitest', 'vitest.mjs'), 'run'], { cwd: folder });
    if (!existsSync(marker)) throw new Error('None was loaded.');
  });
}

/** Everything at once that a folder and a machine can do to the program. */
async function proveHard(nodes, means, folder) {
  const bin = join(folder, 'node_modules', '.bin', 'consult-conformance');
  const npx = ['npx', '--no', 'consult-conformance'];
  makeHostile(folder, marker);
  await prove('runs by npx, offline, among hostile files', () =>
    conforms('npx', folder, offline(npx, means)),
  );
  await prove('can be made read-only', () => runRight(['chmod', '-R', 'a-w', folder]));
  const hard = (node) => offline(asNobody([node, bin], means), means);
  for (const [version, node] of nodes)
    await prove(`runs on Node ${version}, read-only, offline, among hostile files`, () =>
      conforms(`node-${version}`, folder, hard(node)),
    );
  await proveControls(means, folder);
}

async function main() {
  const means = await availableMeans();
  if (!means.hasNamespaces)
    notProved('that no network is used', 'unshare -n is not to be had; dead addresses instead');
  if (means.isRoot && !means.canBeNobody)
    notProved('that a read-only install is enough', 'setpriv is not to be had');
  const tarball = await prove('packs', () => pack(scratch));
  if (tarball === undefined) return;
  const folder = join(scratch, 'user');
  const nodes = Promise.all(otherNodes.map(async (version) => [version, await fetchNode(version)]));
  const [installed] = await Promise.all([
    prove('installs into an empty folder', () => install(tarball.path, folder).then(() => true)),
    prove('holds what is needed and nothing else', () => checkFiles(tarball)),
    prove('depends on all that it loads', () => checkDependencies(tarball)),
    prove('has right entry points (publint)', () => checkEntries(tarball)),
    prove('has right types (attw)', () => checkTypes(tarball)),
  ]);
  const others = (await nodes).filter(([, binary]) => binary !== undefined);
  if (installed === undefined) return;
  await Promise.all([
    ...['nodenext', 'bundler'].map((form) =>
      prove(`programs compile against it (${form})`, () => compile(folder, form)),
    ),
    prove('the example of the programmatic interface runs', () => runExample(folder)),
  ]);
  await proveHard([[process.versions.node, process.execPath], ...others], means, folder);
}

try {
  await main();
} finally {
  await run(['chmod', '-R', 'u+w', scratch]); // or whoever is not root could not remove it
  rmSync(scratch, { recursive: true, force: true });
}
console.log(`${counts.passed} passed, ${counts.failed} failed`);
process.exitCode = counts.failed === 0 && counts.passed > 0 ? 0 : 1;
