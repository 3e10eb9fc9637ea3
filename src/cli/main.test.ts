import { spawnSync } from 'node:child_process';
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

  it('prints an error to its error output and ends with its code', () => {
    const { code, out, err } = start('run', '--target', 'there-is-no-such-file.yaml');

    expect(code).toBe(2);
    expect(out).toBe('');
    expect(err).toBe('The target file there-is-no-such-file.yaml does not exist.\n');
  });
});
