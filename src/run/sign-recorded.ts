/** Signs a run that was recorded before. */
import { readAttestation, readManifest, readResults } from '../archive/index.ts';
import { statementOf, type TestResult } from '../attest/index.ts';
import { UsageError } from '../model/errors.ts';
import { readSigningKey, signRun } from './signing.ts';
import { changesIn } from './verify/files.ts';

/** What was signed. */
export interface SignedRun {
  /** Where the attestation stands. */
  readonly path: string;
  readonly keyId: string;
  /** What the statement says that the run came to. */
  readonly result: TestResult;
  /** How many signatures it has now. */
  readonly signatures: number;
}

/**
 * Signs the run in a folder, beside those who signed the very same files before.
 * @throws UsageError when there is no whole run, a file of it was changed, or the key can't be read
 */
export function signRecorded({
  folder,
  key: keyPath,
  env,
}: {
  readonly folder: string;
  readonly key: string;
  readonly env: Readonly<Record<string, string | undefined>>;
}): SignedRun {
  const key = readSigningKey(keyPath, env);
  const manifest = readManifest(folder);
  if (manifest === undefined)
    throw new UsageError(`${folder} has no manifest.json: it is no whole run. Nothing was signed.`);
  const [change] = changesIn(folder, manifest, []);
  if (change !== undefined)
    throw new UsageError(
      `${change.what} in ${folder} is not the file that the run wrote. Nothing was signed. consult-conformance verify ${folder} says more.`,
    );
  const results = readResults(folder);
  const path = signRun(folder, { results, key, before: readAttestation(folder) });
  const signatures = readAttestation(folder)?.signatures.length ?? 0;
  return { path, keyId: key.id, result: statementOf(results, new Map()).predicate.result, signatures };
}
