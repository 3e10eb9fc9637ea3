/** Why a file of the user's can't be read, in words. */

const troubles: Readonly<Record<string, string>> = {
  ENOENT: 'does not exist',
  EACCES: 'may not be read by this user',
  EPERM: 'may not be read by this user',
  EISDIR: 'is a folder',
  ENOTDIR: 'does not exist: a part of its path is a file',
};

/** What stands behind the path of a file, by the code of the system's error: `does not exist`. */
export function fileTrouble(code: string): string {
  return Object.hasOwn(troubles, code) ? (troubles[code] ?? '') : `can't be read (${code})`;
}
