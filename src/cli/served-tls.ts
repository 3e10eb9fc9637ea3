/** The certificates of the embedded server: made, or read from the files that a user named. */
import { X509Certificate } from 'node:crypto';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { createSecureContext } from 'node:tls';
import { fileTrouble } from '../config/index.ts';
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
export async function prepareTls(wanted: ServedTls, hosts: readonly string[]): Promise<PreparedTls> {
  const { files, demandsClient } = wanted;
  const given = files && readPair(files);
  const isMade = given === undefined || demandsClient;
  const made = isMade
    ? await makeCertificates({ hosts, now: Date.now(), forClients: demandsClient })
    : undefined;
  const { cert, key } = given ?? made ?? { cert: '', key: '' };
  if (made === undefined)
    return { options: { cert, key }, files: authorityOf(given), remove: () => undefined };
  const { write, remove } = openFolder(wanted.folder);
  const authority = given === undefined ? { ca: write('ca.pem', made.ca) } : authorityOf(given);
  if (made.client === undefined) return { options: { cert, key }, files: authority, remove };
  const client = {
    cert: write('client.pem', made.client.cert),
    key: write('client-key.pem', made.client.key),
  };
  return { options: { cert, key, clientCa: made.ca }, files: { ...authority, client }, remove };
}

function authorityOf(given: { readonly ca: string | undefined } | undefined): { readonly ca?: string } {
  return given?.ca === undefined ? {} : { ca: given.ca };
}

interface Folder {
  /** Writes a file and returns its path. */
  readonly write: (name: string, text: string) => string;
  readonly remove: () => void;
}

/** The folder that a user named, which is kept; or one of our own, which is not. */
function openFolder(named: string | undefined): Folder {
  const folder =
    named === undefined ? mkdtempSync(join(tmpdir(), 'consult-conformance-tls-')) : resolve(named);
  return {
    write: (name, text) => {
      const path = join(folder, name);
      try {
        mkdirSync(folder, { recursive: true });
        writeFileSync(path, text, { mode: 0o600 });
      } catch (error) {
        throw new UsageError(`${path} can't be written (${codeOf(error)}).`, { cause: error });
      }
      return path;
    },
    remove: () => {
      if (named === undefined) rmSync(folder, { recursive: true, force: true });
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
    throw new UsageError(`The file of ${flag}, ${path}, ${fileTrouble(codeOf(error))}.`, { cause: error });
  }
}

function codeOf(error: unknown): string {
  return error instanceof Error && 'code' in error ? String(error.code) : 'unknown';
}
