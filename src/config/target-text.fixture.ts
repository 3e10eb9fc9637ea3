/** For tests only: target files of a few lines, in a folder with certificates, and the environment that they refer to. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { UsageError } from '../model/errors.ts';
import type { Target } from '../model/target.ts';
import { certificate, lockedKey, otherKey, passphrase, privateKey } from './certificate.fixture.ts';
import { readTargetFile } from './target-file.ts';

/** What the files refer to. */
export const environment = {
  PW: 'hunter2',
  TOKEN: 'tok-1',
  CLIENT: 'client-secret',
  KEY: 'api key',
  TWO_LINES: 'a\nb',
  PROXY: 'http://me:pw@proxy.example.com:3128',
  PHRASE: passphrase,
  WRONG: 'wrong',
};

const readings = { 'FAILURE-TIME': ['asynchronous', 'synchronous'], SPELLING: ['documented', 'published'] };

/** A folder for target files. */
export interface TargetFolder {
  /** Writes a target file; returns its path. */
  readonly write: (text: string) => string;
  /** What a file comes to. */
  readonly read: (text: string) => Target;
  /** What is wrong with a file, without its path; none: it can be read. */
  readonly mistakesIn: (text: string) => string[];
  readonly clear: () => void;
}

/** A folder with certificates and keys, and no target file. */
export function createTargetFolder(): TargetFolder {
  const folder = mkdtempSync(join(tmpdir(), 'consult-grammar-'));
  const files = {
    'ca.pem': certificate,
    'key.pem': privateKey,
    'locked.pem': lockedKey,
    'other.pem': otherKey,
  };
  for (const [name, text] of Object.entries(files)) writeFileSync(join(folder, name), text);
  const path = join(folder, 'target.yaml');
  const write = (text: string): string => {
    writeFileSync(path, text);
    return path;
  };
  const read = (text: string): Target => readTargetFile(write(text), { environment, readings });
  const mistakesIn = (text: string): string[] => {
    try {
      read(text);
      return [];
    } catch (error) {
      if (!(error instanceof UsageError)) throw error;
      const [, ...lines] = error.message.split('\n');
      return lines.map((line) => line.trim().replace(`${path}:`, ''));
    }
  };
  return { write, read, mistakesIn, clear: () => rmSync(folder, { recursive: true, force: true }) };
}

const originator = 'originator: { userName: alice, password: env:PW }';

/** The text of a target file with further parties and further keys. */
export function file(parties: string, rest = ''): string {
  return `baseUrl: https://gws.example.com\nparties:\n  ${originator}\n${parties && `  ${parties}\n`}channels: { chat: {} }\n${rest}`;
}
