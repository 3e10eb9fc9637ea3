import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { EVIDENCE, MANIFEST, RESULTS } from '../../archive/index.ts';
import { verifyRun } from './index.ts';
import { createDesk, redRecording, rehash, troubleIn, type Recording } from './recorded-run.fixture.ts';

const desk = createDesk();
let red: string;

beforeAll(async () => {
  red = await desk.record(redRecording);
}, 60_000);
afterAll(() => desk.clear());

describe('a run that nobody touched', () => {
  it('agrees, whatever its verdicts are', () => {
    const { answer, steps } = verifyRun(red);

    expect(steps.filter(({ state }) => state !== 'ok')).toEqual([]);
    expect(answer).toBe('agrees');
  });

  it.each<[string, Recording]>([
    ['of one channel', { channels: ['sms'] }],
    ['of a part of the requirements', { only: ['RESP-001', 'correlation'] }],
    [
      'with a pinned reading that fails',
      { change: (to) => ({ ...to, pinned: { 'FAILURE-TIME': 'synchronous' } }) },
    ],
    ['in which customers are disguised', { change: (to) => ({ ...to, redact: 'customer' }) }],
    ['that was interrupted', { interrupted: true }],
    ['that is a shard of another', { origin: { shard: { index: 1, of: 2 } } }],
    ['of one session at a time', { change: (to) => ({ ...to, limits: { concurrentSessions: 1 } }) }],
  ])('agrees %s', { timeout: 60_000 }, async (_what, recording) => {
    const { answer, steps } = verifyRun(await desk.record(recording));

    expect(steps.filter(({ state }) => state !== 'ok')).toEqual([]);
    expect(answer).toBe('agrees');
  });

  it.each(['participants.consultant-renamed', 'customer.sees-agents-texts', 'message.to-agents-changed'])(
    'agrees when the server has the fault %s',
    { timeout: 60_000 },
    async (id) => {
      const { answer, steps } = verifyRun(await desk.record({ faults: { [id]: ['chat'] } }));

      expect(steps.flatMap(({ deviations }) => deviations)).toEqual([]);
      expect(answer).toBe('agrees');
    },
  );
});

describe('a folder that is not whole', () => {
  it.each(['divergence.md', 'junit.xml', EVIDENCE])('is told by the name of what is gone: %s', (name) => {
    const folder = desk.copy(red);
    rmSync(join(folder, name));

    expect(troubleIn(folder)).toMatchObject({ files: [name] });
  });

  it('is found by a report that the manifest does not name', () => {
    const folder = desk.copy(red);
    const manifest = JSON.parse(readFileSync(join(folder, MANIFEST), 'utf8')) as {
      files: Record<string, unknown>;
    };
    delete manifest.files['junit.xml'];
    writeFileSync(join(folder, MANIFEST), JSON.stringify(manifest));

    expect(troubleIn(folder)).toMatchObject({ files: ['junit.xml'] });
  });

  it.each(['junit.xml', 'compliance.md'])('is found by a report that says something else: %s', (name) => {
    const folder = desk.copy(red);
    const path = join(folder, name);
    writeFileSync(path, readFileSync(path, 'utf8').replaceAll('failed', 'passed'));
    rehash(folder);

    expect(troubleIn(folder)).toEqual({ reports: [name] });
  });

  it('agrees without a manifest, and says what could not be checked', () => {
    const folder = desk.copy(red);
    rmSync(join(folder, MANIFEST));

    const { answer, steps } = verifyRun(folder);

    expect(answer).toBe('agrees');
    expect(steps[0]).toMatchObject({ id: 'files', state: 'note' });
  });

  it('leaves the answer open without manifest and evidence', () => {
    const folder = desk.copy(red);
    rmSync(join(folder, MANIFEST));
    rmSync(join(folder, EVIDENCE));

    expect(verifyRun(folder).answer).toBe('open');
  });

  it.each([
    ['nothing', undefined, 'it has no results.json'],
    [
      'a manifest of files elsewhere',
      '{"schemaVersion":1,"files":{"../x":{"sha256":"%","bytes":1}}}',
      'no file of its folder',
    ],
    ['a manifest that is none', '[]', 'is not the manifest of a run'],
  ])('is refused when it holds %s', (_what, manifest, said) => {
    const folder = `${desk.copy(red)}-empty`;
    mkdirSync(folder);
    if (manifest !== undefined) writeFileSync(join(folder, MANIFEST), manifest.replace('%', 'a'.repeat(64)));

    expect(() => verifyRun(folder)).toThrow(said);
    rmSync(folder, { recursive: true });
  });
});

it('is refused when a file of it is named instead of its folder', () => {
  expect(() => verifyRun(join(red, RESULTS))).toThrow(`Name the folder that the run wrote: verify ${red}.`);
});
