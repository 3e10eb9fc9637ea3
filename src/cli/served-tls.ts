/** The certificates of the embedded server: made, or read from the files that a user named. */
import { X509Certificate } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { createSecureContext } from 'node:tls';
import { UsageError } from '../model/errors.ts';
import { makeCertificates, type TlsOptions } from '../reference/index.ts';
import type { ClientTlsFiles, ServedTls } from './layers.ts';

/** What the server gets, what its clients need, and how the files that were written are removed. */
export interface PreparedTls {
  readonly options: TlsOptions;
  readonly files: ClientTlsFiles;
  readonly remove: () => void;
}

/** Makes or reads certificates. Throws UsageError when what a user named is none. */
export async function prepareTls(
  { files, demandsClient }: ServedTls,
  hosts: readonly string[],
): Promise<PreparedTls> {
  const isMade = files === undefined;
  const made = isMade || demandsClient ? await makeCertificates({ hosts, now: Date.now() }) : undefined;
  const given = files && readPair(files);
  const { cert, key } = given ?? made ?? { cert: '', key: '' };
  const folder = made && mkdtempSync(join(tmpdir(), 'consult-conformance-tls-'));
  const write = (name: string, text: string): string => {
    const path = join(folder ?? '', name);
    writeFileSync(path, text, { mode: 0o600 });
    return path;
  };
  const ca = given === undefined ? made && write('ca.pem', made.ca) : given.ca;
  const client =
    made && demandsClient
      ? { cert: write('client.pem', made.client.cert), key: write('client-key.pem', made.client.key) }
      : undefined;
  return {
    options: { cert, key, ...(made && demandsClient ? { clientCa: made.ca } : {}) },
    files: { ...(ca === undefined ? {} : { ca }), ...(client === undefined ? {} : { client }) },
    remove: () => {
      if (folder !== undefined) rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** A certificate and its key; one that signed itself is its own authority. */
function readPair(files: { readonly cert: string; readonly key: string }): {
  readonly cert: string;
  readonly key: string;
  readonly ca: string | undefined;
} {
  const cert = readText(files.cert, '--tls-cert');
  const key = readText(files.key, '--tls-key');
  try {
    createSecureContext({ cert, key });
    const { subject, issuer } = new X509Certificate(cert);
    return { cert, key, ca: subject === issuer ? resolve(files.cert) : undefined };
  } catch (error) {
    throw new UsageError(
      `${files.cert} and ${files.key} are no certificate and its key. Expected PEM files that belong together, the key without a passphrase.`,
      { cause: error },
    );
  }
}

function readText(path: string, flag: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : 'unknown';
    throw new UsageError(`The file of ${flag}, ${path}, can't be read (${code}).`, { cause: error });
  }
}
