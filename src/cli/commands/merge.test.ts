import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { UsageError } from '../../model/errors.ts';
import { cli } from '../stub-context.fixture.ts';

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'consult-merge-cli-'));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe('merge', () => {
  it('hands over what the folders make together', async () => {
    const out = join(folder, 'all');

    const { code, out: shown, asked } = await cli(['merge', 'a', 'b', 'c', '--out', out]);

    expect(code).toBe(1);
    expect(asked.merge).toEqual(['a', 'b', 'c']);
    expect(shown).toMatch(/^INCOMPLETE: /);
    expect(readdirSync(out)).toContain('results.json');
  });

  it('writes no reports when the folders do not make one run', async () => {
    const out = join(folder, 'never');
    const mergeShards = () => Promise.reject(new UsageError('Shard 2 of 2 is missing.'));

    const { code, err } = await cli(['merge', 'a', '--out', out], { layers: { mergeShards } });

    expect(code).toBe(2);
    expect(err).toContain('Shard 2 of 2 is missing.');
    expect(readdirSync(folder)).not.toContain('never');
  });

  it('does not write its reports over one of the shards', async () => {
    const { code, err, asked } = await cli(['merge', 'shards/a', 'shards/b', '--out', './shards/a/']);

    expect(code).toBe(2);
    expect(err).toContain("The reports can't go into shards/a, which is one of the shards.");
    expect(asked.merge).toBeUndefined();
  });

  it('needs folders', async () => {
    const { code, err } = await cli(['merge']);

    expect(code).toBe(2);
    expect(err).toContain("missing required argument 'folder'");
  });
});
