import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { generateKeyPairSync } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { UsageError } from '../../model/errors.ts';
import type { Verification } from '../../model/verification.ts';
import { cli } from '../stub-context.fixture.ts';

let folder: string;
let key: string;

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'consult-verify-command-'));
  key = join(folder, 'signing.key');
  writeFileSync(key, generateKeyPairSync('ed25519').privateKey.export({ type: 'pkcs8', format: 'pem' }));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe('verify', () => {
  it('verifies a folder with the keys that were named', async () => {
    const { code, out, asked } = await cli(['verify', 'runs/a', '--key', 'a.pem', '--key', 'b.pem']);

    expect(code).toBe(0);
    expect(asked.verify).toEqual({ folder: 'runs/a', keys: ['a.pem', 'b.pem'] });
    expect(out).toContain('The report follows from the evidence.');
  });

  it('writes the same as JSON', async () => {
    const { out } = await cli(['verify', 'runs/a', '--format', 'json']);

    expect(JSON.parse(out)).toMatchObject({ schemaVersion: 1, folder: 'runs/a', answer: 'agrees' });
  });

  it('ends with 1 when the report does not follow', async () => {
    const verifyRun = async (): Promise<Verification> => ({
      schemaVersion: 1,
      folder: 'f',
      suite: { reported: { version: '1', requirementSet: 'a' }, own: { version: '1', requirementSet: 'a' } },
      answer: 'disagrees',
      steps: [{ id: 'verdicts', state: 'failed', said: 'No.', deviations: [] }],
    });

    expect((await cli(['verify', 'f'], { layers: { verifyRun } })).code).toBe(1);
  });

  it('ends with 2 and no stack when the folder holds no run, or none is named', async () => {
    const verifyRun = async (): Promise<Verification> => {
      throw new UsageError('f does not exist.');
    };

    expect(await cli(['verify', 'f'], { layers: { verifyRun } })).toMatchObject({
      code: 2,
      err: 'f does not exist.\n',
    });
    expect((await cli(['verify'])).code).toBe(2);
  });
});

describe('signing', () => {
  it('says what was signed, where and by which key', async () => {
    const { code, out } = await cli(['sign', 'runs/a', '--key', 'a.key']);

    expect(code).toBe(0);
    expect(out).toBe('Signed PASSED in runs/a/attestation.dsse.json by the key abc.\n');
  });

  it('needs a key', async () => {
    expect((await cli(['sign', 'runs/a'])).code).toBe(2);
  });

  it('of a run names the attestation among its files', async () => {
    const out = join(folder, 'run');

    const { out: shown } = await cli(['run', '--out', out, '--sign', key]);

    expect(shown).toContain(join(out, 'attestation.dsse.json'));
  });

  it('of a run with a key that can not be used drives nothing', async () => {
    const { code, err, asked } = await cli([
      'run',
      '--out',
      join(folder, 'none'),
      '--sign',
      join(folder, 'no.key'),
    ]);

    expect(code).toBe(2);
    expect(err).toContain('no.key does not exist');
    expect(asked.run).toBeUndefined();
  });

  it('that is not asked for again leaves no signature on other files', async () => {
    const out = join(folder, 'again');
    await cli(['run', '--out', out, '--sign', key]);

    const { out: shown } = await cli(['run', '--out', out]);

    expect(shown).not.toContain('attestation.dsse.json');
  });
});
