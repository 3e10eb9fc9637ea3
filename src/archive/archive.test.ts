import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { evidence, mixedRun, catalog } from '../report/sample-run.fixture.ts';
import { writeReports } from '../report/index.ts';
import { readEvidence, readResults, readWholeRun, sha256Of } from './index.ts';

let folder: string;

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'consult-archive-'));
  writeReports(folder, { results: mixedRun, evidence, catalog });
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function file(name: string, text: string): string {
  const path = join(folder, name);
  writeFileSync(path, text);
  return path;
}

describe('results read back', () => {
  it('are what was written, from the folder and from the file', () => {
    const facts = sha256Of(join(folder, 'evidence.jsonl'));

    expect(readResults(folder)).toEqual({ ...mixedRun, evidence: facts });
    expect(readResults(join(folder, 'results.json'))).toEqual(readResults(folder));
  });

  it.each([
    ['that is not there', () => 'missing.json', 'does not exist'],
    ['that is not JSON', () => file('broken.json', '{'), 'is not JSON'],
    ['of a later version', () => file('later.json', '{"schemaVersion":2}'), 'this suite reads version 1'],
    ['of something else', () => file('other.json', '{"schemaVersion":1,"a":1}'), "required property 'suite'"],
  ])('from a file %s are refused, naming it', (_what, path, said) => {
    const at = path();

    expect(() => readResults(at)).toThrow(said);
    expect(() => readResults(at)).toThrow(at);
  });
});

describe('a whole run read back', () => {
  it('is one that was not split', () => {
    expect(readWholeRun(folder)).toEqual(readResults(folder));
  });

  it('is no shard: what is not in that is not gone', () => {
    const asked = { channels: ['chat'], only: [], pinned: {}, shard: { index: 2, of: 4 } };
    const path = file('shard.json', JSON.stringify({ ...mixedRun, asked }));

    expect(() => readWholeRun(path)).toThrow(`${path} is shard 2 of 4`);
  });
});

describe('evidence read back', () => {
  it('is what was written, as often as it is gone through', () => {
    const read = readEvidence(join(folder, 'evidence.jsonl'));

    expect(JSON.stringify([...read])).toBe(JSON.stringify([...read]));
    expect([...read].map(({ seq }) => seq)).toEqual(evidence.map(({ seq }) => seq));
  });

  it.each([
    ['a line that was cut', '{"seq":0,"at":1,"kind":"watch"}\n{"seq":1,"at', ':2: expected an entry'],
    [
      'a line twice',
      '{"seq":0,"at":1,"kind":"watch"}\n{"seq":0,"at":1,"kind":"watch"}\n',
      ':2: seq 0 comes after 0',
    ],
    ['an empty line', '{"seq":0,"at":1,"kind":"watch"}\n\n', ':2: expected an entry'],
  ])('with %s is refused, naming the line', (_what, text, said) => {
    const path = file('bad.jsonl', text);

    expect(() => [...readEvidence(path)]).toThrow(said);
  });

  it('reads lines longer than a piece, whatever their characters', () => {
    const text = 'ü€😀'.repeat(200_000);
    const path = file('long.jsonl', `${JSON.stringify({ seq: 0, at: 0, kind: 'watch', text })}\n`);

    expect([...readEvidence(path)]).toEqual([{ seq: 0, at: 0, kind: 'watch', text }]);
  });
});
