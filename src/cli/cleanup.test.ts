import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, watch, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { programWords } from './program-words.fixture.ts';

const passwords = {
  CONSULT_ORIGINATOR_PASSWORD: 'originator-password',
  CONSULT_CONSULTANT_PASSWORD: 'consultant-password',
  CONSULT_BYSTANDER_PASSWORD: 'bystander-password',
  CONSULT_FEATURELESS_PASSWORD: 'featureless-password',
  CONSULT_SECOND_PASSWORD: 'second-password',
};

let folder: string;
const children: ChildProcess[] = [];

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'consult-cleanup-'));
});

afterAll(() => {
  for (const child of children) child.kill('SIGKILL');
  rmSync(folder, { recursive: true });
});

/** Starts the program in a process of its own. */
function start(...args: readonly string[]): ChildProcess {
  const options = [...programWords, ...args];
  const child = spawn(process.execPath, options, { env: { ...process.env, NO_COLOR: '1', ...passwords } });
  children.push(child);
  return child;
}

interface Ended {
  readonly code: number | null;
  readonly out: string;
}

async function program(...args: readonly string[]): Promise<Ended> {
  const child = start(...args);
  let out = '';
  for (const stream of [child.stdout, child.stderr]) stream?.on('data', (chunk) => (out += String(chunk)));
  const [code] = (await once(child, 'close')) as [number | null];
  return { code, out };
}

interface Served {
  readonly address: string;
  readonly server: ChildProcess;
}

/** Starts the embedded server in another process, with a fault that makes a run wait. */
async function serve(): Promise<Served> {
  const server = start('serve', '--fault', 'first.lost');
  for await (const chunk of server.stdout ?? []) {
    const [, address] = /answers at (\S+)/.exec(String(chunk)) ?? [];
    if (address !== undefined) return { address, server };
  }
  throw new Error('serve did not say where it answers');
}

/** An example target file, for a server at an address, patient enough to be interrupted. */
function targetAt(address: string, example: string): string {
  const text = readFileSync(resolve('examples', example), 'utf8')
    .replaceAll('http://127.0.0.1:8080', address)
    .replace('notification: 5s', 'notification: 30s')
    .replace('[sessions.mjs', `[${resolve('examples/sessions/sessions.mjs')}`);
  const path = join(folder, `${Math.random().toString(36).slice(2)}.yaml`);
  writeFileSync(path, text);
  return path;
}

/** The ledgers of the runs that report to a folder. */
function ledgersIn(out: string): string[] {
  const path = join(out, 'ledger');
  const files = existsSync(path) ? readdirSync(path) : [];
  return files.map((name) => readFileSync(join(path, name), 'utf8'));
}

function ledgerIn(out: string): string {
  return ledgersIn(out).join('');
}

/** How many sessions a ledger says were opened. */
function openedIn(ledger: string): number {
  return (ledger.match(/"event":"opened"/g) ?? []).length;
}

/** How many customers came and have not left, by a ledger. */
function customersIn(ledger: string): number {
  const left = ledger.match(/"event":"left"/g) ?? [];
  return openedIn(ledger) - left.length;
}

/** Resolves when so many runs have six sessions open each, or more. */
async function untilOpened(out: string, runs: number): Promise<void> {
  const areOpen = (): boolean => ledgersIn(out).filter((ledger) => openedIn(ledger) >= 6).length >= runs;
  const watcher = watch(out, { recursive: true });
  try {
    while (!areOpen()) await once(watcher, 'change', { signal: AbortSignal.timeout(20_000) });
  } finally {
    watcher.close();
  }
}

/** What agents still have on the server, and what its customers see of their sessions. */
async function leftOn(address: string): Promise<unknown[]> {
  const agents = ['originator', 'consultant', 'bystander'];
  const lists = agents.flatMap((name) =>
    ['chats', 'smsessions'].map(async (collection) => {
      const basic = Buffer.from(`${name}@reference.example:${name}-password`).toString('base64');
      const headers = { authorization: `Basic ${basic}` };
      const answer = await fetch(`${address}/api/v2/me/${collection}`, { headers });
      return ((await answer.json()) as Record<string, unknown[]>)[collection] ?? ['no list'];
    }),
  );
  return (await Promise.all(lists)).flat();
}

