/** What the package's tarball holds: packs it, and looks at its files, its entry points and its types. */
import { readFileSync } from 'node:fs';
import { isBuiltin } from 'node:module';
import { join } from 'node:path';
import { publint } from 'publint';
import { formatMessage } from 'publint/utils';
import { runRight } from './process.mjs';

const MAX_PACKED = 1_000_000;
const MAX_UNPACKED = 4_000_000;

/** What a user has no use for. Beside it stands the one test that is part of the product. */
const useless =
  /(\.test\.|\.fixture\.|\.map$|\.tsbuildinfo$|(^|\/)(node_modules|reports|bench|scripts|src)\/.*\.ts$)/;
const wanted = new Set(['dist/bin/conformance.test.js']);

/** What has to be there, besides what npm sees to. */
const needed = [
  'dist/bin/main.js',
  'dist/bin/index.js',
  'dist/types/src/api/index.d.ts',
  'dist/catalog.json',
  'specs/consult.openapi.yaml',
  'schemas/tool/target.schema.json',
  'README.md',
  'LICENSE',
];

/** Names of `imports` that the build resolves, so that nothing of them is left at run time. */
const builtIn = new Set(['#kit']);

/** The files that the program finds by a name of `imports` in package.json. */
function namedFiles() {
  const { imports } = JSON.parse(readFileSync('package.json', 'utf8'));
  const rows = Object.entries(imports).filter(([name]) => !builtIn.has(name) && !name.includes('*'));
  return rows.map(([, path]) => path.replace('./', ''));
}

/** Packs what was built; resolves with the tarball's path and what npm says of it. */
export async function pack(folder) {
  const { stdout } = await runRight([
    'npm',
    'pack',
    '--ignore-scripts',
    '--json',
    '--pack-destination',
    folder,
  ]);
  const [facts] = JSON.parse(stdout);
  return { path: join(folder, facts.filename), ...facts };
}

/** @throws Error when the tarball has too much in it, or too little */
export function checkFiles({ files, size, unpackedSize }) {
  const paths = files.map(({ path }) => path);
  const extra = paths.filter((path) => useless.test(path) && !path.endsWith('.d.ts') && !wanted.has(path));
  const missing = [...needed, ...namedFiles()].filter((path) => !paths.includes(path));
  if (extra.length > 0) throw new Error(`The package holds what nobody needs: ${extra.join(', ')}`);
  if (missing.length > 0) throw new Error(`The package lacks ${missing.join(', ')}. Was it built?`);
  if (size > MAX_PACKED || unpackedSize > MAX_UNPACKED)
    throw new Error(`The package is too large: ${size} bytes packed, ${unpackedSize} unpacked.`);
}

const imported =
  /^(?:import|export)\b[^"';]*?"([^".#/][^"]*)";?$|(?:\bimport|\brequire\d*|createRequire\d*\(import\.meta\.url\))\("([^".#/][^"]*)"\)/gm;

/** @throws Error when the program loads a package that nobody who installs it gets */
export function checkDependencies({ files }) {
  const { dependencies } = JSON.parse(readFileSync('package.json', 'utf8'));
  const programs = files.map(({ path }) => path).filter((path) => /^dist\/bin\/.*\.js$/.test(path));
  const named = programs.flatMap((path) =>
    [...readFileSync(path, 'utf8').matchAll(imported)].map(([, whole, called]) => whole ?? called),
  );
  const packages = named.filter((name) => !isBuiltin(name)).map((name) => /^(@[^/]+\/)?[^/]+/.exec(name)[0]);
  const missing = new Set(packages.filter((name) => !Object.hasOwn(dependencies, name)));
  if (packages.length === 0) throw new Error('No import was found in what was built.');
  if (missing.size > 0)
    throw new Error(`These are loaded and are no dependencies in package.json: ${[...missing].join(', ')}`);
}

/** @throws Error with everything that publint has against the package */
export async function checkEntries({ path }) {
  const { buffer, byteOffset, byteLength } = readFileSync(path);
  const tarball = buffer.slice(byteOffset, byteOffset + byteLength);
  const { messages, pkg } = await publint({ pack: { tarball }, strict: true });
  if (messages.length > 0) throw new Error(messages.map((message) => formatMessage(message, pkg)).join('\n'));
}

/** @throws Error with what attw has against its types; CommonJS and the oldest resolution are not promised */
export async function checkTypes({ path }) {
  await runRight([
    process.execPath,
    join('node_modules', '.bin', 'attw'),
    path,
    '--profile',
    'esm-only',
    '--no-emoji',
  ]);
}
