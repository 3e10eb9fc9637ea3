import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { guarded } from './ci-output.ts';
import { cli } from './stub-context.fixture.ts';

let folder: string;
let run: string[];

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'consult-github-'));
  run = ['run', '--format', 'junit', '--out', join(folder, 'reports')];
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function onGithub(summary: string) {
  return { env: { GITHUB_ACTIONS: 'true', GITHUB_STEP_SUMMARY: summary } };
}

describe('in GitHub Actions', () => {
  it('what the server said is sealed, and annotations follow', async () => {
    const { out, code } = await cli(run, onGithub(''));

    const [, token = ''] = /^::stop-commands::([\w-]{36})\n/.exec(out) ?? [];
    expect(code).toBe(1);
    expect(out).toContain(
      `\n::${token}::\n::error file=specs/requirements/response.yaml,line=7,title=RESP-002`,
    );
    expect(out.match(/^::warning /gm)).toHaveLength(2);
  });

  it('the report is added to the summary of the step', async () => {
    const summary = join(folder, 'summary.md');
    writeFileSync(summary, 'before');

    await cli(run, onGithub(summary));

    expect(readFileSync(summary, 'utf8')).toMatch(/^before\n# Conformance of Consult\n[^]*## Findings/);
  });

  it('the summary stays within a mebibyte', async () => {
    const summary = join(folder, 'full.md');
    writeFileSync(summary, 'x'.repeat(1024 * 1024 - 2_500));

    await cli(run, onGithub(summary));
    const once = readFileSync(summary, 'utf8');
    await cli(run, onGithub(summary));
    await cli(run, onGithub(summary));

    expect(once).toContain('# Consult: chat against SMS');
    expect(readFileSync(summary, 'utf8').length).toBeLessThanOrEqual(1024 * 1024);
  });

  it('--quiet shows the verdict and nothing else', async () => {
    const { out } = await cli([...run, '--quiet'], onGithub(join(folder, 'quiet.md')));

    expect(out).toMatch(/^Chat conforms, [^\n]*\n$/);
    expect(readFileSync(join(folder, 'quiet.md'), 'utf8')).toContain('# Conformance of Consult');
  });

  it('a summary that can not be written breaks nothing', async () => {
    const { code, err } = await cli([...run, '--quiet'], onGithub(folder));

    expect(code).toBe(1);
    expect(err).toContain("The summary of the step can't be written: ");
  });

  it.each([
    ['Nothing was driven: x', 'Nothing was driven: x'],
    ['at [::1]:8080', 'at [::1]:8080'],
    ['::error::evil', ': :error::evil'],
    ['fine\r\n \t::add-mask::a\n::stop-commands::t\n', 'fine\r\n \t: :add-mask::a\n: :stop-commands::t\n'],
    ['it said ##[add-mask]a', 'it said ## [add-mask]a'],
  ])('%j on standard error is no command of a stranger', (said, shown) => {
    let written = '';
    const status = { write: (text: string) => void (written += text), isTerminal: false, width: 80 };

    guarded(status, { GITHUB_ACTIONS: 'true' }).write(said);
    guarded(status, {}).write(said);

    expect(written).toBe(`${shown}${said}`);
  });

  it('elsewhere nothing of it is shown', async () => {
    const { out } = await cli(run);

    expect(out).not.toContain('::');
  });
});