/** What a customer is told who asks for a chat with whoever is at work. */
async function customerAt(address: string): Promise<string> {
  const answer = await fetch(`${address}/reference/sessions`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ channel: 'chat', nickname: 'Somebody' }),
  });
  return answer.text();
}

interface Interrupted {
  readonly target: string;
  readonly out: string;
  readonly child: ChildProcess;
}

/** A run in another process that waits, with six sessions open or more, for a notification that never comes. */
async function waitingRun(address: string, example: string): Promise<Interrupted> {
  const out = mkdtempSync(join(folder, 'out-'));
  const target = targetAt(address, example);
  const child = start('run', '--target', target, '--out', out);
  await untilOpened(out, 1);
  return { target, out, child };
}

async function kill(child: ChildProcess): Promise<void> {
  child.kill('SIGKILL');
  if (child.exitCode === null && child.signalCode === null) await once(child, 'exit');
}

describe('cleanup', () => {
  it.each(['embedded.target.yaml', 'sessions/command.target.yaml'])(
    'ends what a run left that was killed: %s',
    { timeout: 60_000 },
    async (example) => {
      const { address } = await serve();
      const { target, out, child } = await waitingRun(address, example);
      await kill(child);
      const before = await leftOn(address);
      const ledger = ledgerIn(out);

      const first = await program('cleanup', '--target', target, '--out', out);
      const after = await leftOn(address);
      const taker = await customerAt(address);
      const second = await program('cleanup', '--target', target, '--out', out);

      expect(before.length).toBeGreaterThanOrEqual(6);
      for (const password of Object.values(passwords)) expect(ledger).not.toContain(password);
      expect(first).toMatchObject({
        code: 0,
        out: expect.stringMatching(/originator: Complete \S+: done/) as string,
      });
      expect(first.out.match(/customer: out/g)).toHaveLength(customersIn(ledger));
      expect(after).toEqual([]);
      expect(first.out.match(/Contact-centre session of the \w+: ended/g)).toHaveLength(
        Object.keys(passwords).length,
      );
      expect(taker).toContain('no agent is ready');
      expect(second).toMatchObject({ code: 0, out: expect.stringContaining('Nothing is open') as string });
      expect(ledgerIn(out)).toBe('');
    },
  );

  it('leaves alone what a run still uses, in the same folder too', { timeout: 60_000 }, async () => {
    const { address } = await serve();
    const { target, out, child } = await waitingRun(address, 'embedded.target.yaml');
    const other = start('run', '--target', target, '--out', out);
    await untilOpened(out, 2);
    await kill(child);
    const killed = ledgersIn(out).find((ledger) => ledger.includes(`"pid":${child.pid}`)) ?? '';

    const { code, out: said } = await program('cleanup', '--target', target, '--out', out);
    const left = await leftOn(address);
    await kill(other);
    const last = await program('cleanup', '--target', target, '--out', out);

    expect({ code, said }).toMatchObject({
      code: 3,
      said: expect.stringContaining('it still goes on') as string,
    });
    expect(said.match(/customer: out/g)).toHaveLength(customersIn(killed));
    expect(said).toMatch(/Contact-centre session of the originator: NOT ended\n +because: run \w+ may still/);
    expect(left.length).toBeGreaterThanOrEqual(6);
    expect(last.code).toBe(0);
    expect(await customerAt(address)).toContain('no agent is ready');
    expect(await leftOn(address)).toEqual([]);
  });

  it('says what it could not end, and keeps it in mind', { timeout: 60_000 }, async () => {
    const { address, server } = await serve();
    const { target, out, child } = await waitingRun(address, 'embedded.target.yaml');
    await kill(child);
    await kill(server);
    const ledger = ledgerIn(out);

    const { code, out: said } = await program('cleanup', '--target', target, '--out', out);

    expect(code).toBe(3);
    expect(said).toMatch(/NOT closed\n\s+because: .*refused/);
    expect(ledgerIn(out)).toContain(ledger.slice(0, 100));
  });

  it('wants to know which server it was', async () => {
    const { code, out } = await program('cleanup', '--out', folder);

    expect(code).toBe(2);
    expect(out).toContain('--target');
  });
});
