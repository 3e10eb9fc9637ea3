/**
 * Part of the build: gathers the type declarations that programs need in dist/types, which is the interface in
 * src/api and whatever it reaches. Their imports get the endings that every resolver takes.
 */
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join, normalize } from 'node:path';
import { fileURLToPath } from 'node:url';

const dist = fileURLToPath(new URL('../dist/', import.meta.url));
const relativeImport = /((?:from|import)\s*\(?\s*)(['"])(\.{1,2}\/[^'"]+)\.[jt]s\2/g;

/** Copies a declaration file of `dist`, and then what it imports. */
function gather(path, seen) {
  if (seen.has(path)) return;
  seen.add(path);
  const text = readFileSync(join(dist, path), 'utf8');
  const target = join(dist, 'types', path);
  mkdirSync(dirname(target), { recursive: true });
  writeFileSync(target, text.replaceAll(relativeImport, '$1$2$3.js$2'));
  for (const [, , , imported] of text.matchAll(relativeImport))
    gather(`${normalize(join(dirname(path), imported))}.d.ts`, seen);
}

rmSync(join(dist, 'types'), { recursive: true, force: true });
gather('src/api/index.d.ts', new Set());
