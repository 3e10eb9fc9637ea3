/** What the system says when a file can't be read, in words. */
import { UsageError } from '../model/errors.ts';

const troubles: Readonly<Record<string, string>> = {
  ENOENT: 'does not exist',
  ENOTDIR: 'does not exist: a part of its path is a file',
  EISDIR: 'is a folder',
  EACCES: 'may not be read by this user',
  EPERM: 'may not be read by this user',
  ERR_FS_FILE_TOO_LARGE: 'is too large to be read at once',
};

/** Reads something of a file. @throws UsageError that names the file when it can't be read */
export function explained<T>(path: string, read: () => T): T {
  try {
    return read();
  } catch (error) {
    if (error instanceof UsageError) throw error;
    const code = error instanceof Error && 'code' in error ? String(error.code) : '';
    if (code === '') throw error;
    throw new UsageError(`${path} ${troubles[code] ?? `can't be read (${code})`}.`, { cause: error });
  }
}
