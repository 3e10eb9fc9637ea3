import { spawnSync } from 'node:child_process';
import { closeSync, existsSync, openSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { programWords } from './program-words.fixture.ts';

function start(...argv: string[]): { code: number | null; out: string; err: string } {
  const { CONSULT_TARGET: _target, CONSULT_BASE_URL: _baseUrl, ...env } = process.env;
  const { status, stdout, stderr } = spawnSync(process.execPath, [...programWords, ...argv], {
    encoding: 'utf8',
    env: { ...env, NO_COLOR: '1' },
  });
  return { code: status, out: stdout, err: stderr };
}

describe('the process', () => {
  it('prints help to its output and ends with 0', () => {
    const { code, out, err } = start();

    expect(code).toBe(0);
    expect(out).toMatch(/^Usage: consult-conformance /);
    expect(err).toBe('');
  });

  it('prints help of a command that is asked for by name, and ends with 0', () => {
    const { code, out } = start('help', 'run');

    expect(code).toBe(0);
    expect(out).toMatch(/^Usage: consult-conformance run /);
  });

  it.skipIf(!existsSync('/dev/full'))('says that nothing can be shown where nobody can read it', () => {
    const full = openSync('/dev/full', 'w');
    const { status, stderr } = spawnSync(process.execPath, [...programWords, 'list'], {
      encoding: 'utf8',
      stdio: ['ignore', full, 'pipe'],
    });
    closeSync(full);

    expect(status).toBe(3);
    expect(stderr).toMatch(/^What is shown can't be written to standard output: .*no space left/);
    expect(stderr).not.toContain('Please report it');
  });

  it('prints an error to its error output and ends with its code', () => {
    const { code, out, err } = start('run', '--target', 'there-is-no-such-file.yaml');

    expect(code).toBe(2);
    expect(out).toBe('');
    expect(err).toBe(
      'The target file there-is-no-such-file.yaml does not exist. consult-conformance init writes one.\n',
    );
  });
});
