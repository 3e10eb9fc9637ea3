import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { parse } from 'yaml';
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

/** What `serve` asks for and says, when it is ended at once. */
async function served(...flags: readonly string[]): ReturnType<typeof cli> {
  return cli(['serve', ...flags], { interruption: () => AbortSignal.abort() });
}

/** The target file in what `serve` says. */
function snippetIn(out: string): unknown {
  return parse(out.slice(out.indexOf('name: '), out.indexOf('\nexport ')));
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
  it('starts a right server, and closes it at ctrl-C', async () => {
    const { code, out: shown, asked } = await served();

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

    const { asked } = await served(...argv);

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
    const { out: shown } = await served();

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

  it.each([
    [['--tls'], { tls: { demandsClient: false } }],
    [['--tls-client'], { tls: { demandsClient: true } }],
    [
      ['--tls-cert', 'c.pem', '--tls-key', 'k.pem'],
      { tls: { files: { cert: 'c.pem', key: 'k.pem' }, demandsClient: false } },
    ],
    [['--auth', 'oauth', '--token-ttl', '5s'], { auth: 'oauth', tokenTtlMs: 5_000 }],
    [['--session-ttl', '2m'], { sessionTtlMs: 120_000 }],
    [['--external-base', 'https://gws.example.com/x/'], { externalBase: 'https://gws.example.com/x' }],
    [['--single-login', '--load-balancer', '--gzip'], { singleLogin: true, balancer: true, gzip: true }],
    [['--customers'], { customers: true }],
  ])('understands %s', async (flags, request) => {
    const { asked } = await served(...flags);

    expect(asked.serve).toMatchObject(request);
  });

  it.each([
    ['basic', { password: 'env:CONSULT_ORIGINATOR_PASSWORD' }, `PASSWORD='it'\\''s'`],
    ['bearer', { token: 'env:CONSULT_ORIGINATOR_TOKEN' }, `TOKEN='t'`],
    [
      'oauth',
      {
        oauth: {
          grant: 'client-credentials',
          tokenUrl: 'http://127.0.0.1:4711/gws/token',
          clientId: 'alice-client',
          clientSecret: 'env:CONSULT_ORIGINATOR_CLIENT_SECRET',
        },
      },
      `CLIENT_SECRET='s'`,
    ],
  ])('prints a target file for logins by %s, and the variables that it names', async (auth, entry, shell) => {
    const { out } = await served('--auth', auth);

    expect(snippetIn(out)).toMatchObject({
      baseUrl: 'http://127.0.0.1:4711/gws',
      parties: { originator: { userName: 'alice', ...entry }, queue: { id: 'q' } },
      channels: { chat: { source: { kind: 'reference', url: 'http://127.0.0.1:4711/gws/reference' } } },
    });
    expect(out).toContain(`export CONSULT_ORIGINATOR_${shell}\n`);
  });

  it('says what the chosen needs to show, and the target file has it', async () => {
    const { out } = await served('--variant', 'early', '--fault', 'no-answer');

    expect(out).toContain('What was chosen shows only with limits.sessionsPerAgent: 2 in the target file.');
    expect(snippetIn(out)).toMatchObject({ limits: { sessionsPerAgent: 2 } });
    expect((await served('--fault', 'no-answer')).out).not.toMatch(/shows only|limits/);
  });

  it('prints whom to trust, the outside address, and what to wait for', async () => {
    const { out } = await served('--tls', '--external-base', 'https://gws.example.com', '--customers');

    expect(snippetIn(out)).toMatchObject({
      externalBase: 'https://gws.example.com',
      tls: { ca: 'file:/tmp/ca.pem' },
      channels: { sms: { source: { kind: 'invitation' } } },
    });
    expect(out).toContain('curl --cacert /tmp/ca.pem ');
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
