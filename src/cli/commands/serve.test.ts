import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { configureTarget } from '../../config/index.ts';
import type { ServeRequest } from '../layers.ts';
import { cli } from '../stub-context.fixture.ts';

let folder: string;

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'consult-cli-'));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function targetFile(text: string): string {
  const path = join(folder, 'target.yaml');
  writeFileSync(path, text);
  return path;
}

/** The server of somebody who asks for nothing in particular. */
const plain: ServeRequest = {
  port: 0,
  csrf: false,
  basePath: '',
  auth: 'basic',
  singleLogin: false,
  balancer: false,
  gzip: false,
  customers: false,
  faults: [],
  variants: [],
};

describe('serve', () => {
  const interrupted = { interruption: () => AbortSignal.abort() };

  it('starts a right server, and closes it at ctrl-C', async () => {
    const { code, out: shown, asked } = await cli(['serve'], interrupted);

    expect(code).toBe(0);
    expect(asked.serve).toEqual(plain);
    expect(asked.closed).toBe(true);
    expect(shown).toContain('answers at http://127.0.0.1:4711/gws');
    expect(shown).toContain('originator: alice / it');
  });

  it('starts the server that was asked for', async () => {
    const argv = [
      '--port',
      '8080',
      '--csrf',
      '--base-path',
      '/gws/',
      '--fault',
      'no-answer@sms',
      '--fault',
      'NO-ANSWER',
      '--variant',
      'early',
    ];

    const { asked } = await cli(['serve', ...argv], interrupted);

    expect(asked.serve).toEqual({
      ...plain,
      port: 8080,
      csrf: true,
      basePath: '/gws',
      faults: [{ id: 'no-answer', channel: 'sms' }, { id: 'no-answer' }],
      variants: ['early'],
    });
  });

  it('prints a target file that can be used as it is', async () => {
    const { out: shown } = await cli(['serve'], interrupted);

    const yaml = /target\.yaml:\n\n([^]*?)\nexport /.exec(shown)?.[1] ?? '';
    const environment = { CONSULT_ORIGINATOR_PASSWORD: "it's", CONSULT_CONSULTANT_PASSWORD: 'pw' };
    const target = await configureTarget({ file: targetFile(yaml) }, environment);

    expect(target).toMatchObject({
      baseUrl: 'http://127.0.0.1:4711/gws',
      parties: {
        originator: { credentials: { userName: 'alice', password: "it's" } },
        consultant: { credentials: { userName: 'bob' } },
      },
      channels: { sms: { source: { kind: 'reference', url: 'http://127.0.0.1:4711/gws/reference' } } },
    });
    expect(shown).toContain(`export CONSULT_ORIGINATOR_PASSWORD='it'\\''s'`);
  });

  it('stays until it is interrupted', async () => {
    const controller = new AbortController();
    let ended = false;
    const done = cli(['serve'], { interruption: () => controller.signal }).then((result) => {
      ended = true;
      return result;
    });
    await new Promise(setImmediate);

    expect(ended).toBe(false);
    controller.abort();
    expect((await done).asked.closed).toBe(true);
  });
});
