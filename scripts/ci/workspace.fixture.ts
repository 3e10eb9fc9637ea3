/** A folder that is to a CI job what its checkout is: with target files, and with programs that stand for npm and npx. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, cpSync, mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { programWords } from '../../src/cli/program-words.fixture.ts';

/** How a command came to its end. */
export interface Ended {
  readonly code: number | null;
  readonly said: string;
}

/** A shell, as a CI system starts it, with the place where the script goes. */
export type Shell = readonly string[];

/** A folder in which commands are run. */
export interface Workspace {
  readonly folder: string;
  readonly write: (name: string, text: string) => void;
  /** Runs a script to its end. */
  readonly run: (script: string, shell: Shell, env: Readonly<Record<string, string>>) => Promise<Ended>;
}

/** A folder with files in it; the names are paths below it. */
export function createWorkspace(files: Readonly<Record<string, string>>): Workspace {
  const folder = mkdtempSync(join(tmpdir(), 'consult-ci-'));
  const bin = join(folder, '.bin');
  const write = (name: string, text: string): void => {
    mkdirSync(dirname(join(folder, name)), { recursive: true });
    writeFileSync(join(folder, name), text);
  };
  for (const [name, text] of Object.entries({ ...files, ...stands })) write(name, text);
  for (const name of Object.keys(stands)) chmodSync(join(folder, name), 0o755);
  return {
    folder,
    write,
    run: async (script, [program = 'sh', ...args], env) => {
      const path = `${bin}:${dirname(process.execPath)}:/usr/bin:/bin`;
      const child = spawn(program, [...args, script], {
        cwd: folder,
        env: { PATH: path, HOME: folder, TMPDIR: tmpdir(), NO_COLOR: '1', ...env },
      });
      let said = '';
      for (const stream of [child.stdout, child.stderr])
        stream.setEncoding('utf8').on('data', (text: string) => void (said += text));
      const [code] = (await once(child, 'close')) as [number | null];
      return { code, said };
    },
  };
}

const program = `exec node ${programWords.map((word) => `'${word}'`).join(' ')} "$@"\n`;

/** What the examples install is this checkout. */
const stands: Readonly<Record<string, string>> = {
  '.bin/npm': '#!/bin/sh\n[ "$1" = ci ] || { echo "unexpected: npm $*"; exit 9; }\n',
  '.bin/npx': `#!/bin/sh\n[ "$1" = consult-conformance ] || { echo "unexpected: npx $*"; exit 9; }\nshift\n${program}`,
  '.bin/consult-conformance': `#!/bin/sh\n${program}`,
  'node_modules/consult-conformance/dist/bin/main.js': [
    "const { spawnSync } = require('node:child_process');",
    `const words = [...${JSON.stringify(programWords)}, ...process.argv.slice(2)];`,
    "process.exitCode = spawnSync(process.execPath, words, { stdio: 'inherit' }).status;",
    '',
  ].join('\n'),
};

/** Copies what a job leaves, at a path of its workspace, to a path of another. */
export function handOn(from: Workspace, path: string, to: Workspace, into = path): void {
  cpSync(join(from.folder, path), join(to.folder, into), { recursive: true });
}
