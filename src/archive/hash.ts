/** Hashes of files, read piece by piece. */
import { createHash } from 'node:crypto';
import { closeSync, openSync, readSync } from 'node:fs';
import type { FileFacts } from '../model/outcome.ts';
import { explained } from './explained.ts';

const PIECE = 1 << 18;

/** What a file is now. @throws UsageError when it can't be read */
export function sha256Of(path: string): FileFacts {
  return explained(path, () => {
    const file = openSync(path, 'r');
    try {
      const hash = createHash('sha256');
      const piece = Buffer.alloc(PIECE);
      let bytes = 0;
      for (let read = readSync(file, piece); read > 0; read = readSync(file, piece)) {
        hash.update(piece.subarray(0, read));
        bytes += read;
      }
      return { sha256: hash.digest('hex'), bytes };
    } finally {
      closeSync(file);
    }
  });
}
