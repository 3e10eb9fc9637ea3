import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { TargetError } from '../../model/errors.ts';
import type { Exchange } from '../../model/evidence.ts';
import { startReference, type Reference } from '../../reference/index.ts';
import type { Visitor } from '../../target/index.ts';
import { cleanUp } from '../cleanup.ts';
import { referenceTarget } from '../reference-target.ts';
import { endWorkOf } from './end-work.ts';
import { createLedger, LEDGERS } from './file.ts';
import { readLedgers } from './read.ts';

const deadlines = { answer: 10_000, notification: 1_500, settle: 20, overall: 60_000 };

let folder: string;
let reference: Reference;
beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'consult-work-'));
  reference = await startReference();
});
afterEach(async () => {
  rmSync(folder, { recursive: true, force: true });
  await reference.close();
});

const target = () => referenceTarget(reference, deadlines);
const files = (): readonly string[] => readdirSync(folder);

describe('a ledger', () => {
  it('has the agents whose work was begun and is not over', async () => {
    const ledger = createLedger(folder, { run: 'r1', target: target() });
    await ledger.beginWork('originator');
    const isOver = await ledger.beginWork('consultant');
    await isOver();

    expect(await ledger.close()).toContain('r1.jsonl');
    expect(readLedgers(folder)).toMatchObject([{ atWork: ['originator'], open: [] }]);
  });

  it('goes when all work is over', async () => {
    const ledger = createLedger(folder, { run: 'r1', target: target() });
    const isOver = await ledger.beginWork('originator');
    await isOver();

    expect(await ledger.close()).toBeUndefined();
    expect(files()).toEqual([]);
  });

  it('that can not be written lets no work begin', async () => {
    const file = join(folder, 'no-folder');
    writeFileSync(file, '');
    const ledger = createLedger(file, { run: 'r1', target: target() });

    await expect(ledger.beginWork('originator')).rejects.toThrow(TargetError);
    await expect(ledger.beginWork('originator')).rejects.toThrow(/^No contact-centre session is begun, /);
    expect(await ledger.close()).toBeUndefined();
  });

  it('is emptied by cleanup, which ends the work', async () => {
    const ledger = createLedger(folder, { run: 'r1', target: target() });
    await ledger.beginWork('originator');
    const path = await ledger.close();
    const text = readFileSync(String(path), 'utf8');

    const runs = await cleanUp({ target: target(), folder });

    expect(runs).toMatchObject([{ open: 0, atWork: 1, work: [{ agent: 'originator', did: 'ended' }] }]);
    expect(text).not.toContain('password');
    expect(files()).toEqual([]);
  });

  it('keeps what cleanup can not end', async () => {
    const ledger = createLedger(folder, { run: 'r1', target: target() });
    await ledger.beginWork('originator');
    await ledger.close();
    const gone = target();
    await reference.close();

    const [run] = await cleanUp({ target: gone, folder });

    expect(run?.work[0]?.why).toContain('refused');
    expect(readLedgers(folder)).toMatchObject([{ atWork: ['originator'] }]);
    expect(readdirSync(join(folder, LEDGERS))).toEqual(['r1.jsonl']);
  });
});

describe('the end of work', () => {
  const visitor = (work: Visitor['work'], exchange: object): Visitor => ({
    name: 'originator',
    user: { id: 'u', userName: 'ann', uri: 'u', features: [] },
    work,
    request: async () => exchange as Exchange,
    close: async () => undefined,
  });
  const answered = (status: number): object => ({
    response: { status, headers: {}, body: { form: 'json', json: { statusCode: status === 200 ? 0 : 4 } } },
  });

  it.each([
    ['an agent who works', visitor('working', answered(200)), { did: 'ended', isSettled: true }],
    ['one of whom nothing is known', visitor('unknown', answered(200)), { did: 'ended', isSettled: true }],
    ['one who works no more', visitor('away', {}), { did: 'it was over already', isSettled: true }],
    ['a server that refuses', visitor('working', answered(403)), { did: 'nothing', isSettled: true }],
    ['one that fails', visitor('working', answered(500)), { did: 'nothing', isSettled: false }],
    [
      'one that is silent',
      visitor('working', { failure: { kind: 'timeout', message: 'no answer' } }),
      { did: 'nothing', isSettled: false },
    ],
    ['an agent who can not log in', 'wrong password', { did: 'nothing', isSettled: false }],
  ])('of %s', async (_what, agent, expected) => {
    const end = await endWorkOf('originator', agent);

    expect(end).toMatchObject({ agent: 'originator', ...expected });
    expect(end.why === undefined).toBe(expected.did !== 'nothing');
  });
});
