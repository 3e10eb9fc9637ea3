/** For tests only: what lies in a folder of reports. */
import { readdirSync, readFileSync } from 'node:fs';
import { join, relative, sep } from 'node:path';

/** The files in a folder and below it, as text, by their path there. */
export function contentsOf(folder: string): Readonly<Record<string, string>> {
  const entries = readdirSync(folder, { recursive: true, withFileTypes: true });
  const paths = entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name));
  const named = paths.map((path) => [
    relative(folder, path).replaceAll(sep, '/'),
    readFileSync(path, 'utf8'),
  ]);
  return Object.fromEntries(named) as Record<string, string>;
}
