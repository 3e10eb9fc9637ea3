/** Secrets, which a target file only points at. */
import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import type { Environment } from './environment.ts';
import { fileTrouble } from './file-trouble.ts';

/** What a secret is looked for in. */
export interface SecretPlaces {
  readonly environment: Environment;
  /** The folder that a relative `file:` is looked for in: that of the target file. */
  readonly folder: string;
}

/** A secret, or why there is none. */
export type Secret = { readonly value: string } | { readonly mistake: string };

/** Whether text points at a secret, instead of being a value itself. */
export function isReference(text: string): boolean {
  return /^(env:[A-Za-z_][A-Za-z0-9_]*|file:.+)$/.test(text);
}

/** The secret that `env:NAME` or `file:PATH` points at; a line's end at the end of a file is not part of it. */
export function resolveSecret(reference: string, { environment, folder }: SecretPlaces): Secret {
  const name = reference.slice(reference.indexOf(':') + 1);
  if (reference.startsWith('file:')) return secretInFile(resolve(folder, name));
  const value = environment[name];
  if (value === undefined) return { mistake: `the environment variable ${name} is not set` };
  return value === '' ? { mistake: `the environment variable ${name} is empty` } : { value };
}

function secretInFile(path: string): Secret {
  try {
    const value = readFileSync(path, 'utf8').replace(/\r?\n$/, '');
    return value === '' ? { mistake: `the file ${path} is empty` } : { value };
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : 'unknown';
    return { mistake: `the file ${path} ${fileTrouble(code)}` };
  }
}
