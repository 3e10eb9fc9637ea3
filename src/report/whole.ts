/** Files and folders that are there only when they are whole: a reader never sees half of one. */
import { createHash } from 'node:crypto';
import { appendFileSync, closeSync, copyFileSync, mkdirSync, openSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import type { FileFacts } from '../model/outcome.ts';
import type { NamedText } from './named-text.ts';

/** Copies a file. */
export function copyWhole(from: string, to: string): void {
  movedInto(to, (temporary) => copyFileSync(from, temporary));
}

/** Writes a folder, in place of what was there; returns what its files are, by their names. */
export function writeWholeFolder(path: string, files: Iterable<NamedText>): Record<string, FileFacts> {
  return movedInto(path, (temporary) => {
    mkdirSync(temporary);
    const facts: Record<string, FileFacts> = {};
    for (const { name, text } of files) facts[name] = written(join(temporary, name), [text]);
    rmSync(path, { recursive: true, force: true });
    return facts;
  });
}

const BUFFER = 1 << 18;

/** Writes a file; returns what it is. */
export function writeWhole(path: string, content: string | Iterable<string>): FileFacts {
  return movedInto(path, (temporary) =>
    written(temporary, gathered(typeof content === 'string' ? [content] : content)),
  );
}

/** Has a thing made beside its place, and moves it there. */
function movedInto<T>(path: string, make: (temporary: string) => T): T {
  const temporary = `${path}.${process.pid}.tmp`;
  rmSync(temporary, { recursive: true, force: true }); // of a process that had our number and was killed
  try {
    const made = make(temporary);
    renameSync(temporary, path);
    return made;
  } catch (error) {
    rmSync(temporary, { recursive: true, force: true });
    throw error;
  }
}

function written(path: string, pieces: Iterable<string>): FileFacts {
  const hash = createHash('sha256');
  let bytes = 0;
  const file = openSync(path, 'w');
  try {
    for (const piece of pieces) {
      const encoded = Buffer.from(piece);
      hash.update(encoded);
      bytes += encoded.length;
      appendFileSync(file, encoded);
    }
  } finally {
    closeSync(file);
  }
  return { sha256: hash.digest('hex'), bytes };
}

/** The same text in fewer pieces: a call to the system for each line would be slow. */
function* gathered(pieces: Iterable<string>): Generator<string> {
  let text = '';
  for (const piece of pieces) {
    text += piece;
    if (text.length < BUFFER) continue;
    yield text;
    text = '';
  }
  yield text;
}
