import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Results } from '../../model/outcome.ts';
import { mixedRun, outcome, resultsOf } from '../../report/sample-run.fixture.ts';
import { cli } from '../stub-context.fixture.ts';

let folder: string;

beforeEach(() => void (folder = mkdtempSync(join(tmpdir(), 'consult-compare-'))));
afterEach(() => rmSync(folder, { recursive: true, force: true }));

function runAt(name: string, results: Results): string {
  const path = join(folder, name);
  mkdirSync(path);
  writeFileSync(join(path, 'results.json'), JSON.stringify(results));
  return path;
}

const good = resultsOf([outcome('RESP-001', 'sms', 'passed'), outcome('CUST-001', 'sms', 'passed')]);
const bad = resultsOf([outcome('RESP-001', 'sms', 'failed'), outcome('CUST-001', 'sms', 'passed')]);
const blind = resultsOf([outcome('RESP-001', 'sms', 'untestable'), outcome('CUST-001', 'sms', 'passed')]);

describe('compare', () => {
  it.each([
    ['nothing got worse', good, good, 0, 'Nothing got worse.'],
    ['something got better', bad, good, 0, 'Nothing got worse.'],
    ['something got worse', good, bad, 1, 'Something got worse.'],
    ['something was not judged again', good, blind, 3, 'Nothing is known to have got worse'],
    ['nothing was judged in both', blind, resultsOf([]), 3, 'Nothing can be said'],
  ])('when %s has its exit code', async (_what, before, after, code, said) => {
    const done = await cli(['compare', runAt('a', before), runAt('b', after)]);

    expect(done.code).toBe(code);
    expect(done.out).toContain(said);
    expect(readdirSync(folder).toSorted()).toEqual(['a', 'b']);
  });

  it('takes results.json as well as its folder, and names the runs by their folders when their versions are equal', async () => {
    const { out } = await cli(['compare', join(runAt('old', good), 'results.json'), runAt('new', bad)]);

    expect(out).toMatch(/\n +old +new\n/);
  });

  it('writes its files where it is told to, and says which', async () => {
    const to = join(folder, 'deep', 'out');
    const { err, code } = await cli(['compare', runAt('a', good), runAt('b', bad), '--out', to]);

    expect(code).toBe(1);
    for (const name of ['comparison.md', 'comparison.html', 'comparison.json']) {
      expect(existsSync(join(to, name))).toBe(true);
      expect(err).toContain(join(to, name));
    }
    expect(JSON.parse(readFileSync(join(to, 'comparison.json'), 'utf8'))).toMatchObject({
      conclusion: 'worse',
    });
  });

  it.each([
    ['json', '{\n  "schemaVersion": 1,\n  "kind": "pair"'],
    ['md', '# Consult: two runs compared\n'],
    ['text', 'Consult: two runs compared\n'],
  ])('prints %s when asked to', async (format, start) => {
    const { out } = await cli(['compare', runAt('a', good), runAt('b', bad), '--format', format]);

    expect(out.startsWith(start)).toBe(true);
  });

  it('puts more than two runs side by side, and concludes nothing', async () => {
    const { code, out } = await cli(['compare', runAt('a', good), runAt('b', bad), runAt('c', mixedRun)]);

    expect(code).toBe(0);
    expect(out).toContain('3 runs side by side');
  });

  it('says what is wrong with what it was given', async () => {
    const a = runAt('a', good);
    writeFileSync(join(folder, 'torn.json'), '{"schemaVersion":1');

    for (const [argv, said] of [
      [[a], 'compare needs two runs or more'],
      [[], 'missing required argument'],
      [[a, join(folder, 'none')], 'does not exist'],
      [[a, join(folder, 'torn.json')], 'is not JSON'],
      [[a, a, '--format', 'pdf'], 'Allowed choices are text, json, md'],
      [[a, a, '--out', join(a, 'results.json')], "Reports can't be written"],
    ] as const) {
      const { code, err } = await cli(['compare', ...argv]);

      expect(code).toBe(2);
      expect(err).toContain(said);
    }
  });
});
