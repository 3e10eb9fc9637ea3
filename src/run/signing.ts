/** Signs runs on disk. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { explained } from '../archive/explained.ts';
import { sha256Of } from '../archive/hash.ts';
import { ATTESTATION, EVIDENCE, MANIFEST, RESULTS } from '../model/run-files.ts';
import { provingKey, seal, signingKey, statementOf, type Envelope } from '../attest/index.ts';
import type { ProvingKey, SignedFiles, SigningKey } from '../attest/index.ts';
import type { Results } from '../model/outcome.ts';
import { writeFile } from '../report/write.ts';

/** The files that a signature is about: the manifest has the hashes of all others. */
const signedFiles: readonly string[] = [MANIFEST, RESULTS, EVIDENCE];

/** What a signature takes. */
export interface SignRequest {
  /** As they stand in the folder. */
  readonly results: Results;
  readonly key: SigningKey;
  /** The envelope that is there: signatures of others on the same files are kept. */
  readonly before?: Envelope | undefined;
}

/**
 * Signs the run in a folder and returns the path of the attestation.
 * @throws UsageError when a file of the run is missing, or the folder may not be written to
 */
export function signRun(folder: string, { results, key, before }: SignRequest): string {
  const files: SignedFiles = new Map(signedFiles.map((name) => [name, sha256Of(join(folder, name))]));
  const path = join(folder, ATTESTATION);
  writeFile(path, `${JSON.stringify(seal(statementOf(results, files), key, before), null, 2)}\n`);
  return path;
}

/** The variables that have to do with signing, and what they mean. */
export const signingVariables = {
  CONSULT_SIGN_PASSPHRASE: 'the passphrase of the key of --sign',
  CONSULT_SIGN_PASSPHRASE_FILE: 'a file that holds it',
} as const;

/** The private key in a file, opened with the passphrase of the environment. @throws UsageError that says why not */
export function readSigningKey(
  path: string,
  environment: Readonly<Record<string, string | undefined>>,
): SigningKey {
  return signingKey(textOf(path), path, passphraseIn(environment));
}

/** The public key in a file. @throws UsageError that says why not */
export function readProvingKey(path: string): ProvingKey {
  return provingKey(textOf(path), path);
}

function textOf(path: string): string {
  return explained(path, () => readFileSync(path, 'utf8'));
}

function passphraseIn(environment: Readonly<Record<string, string | undefined>>): string | undefined {
  const { CONSULT_SIGN_PASSPHRASE: given = '', CONSULT_SIGN_PASSPHRASE_FILE: file = '' } = environment;
  if (given !== '') return given;
  return file === '' ? undefined : textOf(file).replace(/\r?\n$/, '');
}
