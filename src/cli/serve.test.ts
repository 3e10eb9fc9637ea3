import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { existsSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { makeCertificates } from '../reference/index.ts';
import { prepareTls } from './served-tls.ts';
import { cli } from './stub-context.fixture.ts';

/** What `serve` asks for and says, when it is ended at once. */
async function served(...flags: readonly string[]): ReturnType<typeof cli> {
  return cli(['serve', ...flags], { interruption: () => AbortSignal.abort() });
}

/** The target file in what `serve` says. */
function snippetIn(out: string): unknown {
  return parse(out.slice(out.indexOf('name: '), out.indexOf('\nexport ')));
}

describe('serve', () => {
  it('asks for a plain server unless told otherwise, and closes it', async () => {
    const { asked, code } = await served();

    expect(code).toBe(0);
    expect(asked.serve).toEqual({
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
    });
    expect(asked.closed).toBe(true);
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

  it('prints whom to trust, the outside address, and what to wait for', async () => {
    const { out } = await served('--tls', '--external-base', 'https://gws.example.com', '--customers');

    expect(snippetIn(out)).toMatchObject({
      externalBase: 'https://gws.example.com',
      tls: { ca: 'file:/tmp/ca.pem' },
      channels: { sms: { source: { kind: 'invitation' } } },
    });
    expect(out).toContain('curl --cacert /tmp/ca.pem ');
  });
});

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
      /--tls-cert, none\.pem, can't be read \(ENOENT\)/,
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
