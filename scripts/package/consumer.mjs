/** A program that uses the package: installs it, compiles against its types, runs the example of the documentation. */
import { copyFileSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { plainEnvironment, registryEnvironment, runRight, startServer } from './process.mjs';

/** Installs a tarball into an empty folder, as a user does. */
export async function install(tarball, folder) {
  mkdirSync(folder);
  await runRight(['npm', 'install', '--no-audit', '--no-fund', '--prefer-offline', tarball], {
    cwd: folder,
    env: registryEnvironment,
  });
}

/** @throws Error unless a folder holds the reports of a whole run that found nothing wrong, on both channels */
export function checkReports(folder) {
  const { complete, outcomes, summary } = JSON.parse(readFileSync(join(folder, 'results.json'), 'utf8'));
  const counts = Object.values(summary);
  if (!complete || counts.length !== 2 || counts.some(({ passed, failed }) => passed === 0 || failed > 0))
    throw new Error(
      `Expected a complete run in which nothing failed; seen ${JSON.stringify({ complete, summary })}`,
    );
  const tests = readdirSync(join(folder, 'allure-results')).filter((name) => name.endsWith('-result.json'));
  if (tests.length !== outcomes.length)
    throw new Error(
      `Expected an Allure result for each of ${outcomes.length} verdicts; seen ${tests.length}`,
    );
}

const program = `
import { defineTarget, judge, loadCatalog, readEvidence, readTarget, runConformance, Secret, UsageError } from 'consult-conformance';
import type { Entry, Judgement, Outcome, Results, Run, RunOptions, Target, TargetDefinition } from 'consult-conformance';

const definition: TargetDefinition = {
  baseUrl: 'https://gws.example.com',
  parties: { originator: { userName: 'alice', password: new Secret('x') }, consultant: { userName: 'bob', password: 'env:BOB' } },
  channels: { chat: { source: { kind: 'list', ids: ['1'] } } },
};
export const target: Target = defineTarget(definition, { environment: { BOB: 'y' } });
export const other: Promise<Target> = readTarget('target.yaml');
const options: RunOptions = { target, channels: ['chat'], only: ['RESP-001'], baseline: 'baseline.yaml', signal: AbortSignal.timeout(1) };
export const run: Promise<Run> = runConformance(options);
export const again = (entries: Iterable<Entry>): Judgement => judge(entries, { readings: { 'FAILURE-TIME': 'asynchronous' } });
export const recorded: Judgement = judge(readEvidence('reports/latest'));
export const failed = ({ outcomes }: Results): readonly Outcome[] => outcomes.filter(({ verdict }) => verdict === 'failed');
export const texts: readonly string[] = loadCatalog().requirements.map(({ text }) => text);
export const isMine = (error: unknown): boolean => error instanceof UsageError;
// @ts-expect-error a key that is not there
defineTarget({ ...definition, baseURL: '' });
// @ts-expect-error a channel that is not there
void runConformance({ channels: ['voice'] });
`;

/** Compiler options of programs that use the package; every declaration file is checked as well. */
const forms = {
  nodenext: { module: 'nodenext', moduleResolution: 'nodenext', lib: ['es2023'], types: ['node'] },
  bundler: { module: 'esnext', moduleResolution: 'bundler', lib: ['es2023', 'dom'], types: [] },
};

/** @throws Error when a program that uses the package does not compile. `form`: a row of the table above */
export async function compile(folder, form) {
  const own = join(folder, `compile-${form}`);
  mkdirSync(own);
  writeFileSync(join(own, 'package.json'), '{ "type": "module" }');
  writeFileSync(join(own, 'program.ts'), program);
  const strict = { strict: true, exactOptionalPropertyTypes: true, skipLibCheck: false, noEmit: true };
  const typeRoots = [resolve('node_modules', '@types')];
  const compilerOptions = { ...strict, target: 'es2022', typeRoots, ...forms[form] };
  writeFileSync(join(own, 'tsconfig.json'), JSON.stringify({ compilerOptions, include: ['program.ts'] }));
  await runRight([process.execPath, resolve('node_modules', 'typescript', 'bin', 'tsc'), '-p', own]);
}

const roles = ['originator', 'consultant', 'bystander', 'featureless', 'second'];

/** Runs examples/api/run.mjs with the installed package, against the embedded server in another process. */
export async function runExample(folder) {
  const main = join(folder, 'node_modules', 'consult-conformance', 'dist', 'bin', 'main.js');
  const server = await startServer([process.execPath, main, 'serve', '--port', '0'], { cwd: folder });
  try {
    copyFileSync(join('examples', 'api', 'run.mjs'), join(folder, 'run.mjs'));
    const passwords = roles.map((role) => [`CONSULT_${role.toUpperCase()}_PASSWORD`, `${role}-password`]);
    const outDir = join(folder, 'api');
    const env = {
      ...plainEnvironment,
      ...Object.fromEntries(passwords),
      GWS_URL: server.address,
      OUT_DIR: outDir,
    };
    const { stdout } = await runRight([process.execPath, 'run.mjs'], { cwd: folder, env });
    checkReports(outDir);
    if (!stdout.includes('The evidence alone gives the same verdicts.')) throw new Error(stdout);
    const texts = readdirSync(outDir, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => readFileSync(join(entry.parentPath, entry.name), 'utf8'));
    if ([stdout, ...texts].some((text) => roles.some((role) => text.includes(`${role}-password`))))
      throw new Error('A password stands in what the example printed or wrote.');
  } finally {
    server.stop();
  }
}
