import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { makeCertificates } from '../reference/index.ts';
import { prepareTls } from './served-tls.ts';

describe('certificates of the embedded server', () => {
  let folder: string;
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'consult-served-'));
  });
  afterAll(() => rmSync(folder, { recursive: true }));

  const written = (name: string, text: string): string => {
    const path = join(folder, name);
    writeFileSync(path, text);
    return path;
  };

  it('are made, and what clients need is in files until the end', async () => {
    const { options, files, remove } = await prepareTls({ demandsClient: true }, ['localhost']);
    const { ca = '', client = { cert: '', key: '' } } = files;

    expect(options.clientCa).toBe(readFileSync(ca, 'utf8'));
    expect(readFileSync(client.key, 'utf8')).toContain('PRIVATE KEY');
    remove();
    expect([ca, client.cert, client.key].filter((path) => existsSync(path))).toEqual([]);
  });

  it('are kept in a folder that a user named', async () => {
    const named = join(folder, 'certificates');

    const { files, remove } = await prepareTls({ demandsClient: false, folder: named }, ['localhost']);
    remove();

    expect(files).toEqual({ ca: join(named, 'ca.pem') });
    expect(existsSync(join(named, 'ca.pem'))).toBe(true);
  });

  it('are read from files; one that signed itself is its own authority', async () => {
    const made = await makeCertificates({ hosts: ['localhost'], now: Date.now() });
    const pair = { cert: written('cert.pem', made.cert), key: written('key.pem', made.key) };

    const { options, files, remove } = await prepareTls({ files: pair, demandsClient: false }, ['localhost']);
    remove();

    expect(options).toEqual({ cert: made.cert, key: made.key });
    expect(files).toEqual({});
  });

  it.each([
    [
      'files that are not there',
      { cert: 'none.pem', key: 'none.pem' },
      /--tls-cert, none\.pem, does not exist\./,
    ],
    [
      'files that are something else',
      { cert: 'package.json', key: 'package.json' },
      /no certificate and its key/,
    ],
  ])('are refused as %s', async (_what, files, says) => {
    await expect(prepareTls({ files, demandsClient: false }, [])).rejects.toThrow(says);
  });
});
