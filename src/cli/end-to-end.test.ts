import { once } from 'node:events';
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { createServer, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { parse, stringify } from 'yaml';
import type { Results } from '../model/outcome.ts';
import { createProcesses, ended } from './processes.fixture.ts';

const passwords = {
  CONSULT_ORIGINATOR_PASSWORD: 'originator-password',
  CONSULT_CONSULTANT_PASSWORD: 'consultant-password',
  CONSULT_BYSTANDER_PASSWORD: 'bystander-password',
  CONSULT_FEATURELESS_PASSWORD: 'featureless-password',
  CONSULT_SECOND_PASSWORD: 'second-password',
};

const processes = createProcesses(passwords);
const { start, program } = processes;

let folder: string;
const servers: Server[] = [];

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'consult-end-to-end-'));
});

afterAll(() => {
  processes.end();
  for (const server of servers) server.close().closeAllConnections();
  rmSync(folder, { recursive: true });
});

/** Starts the embedded server in another process; resolves with its address. */
async function serve(...args: readonly string[]): Promise<string> {
  return (await processes.serve(...args)).address;
}

/** A server that answers everything in one way. */
async function answering(listener: RequestListener): Promise<string> {
  const server = createServer(listener).listen(0, '127.0.0.1');
  servers.push(server);
  await once(server, 'listening');
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

/** The example target file as data. */
function exampleTarget(): {
  readonly parties: Readonly<Record<'queue' | 'absent', { readonly id: string }>>;
} {
  return parse(readFileSync(resolve('examples/embedded.target.yaml'), 'utf8')) as ReturnType<
    typeof exampleTarget
  >;
}

/** The example target file, with another address. */
function targetAt(address: string, changes: Readonly<Record<string, unknown>> = {}): string {
  const text = stringify({ ...exampleTarget(), ...changes }).replaceAll('http://127.0.0.1:8080', address);
  const path = join(folder, `${Math.random().toString(36).slice(2)}.yaml`);
  writeFileSync(path, text);
  return path;
}

const impatient = { notification: '300ms', settle: '20ms', overall: '20s' };

function resultsIn(out: string): Results {
  return JSON.parse(readFileSync(join(out, 'results.json'), 'utf8')) as Results;
}

function filesIn(path: string): string[] {
  return readdirSync(path).flatMap((name) => {
    const inner = join(path, name);
    return statSync(inner).isDirectory() ? filesIn(inner) : [inner];
  });
}

describe('run, against a server in another process', () => {
  it.each([
    { of: 'as it is', args: [], code: 0, verdict: 'Chat conforms. SMS conforms.' },
    {
      of: 'with CSRF tokens, below a prefix',
      args: ['--csrf', '--base-path', '/gws'],
      code: 0,
      verdict: 'Chat conforms.',
    },
    {
      of: 'with the other spelling',
      args: ['--variant', 'published-spelling'],
      code: 0,
      verdict: 'SMS conforms.',
    },
    {
      of: 'with a fault on SMS',
      args: ['--fault', 'second.lost@sms'],
      code: 1,
      verdict: 'SMS does not conform',
    },
  ])('exits with $code for one $of', { timeout: 120_000 }, async ({ args, code, verdict }) => {
    const out = join(folder, Math.random().toString(36).slice(2));
    const address = await serve(...args);

    const { code: actual, out: shown } = await program([
      'run',
      '--target',
      targetAt(address),
      '--deadline-notification',
      '2s',
      '--out',
      out,
    ]);

    expect({ actual, shown }).toMatchObject({
      actual: code,
      shown: expect.stringContaining(verdict) as string,
    });
    expect(resultsIn(out).target).toMatchObject({
      kind: 'deployed',
      version: expect.stringMatching(/\S/) as string,
    });
    const tests = readdirSync(join(out, 'allure-results')).filter((name) => name.endsWith('-result.json'));
    expect(tests).toHaveLength(resultsIn(out).outcomes.length);
  });

  it('leaves no password in anything that it writes', { timeout: 120_000 }, async () => {
    const out = join(folder, 'secrets');
    const address = await serve('--csrf');

    const { out: shown, err } = await program([
      'run',
      '--verbose',
      '--target',
      targetAt(address),
      '--out',
      out,
    ]);

    const written = [shown, err, ...filesIn(out).map((file) => readFileSync(file, 'utf8'))];
    expect(written.length).toBeGreaterThan(100);
    const basic = Object.values(passwords).flatMap((password) => [
      password,
      Buffer.from(`:${password}`).toString('base64').slice(2, -3),
    ]);
    expect(basic.filter((secret) => written.some((text) => text.includes(secret)))).toEqual([]);
  });
});

describe('run, when nothing can be judged', () => {
  const html: RequestListener = (_, response) =>
    void response.setHeader('content-type', 'text/html').end('<h1>Welcome</h1>');
  const denied: RequestListener = (_, response) => void response.writeHead(403).end('{"statusCode":20}');
  const bytes: RequestListener = (_, response) => void response.end(Buffer.from([0xff, 0xfe, 0xfd]));
  const huge: RequestListener = (_, response) => void response.end(Buffer.alloc(11_000_000, 0x20));
  const silent: RequestListener = () => undefined;

  it.each([
    { of: 'a dead port', listener: undefined, says: /refused/ },
    { of: 'a server that hangs', listener: silent, answer: '300ms', says: /300 ms|deadline|in time/ },
    { of: 'a page', listener: html, says: /GET \S+\/api\/v2\/me/ },
    { of: 'a refused login', listener: denied, says: /refused|password|credentials/i },
    { of: 'bytes that are no text', listener: bytes, says: /status 200, text beginning/ },
    { of: 'an endless body', listener: huge, says: /10,?000,?000|bytes|large/i },
  ])(
    'exits with 3 for $of, in time, and says what happened',
    { timeout: 120_000 },
    async ({ listener, says, answer = '10s' }) => {
      const out = join(folder, Math.random().toString(36).slice(2));
      const address = listener === undefined ? 'http://127.0.0.1:1' : await answering(listener);
      const begun = performance.now();

      const { code, out: shown } = await program([
        'run',
        '--target',
        targetAt(address, { deadlines: { ...impatient, answer } }),
        '--out',
        out,
      ]);

      expect(code).toBe(3);
      expect(performance.now() - begun).toBeLessThan(60_000);
      expect(shown).toMatch(says);
      expect(resultsIn(out)).toMatchObject({ complete: false });
      expect(readFileSync(join(out, 'evidence.jsonl'), 'utf8')).not.toBe('');
    },
  );

  it('exits with 3 when there is no source of sessions', { timeout: 120_000 }, async () => {
    const address = await serve();

    const { code, out: shown } = await program([
      'run',
      '--target',
      targetAt(address, { channels: { chat: {} } }),
      '--out',
      join(folder, 'none'),
    ]);

    expect(code).toBe(3);
    expect(shown).toContain('no chat session can be opened');
  });

  it('ends politely on the first ctrl-C, with what it has', { timeout: 120_000 }, async () => {
    const out = join(folder, 'interrupted');
    const address = await serve('--fault', 'first.lost');
    const child = start([
      'run',
      '--target',
      targetAt(address, { deadlines: { notification: '20s' } }),
      '--out',
      out,
    ]);
    let isInterrupted = false;
    child.stderr?.on('data', (chunk) => {
      if (!isInterrupted && String(chunk).includes('bystander-control on SMS'))
        isInterrupted = child.kill('SIGINT');
    });

    const { code, err } = await ended(child);

    expect(err).toContain('Stopping; what was recorded is judged and reported.');
    expect(code).toBe(3);
    const verdicts = new Set(resultsIn(out).outcomes.map(({ verdict }) => verdict));
    expect(verdicts).not.toContain('failed');
  });
});

describe('the way of the README to a server of one’s own', () => {
  it('leads from nothing to a verdict: init, doctor, dry run, run', async () => {
    const address = await serve('--csrf', '--base-path', '/gws');
    const file = join(folder, 'own.yaml');
    const roles = ['originator', 'consultant', 'bystander', 'featureless', 'second'];
    const agents = roles.flatMap((role) => [`--${role}`, `${role}@reference.example`]);
    const consultees = (['queue', 'absent'] as const).flatMap((role) => [
      `--${role}`,
      exampleTarget().parties[role].id,
    ]);

    const begun = await program([
      'init',
      file,
      '--base-url',
      address,
      '--control-url',
      `${address}/reference`,
      ...agents,
      ...consultees,
    ]);
    const examined = await program(['doctor', '--target', file, '--sessions']);
    const planned = await program(['run', '--target', file, '--dry-run']);
    const out = join(folder, 'own');
    const ran = await program(['run', '--target', file, '--settle', '20ms', '--quiet', '--out', out]);

    expect(begun).toMatchObject({ code: 0, err: '' });
    expect(examined).toMatchObject({ code: 0, err: '' });
    expect(examined.out).toContain('Everything that was tried is in order.');
    expect(planned).toMatchObject({ code: 0, err: '' });
    expect(planned.out).toMatch(/^SMS: \d+ sessions, about \d+ requests/m);
    expect(ran).toMatchObject({ code: 0, err: '' });
    for (const { out: shown } of [begun, examined, planned, ran])
      for (const password of Object.values(passwords)) expect(shown).not.toContain(password);
  }, 180_000);
});
