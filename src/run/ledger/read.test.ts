import { spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { hostname, tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Writable } from 'node:stream';
import { afterEach, beforeEach, describe, expect, it, onTestFinished } from 'vitest';
import { LEDGERS } from './file.ts';
import { readLedgers } from './read.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'consult-ledger-'));
  mkdirSync(join(folder, LEDGERS));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

/** What the ledger of a process says of its run's life. */
function lifeOf(pid: number, host = hostname()): string | undefined {
  const line = { run: 'r1', pid, host, startedAt: '2026-01-01T00:00:00.000Z', target: 'a', baseUrl: 'b' };
  writeFileSync(join(folder, LEDGERS, 'r1.jsonl'), `${JSON.stringify(line)}\n`);
  return readLedgers(folder)[0]?.life;
}

describe('the run of a ledger', () => {
  it('goes on as long as its process does', () => {
    expect(lifeOf(process.ppid)).toBe('running');
  });

  it('may go on when it is of another host', () => {
    expect(lifeOf(process.ppid, 'elsewhere.example')).toBe('elsewhere');
  });

  it.runIf(process.platform === 'linux')(
    'has ended with its process, also where nobody asked how that ended',
    async () => {
      // The child ends only when its parent is a program that never asks after its children: a shell might.
      const parent = spawn('sh', ['-c', 'cat <&3 & echo $!; exec sleep 60'], {
        stdio: ['ignore', 'pipe', 'inherit', 'pipe'],
      });
      onTestFinished(() => void parent.kill());
      const pid = await new Promise<number>((resolve) => {
        parent.stdout?.once('data', (data: Buffer) => resolve(Number(data.toString())));
      });
      await expect
        .poll(() => readFileSync(`/proc/${parent.pid}/comm`, 'utf8'), { timeout: 10_000 })
        .toBe('sleep\n');
      (parent.stdio[3] as Writable).end();
      await expect
        .poll(() => readFileSync(`/proc/${pid}/status`, 'utf8'), { timeout: 10_000 })
        .toMatch(/^State:\s+Z/m);

      expect(lifeOf(pid)).toBe('ended');
    },
  );
});
