import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, request, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Entry, Exchange } from '../model/evidence.ts';
import type { Results } from '../model/outcome.ts';
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
const servers: Server[] = [];

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'consult-interruption-'));
});

afterAll(() => {
  for (const child of children) child.kill('SIGKILL');
  for (const server of servers) server.close().closeAllConnections();
  rmSync(folder, { recursive: true });
});

function start(args: readonly string[]): ChildProcess {
  const options = [...programWords, ...args];
  const child = spawn(process.execPath, options, { env: { ...process.env, NO_COLOR: '1', ...passwords } });
  children.push(child);
  return child;
}

/** The embedded server in another process, which loses a notification that the run then waits for. */
async function serve(): Promise<string> {
  const child = start(['serve', '--port', '0', '--fault', 'second.lost']);
  for await (const chunk of child.stdout ?? []) {
    const [, address] = /answers at (\S+)/.exec(String(chunk)) ?? [];
    if (address !== undefined) return address;
  }
  throw new Error('serve did not say where it answers');
}

interface Gate {
  readonly url: string;
  /** The operations that were asked for so far. */
  readonly operations: () => readonly string[];
  /** Resolves when an operation was asked for. */
  readonly asked: (operation: string) => Promise<void>;
}

/** Passes everything on to a server and sees what is asked for. */
async function gateTo(address: string): Promise<Gate> {
  const operations: string[] = [];
  const waiting = new Map<string, () => void>();
  const server = createServer((incoming, response) => {
    const chunks: Buffer[] = [];
    incoming.on('data', (chunk: Buffer) => chunks.push(chunk));
    incoming.on('end', () => {
      const body = Buffer.concat(chunks);
      const [, operation] = /"operationName":"(\w+)"/.exec(body.toString()) ?? [];
      const { method, headers, url = '' } = incoming;
      const onward = request(address + url, { method, headers }, (answer) => {
        response.writeHead(answer.statusCode ?? 502, answer.headers);
        answer.pipe(response);
      });
      onward.on('error', () => response.destroy());
      response.on('close', () => onward.destroy());
      onward.end(body);
      if (operation === undefined) return;
      operations.push(operation);
      waiting.get(operation)?.();
    });
  }).listen(0, '127.0.0.1');
  servers.push(server);
  await once(server, 'listening');
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    operations: () => operations,
    asked: (operation) =>
      new Promise((done) => {
        waiting.set(operation, done);
        if (operations.includes(operation)) done();
      }),
  };
}

interface Running {
  readonly child: ChildProcess;
  readonly out: string;
  readonly ended: Promise<number | null>;
  readonly err: () => string;
}

function run(gate: Gate, name: string): Running {
  const example = readFileSync(resolve('examples/embedded.target.yaml'), 'utf8');
  const target = join(folder, `${name}.yaml`);
  writeFileSync(target, example.replaceAll('http://127.0.0.1:8080', gate.url));
  const out = join(folder, name);
  const child = start(['run', '--target', target, '--out', out, '--deadline-notification', '60s']);
  let err = '';
  child.stderr?.on('data', (chunk) => (err += String(chunk)));
  child.stdout?.resume();
  const ended = once(child, 'close').then(([code]) => code as number | null);
  return { child, out, ended, err: () => err };
}

describe('ctrl-C', () => {
  it('once stops politely: what was seen is judged and reported, sessions and logins are ended', async () => {
    const gate = await gateTo(await serve());
    const { child, out, ended, err } = run(gate, 'once');
    await gate.asked('Consult');

    const began = performance.now();
    child.kill('SIGINT');
    const code = await ended;

    expect(performance.now() - began).toBeLessThan(30_000);
    expect({ code, err: err() }).toEqual({ code: 3, err: expect.stringContaining('Stopping') as string });
    const results = JSON.parse(readFileSync(join(out, 'results.json'), 'utf8')) as Results;
    expect(results.complete).toBe(false);
    expect(results.outcomes.some(({ verdict }) => verdict === 'failed')).toBe(false);
    const evidence = readFileSync(join(out, 'evidence.jsonl'), 'utf8').trim().split('\n');
    const entries = evidence.map((line) => JSON.parse(line) as Entry);
    const tidied = entries.filter(
      (entry): entry is Exchange => entry.kind === 'exchange' && entry.purpose === 'cleanup',
    );
    expect(tidied.length).toBeGreaterThan(0);
    expect(tidied.filter(({ failure }) => failure !== undefined)).toEqual([]);
    expect(gate.operations()).toContain('Complete');
    expect(gate.operations().filter((name) => name === 'EndContactCenterSession')).toHaveLength(5);
  }, 120_000);

  it('twice ends at once', async () => {
    const gate = await gateTo(await serve());
    const { child, out, ended, err } = run(gate, 'twice');
    await gate.asked('Consult');

    const began = performance.now();
    child.kill('SIGINT');
    child.kill('SIGTERM');
    const code = await ended;

    expect(performance.now() - began).toBeLessThan(20_000);
    expect({ code, err: err() }).toMatchObject({ code: 130 });
    expect(existsSync(join(out, 'results.json'))).toBe(false);
  }, 120_000);
});
