/** A command line as text that a shell reads back as the same words. */

const PROGRAM = 'consult-conformance';

/** The program's name and the words after it, quoted where a POSIX shell would take them for something else. */
export function commandLine(argv: readonly string[]): string {
  return [PROGRAM, ...argv.map(quoted)].join(' ');
}

function quoted(word: string): string {
  return /^[\w@%+=:,./-]+$/.test(word) ? word : `'${word.replaceAll("'", "'\\''")}'`;
}
