/** Files and folders that are there only when they are whole: a reader never sees half of one. */
import { createHash } from 'node:crypto';
import {
  appendFileSync,
  closeSync,
  constants,
  copyFileSync,
  existsSync,
  ftruncateSync,
  lstatSync,
  mkdirSync,
  openSync,
  readdirSync,
  renameSync,
  rmSync,
  type Stats,
} from 'node:fs';
import { join } from 'node:path';
import type { FileFacts } from '../model/outcome.ts';
import type { NamedText } from './named-text.ts';

/** Copies a file. */
export function copyWhole(from: string, to: string): void {
  movedInto(to, (temporary) => copyFileSync(from, temporary));
}

/**
 * Writes a folder, in place of what was there; returns what its files are, by their names. Files that are there already
 * are written over under their new names: some file systems take a millisecond to make a file where others have just
 * been removed, and a run may write hundreds.
 */
export function writeWholeFolder(path: string, files: Iterable<NamedText>): Record<string, FileFacts> {
  return movedInto(path, (temporary) => {
    const spare = emptied(path, temporary);
    const facts: Record<string, FileFacts> = {};
    for (const { name, text } of files) {
      const place = join(temporary, name);
      const old = spare.pop();
      if (old !== undefined) renameSync(old, place);
      facts[name] = written(place, [text]);
    }
    for (const old of spare) rmSync(old);
    return facts;
  });
}

/** Moves a folder; what is left in it are files that may be written over, whose paths are returned. Or makes a new one. */
function emptied(path: string, to: string): string[] {
  if (lstatSync(path, { throwIfNoEntry: false })?.isDirectory() !== true) {
    rmSync(path, { force: true });
    mkdirSync(to);
    return [];
  }
  renameSync(path, to);
  return readdirSync(to).flatMap((name, i) => {
    const [old, spare] = [join(to, name), join(to, `.spare-${i}`)];
    if (isSpare(lstatSync(old))) renameSync(old, spare);
    else rmSync(old, { recursive: true, force: true });
    return existsSync(spare) ? [spare] : [];
  });
}

/** Whether nobody misses what is in a file: under another name, it would be somebody else's. */
function isSpare(found: Stats): boolean {
  return found.isFile() && found.nlink === 1 && (found.mode & constants.S_IWUSR) !== 0;
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
  // A file that was emptied first would be put on the disk at once by some file systems.
  const file = openSync(path, constants.O_WRONLY | constants.O_CREAT);
  try {
    for (const piece of pieces) {
      const encoded = Buffer.from(piece);
      hash.update(encoded);
      bytes += encoded.length;
      appendFileSync(file, encoded);
    }
    ftruncateSync(file, bytes);
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
