/** What the suite proves about itself: the figures of the self-test that it was built with. */
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { Proof } from '../model/outcome.ts';

/** The proof that the build left; `undefined` when there is none, as in a checkout that is not built. */
export function loadProof(): Proof | undefined {
  try {
    const path = createRequire(import.meta.url).resolve('#proof');
    return JSON.parse(readFileSync(path, 'utf8')) as Proof;
  } catch {
    return undefined;
  }
}
