/**
 * Part of the build: makes of the program's many small files a few large ones, which load in a third of the time,
 * and keeps the catalogue as JSON beside them, so that a run need not read YAML, and the figures of the self-test.
 */
import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import { loadCatalog } from '../dist/src/catalog/index.js';

const dist = (path) => fileURLToPath(new URL(`../dist/${path}`, import.meta.url));

writeFileSync(dist('catalog.json'), JSON.stringify(loadCatalog()));
writeFileSync(dist('proof.json'), JSON.stringify(proof()));
rmSync(dist('bin'), { recursive: true, force: true });
await build({
  entryPoints: {
    main: dist('src/cli/main.js'),
    index: dist('src/api/index.js'),
    'vitest-process': dist('src/run/vitest-process.js'),
    'selftest-process': dist('src/run/selftest/selftest-process.js'),
    'conformance.test': dist('suites/conformance.test.js'),
  },
  outdir: dist('bin'),
  bundle: true,
  splitting: true,
  platform: 'node',
  target: 'node20.19',
  format: 'esm',
  packages: 'external',
  logLevel: 'warning',
});

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
