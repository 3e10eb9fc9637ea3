/**
 * Part of the build: makes of the program's many small files a few large ones, which load in a third of the time,
 * and keeps the catalogue as JSON beside them, so that a run need not read YAML, and the figures of the self-test.
 */
import { readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import { loadCatalog } from '../dist/src/catalog/index.js';

/** The packages that every run loads: of hundreds of files, they load in less than half the time as a part of ours. */
const takenIn = ['ajv', 'ajv-formats', 'cometd-nodejs-server', 'commander', 'undici', 'yaml'];

const dist = (path) => fileURLToPath(new URL(`../dist/${path}`, import.meta.url));

writeFileSync(dist('catalog.json'), JSON.stringify(loadCatalog()));
writeFileSync(dist('proof.json'), JSON.stringify(proof()));
rmSync(dist('bin'), { recursive: true, force: true });
const { metafile } = await build({
  entryPoints: {
    main: dist('src/cli/main.js'),
    index: dist('src/api/index.js'),
    'reference-thread': dist('src/run/reference-thread.js'),
    'selftest-process': dist('src/run/selftest/selftest-process.js'),
  },
  outdir: dist('bin'),
  bundle: true,
  splitting: true,
  platform: 'node',
  target: 'node20.19',
  format: 'esm',
  external: others(),
  // What was taken in may ask for parts of Node as CommonJS does.
  banner: {
    js: "import { createRequire as nodeRequire } from 'node:module'; const require = nodeRequire(import.meta.url);",
  },
  metafile: true,
  logLevel: 'warning',
});
writeFileSync(dist('bin/LICENSES.txt'), licences(Object.keys(metafile.inputs)));

/** The dependencies that stay packages of their own. */
function others() {
  const { dependencies } = JSON.parse(
    readFileSync(fileURLToPath(new URL('../package.json', import.meta.url)), 'utf8'),
  );
  return Object.keys(dependencies).filter((name) => !takenIn.includes(name));
}

/** The licences of the packages that the files belong to. */
function licences(files) {
  const folders = new Set(
    files.flatMap((file) => /^.*node_modules\/(?:@[^/]+\/)?[^/]+/.exec(file)?.[0] ?? []),
  );
  return [...folders].sort().map(licenceIn).join('\n');
}

/** What a package says of itself, and its licence. */
function licenceIn(folder) {
  const { name, version, license } = JSON.parse(readFileSync(`${folder}/package.json`, 'utf8'));
  const text = readdirSync(folder).find((file) => /^licen[cs]e/i.test(file));
  if (text === undefined) throw new Error(`${name} can't be taken in: it has no licence text`);
  return `${name} ${version} (${license})\n\n${readFileSync(`${folder}/${text}`, 'utf8')}\n`;
}

/** The figures of the committed self-test, which the tests compare with a fresh one. */
function proof() {
  const path = fileURLToPath(new URL('../reports/reference/selftest.json', import.meta.url));
  const { faults, variants, nulls, checks, withoutKiller } = JSON.parse(readFileSync(path, 'utf8'));
  const right = (rows) => rows.filter(({ ok }) => ok).length;
  return {
    faults: faults.length,
    killed: right(faults),
    checks,
    withKiller: checks - withoutKiller.length,
    variants: variants.length,
    green: right(variants),
    nullServers: nulls.length,
    passedByNull: new Set(nulls.flatMap(({ passed }) => passed)).size,
  };
}
