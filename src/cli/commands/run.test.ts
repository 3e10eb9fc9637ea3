import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { HarnessError, TargetError } from '../../model/errors.ts';
import { mixedRun, outcome, resultsOf } from '../../report/sample-run.fixture.ts';
import { reportFiles } from '../../report/write.ts';
import { cli } from '../stub-context.fixture.ts';

let folder: string;
let out: string[];

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'consult-cli-'));
  out = ['--out', join(folder, 'reports')];
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function targetFile(text: string): string {
  const path = join(folder, 'target.yaml');
  writeFileSync(path, text);
  return path;
}

const chatOnly =
  'baseUrl: http://127.0.0.1:1\nparties: { originator: { userName: a, password: env:P } }\nchannels: { chat: {} }\n';

describe('run', () => {
  it('drives the embedded server on both channels when nothing else is said', async () => {
    const { code, out: shown, asked } = await cli(['run', ...out]);

    expect(code).toBe(1);
    expect(asked.run).toMatchObject({ channels: ['chat', 'sms'], only: [], deadlines: {} });
    expect(asked.run).not.toHaveProperty('target');
    expect(shown).toMatch(/^INCOMPLETE: /);
    expect(shown).toContain(join(folder, 'reports', 'junit.xml'));
    expect(readdirSync(join(folder, 'reports')).toSorted()).toEqual(reportFiles().toSorted());
  });

  it('writes the formats that are asked for, and no others', async () => {
    const { code } = await cli(['run', ...out, '--format', 'badge', '--format', 'md,sarif']);

    expect(code).toBe(1);
    expect(readdirSync(join(folder, 'reports')).toSorted()).toEqual([
      'badge.svg',
      'compliance.md',
      'consult.sarif',
      'evidence.jsonl',
      'manifest.json',
      'results.json',
    ]);
  });

  it('writes every format when all are asked for', async () => {
    const { out: shown } = await cli(['run', ...out, '--format', 'all']);

    expect(shown).toContain(join(folder, 'reports', 'ctrf.json'));
    expect(shown).toContain(join(folder, 'reports', 'allure-results'));
  });

  it('refuses a format that there is not, naming those that there are', async () => {
    const { code, err } = await cli(['run', ...out, '--format', 'junt']);

    expect(code).toBe(2);
    expect(err).toContain('There is no format "junt". Did you mean junit? Expected html, md, ');
  });

  it('passes on how many sessions consult at the same time', async () => {
    const { asked } = await cli(['run', ...out, '--concurrency', '7']);

    expect(asked.run).toMatchObject({ concurrency: 7 });
  });

  it.each(['0', '-1', '201', 'many', '1.5', ''])('refuses %j sessions at the same time', async (sessions) => {
    const { code, err } = await cli(['run', ...out, `--concurrency=${sessions}`]);

    expect(code).toBe(2);
    expect(err).toContain('Expected a number of sessions, 1 to 200.');
  });

  it('passes on which part of a run on several machines it is', async () => {
    const { asked } = await cli(['run', ...out, '--shard', '2/4']);

    expect(asked.run?.origin).toMatchObject({ shard: { index: 2, of: 4 } });
  });

  it('refuses to weigh a shard against known failures', async () => {
    const { code, err, asked } = await cli(['run', ...out, '--shard', '2/4', '--baseline', 'baseline.yaml']);

    expect(code).toBe(2);
    expect(err).toContain('give --baseline to merge, not to a shard');
    expect(asked.run).toBeUndefined();
  });

  it.each(['0/4', '5/4', '2', '2/', '1/101', '01/4', '1/4x', ''])('refuses the part %j', async (part) => {
    const { code, err } = await cli(['run', ...out, `--shard=${part}`]);

    expect(code).toBe(2);
    expect(err).toContain('Expected a part and their number, such as 2/4; at most 100 parts.');
  });

  it('passes on what was selected, as the catalogue spells it', async () => {
    const argv = [
      'run',
      ...out,
      '--channel',
      'sms',
      '--only',
      'resp-001',
      '--only',
      'Customer',
      '--settle',
      '1s',
    ];

    const { asked } = await cli(argv);

    expect(asked.run).toMatchObject({
      channels: ['sms'],
      only: ['RESP-001', 'customer'],
      deadlines: { settle: 1000 },
    });
  });

  it('drives the server of a target file on the channels that it has', async () => {
    const argv = ['run', ...out, '--target', targetFile(chatOnly), '--deadline-answer', '3s'];

    const { asked } = await cli(argv, { env: { P: 'secret' } });

    expect(asked.run).toMatchObject({
      channels: ['chat'],
      target: { baseUrl: 'http://127.0.0.1:1', deadlines: { answer: 3000, notification: 10_000 } },
    });
  });

  it('refuses a channel that the target has not', async () => {
    const argv = ['run', ...out, '--target', targetFile(chatOnly), '--channel', 'sms'];

    const { code, err } = await cli(argv, { env: { P: 'secret' } });

    expect(code).toBe(2);
    expect(err).toContain('The target has no SMS channel. Add channels.sms to the target file');
  });

  it('lets flags replace what the target file says', async () => {
    const argv = [
      'run',
      ...out,
      '--target',
      targetFile(chatOnly),
      '--base-url',
      'http://127.0.0.1:2',
      '--insecure',
    ];

    const { asked } = await cli(argv, { env: { P: 'secret' } });

    expect(asked.run?.target).toMatchObject({ baseUrl: 'http://127.0.0.1:2', tls: { insecure: true } });
  });

  it('shows the plan and sends nothing on a dry run', async () => {
    const reports = join(folder, 'never');

    const { code, out: shown, asked } = await cli(['run', '--dry-run', '--channel', 'sms', '--out', reports]);

    expect(code).toBe(0);
    expect(shown).toContain('Plan of a run against stub at http://127.0.0.1:1. Nothing was sent.');
    expect(asked.plan).toMatchObject({ channels: ['sms'] });
    expect(asked.run).toBeUndefined();
    expect(readdirSync(folder)).not.toContain('never');
  });

  it('pins readings as the catalogue spells them, and judges them beside what was selected', async () => {
    const argv = ['run', ...out, '--reading', 'spelling=Published', '--only', 'RESP-001'];

    const { asked } = await cli(argv);

    expect(asked.run).toMatchObject({
      pinned: { SPELLING: 'published' },
      only: ['RESP-001', 'PIN-SPELLING'],
    });
  });

  it('pins the readings of the target file, those of flags first', async () => {
    const file = targetFile(`${chatOnly}readings: { SPELLING: published }\n`);

    const { asked } = await cli(['run', ...out, '--target', file, '--reading', 'SPELLING=documented'], {
      env: { P: 'secret' },
    });

    expect(asked.run?.target?.pinned).toEqual({ SPELLING: 'documented' });
  });

  it('refuses an unknown reading of the target file with its place', async () => {
    const file = targetFile(`${chatOnly}readings: { SPELING: published }\n`);

    const { code, err } = await cli(['run', ...out, '--target', file], { env: { P: 'secret' } });

    expect(code).toBe(2);
    expect(err).toContain('target.yaml:4:13: readings.SPELING: there is no such reading');
    expect(err).toContain('Did you mean SPELLING?');
  });

  it('refuses a folder that it can not write to before it drives anything', async () => {
    writeFileSync(join(folder, 'file'), '');

    const { code, err, asked } = await cli(['run', '--out', join(folder, 'file')]);

    expect(code).toBe(2);
    expect(err).toContain('it is a file. Name another folder with --out.');
    expect(asked.run).toBeUndefined();
  });

  it.each([
    ['a MUST failed', mixedRun, 1],
    ['all is well', resultsOf([outcome('RESP-001', 'chat', 'passed')]), 0],
    ['nothing was judged', resultsOf([], { complete: false }), 3],
  ])('when %s exits with the right code', async (_what, results, expected) => {
    const { code, out: shown } = await cli(['run', '--quiet', ...out], {
      layers: { runConformance: async () => ({ results, evidence: [] }) },
    });

    expect(code).toBe(expected);
    expect(shown).toMatch(new RegExp(`^[^\\n]+Exit code ${expected}: [^\\n]+\\n$`));
  });

  it('shows progress as lines where there is no terminal', async () => {
    const { err } = await cli(['run', ...out]);

    expect(err).toBe('Driving consult-accepted on SMS\nStopped: consult-failed on Chat: no session\n');
  });

  it('shows progress in one line on a terminal, and takes it away', async () => {
    const { err } = await cli(['run', ...out], { isTerminal: true });

    expect(err).toBe(
      '\r\u001b[2KDriving consult-accepted on SMS\r\u001b[2KStopped: consult-failed on Chat: no session\n\r\u001b[2K',
    );
  });

  it('says nothing but the verdict when quiet, except what was stopped', async () => {
    const { err } = await cli(['run', '--quiet', ...out]);

    expect(err).toBe('Stopped: consult-failed on Chat: no session\n');
  });

  it('warns of how the target was reached, even when quiet', async () => {
    const results = {
      ...mixedRun,
      target: { ...mixedRun.target, warnings: ['Certificates were not checked.'] },
    };

    const { err } = await cli(['run', '--quiet', ...out], {
      layers: { runConformance: async () => ({ results, evidence: [] }) },
    });

    expect(err).toBe('Warning: Certificates were not checked.\n');
  });

  it('says why nothing was driven', async () => {
    const stopped = { blame: 'network', reason: 'Nothing answers at http://127.0.0.1:1.' } as const;
    const results = resultsOf([outcome('RESP-001', 'chat', 'untestable', { reason: 'x' })], {
      complete: false,
    });

    const { code, out: shown } = await cli(['run', ...out], {
      layers: { runConformance: async () => ({ results, evidence: [], stopped }) },
    });

    expect(code).toBe(3);
    expect(shown).toContain('Nothing was driven: Nothing answers at http://127.0.0.1:1.');
    expect(shown).toContain('The cause is the network between here and the server.');
  });

  it('still reports when it is interrupted', async () => {
    const controller = new AbortController();

    const {
      code,
      out: shown,
      err,
    } = await cli(['run', ...out], {
      interruption: () => controller.signal,
      layers: {
        runConformance: async ({ signal }) => {
          controller.abort();
          const complete = signal?.aborted !== true;
          return {
            results: resultsOf([outcome('RESP-001', 'chat', 'passed')], { complete }),
            evidence: [],
          };
        },
      },
    });

    expect(code).toBe(3);
    expect(err).toContain('Stopping; what was recorded is judged and reported.');
    expect(shown).toContain('INCOMPLETE');
  });

  it.each([
    [
      'the target',
      new TargetError('No answer.', 'server', { cause: new Error('ECONNRESET') }),
      'caused by: ECONNRESET',
    ],
    ['the suite', new HarnessError('We sent nonsense.'), 'Please report it'],
    ['nobody knows what', new TypeError('x is not a function'), 'Unexpected error: x is not a function'],
    ['something that is no error', 'text', 'Unexpected error: text'],
  ])('that ends by an error of %s exits with 3 and shows no stack', async (_what, error, said) => {
    const { code, err } = await cli(['run', ...out], {
      layers: { runConformance: () => Promise.reject(error as Error) },
    });

    expect(code).toBe(3);
    expect(err).toContain(said);
    expect(err).not.toMatch(/^\s+at /m);
  });

  it('shows the stack of an unexpected error with DEBUG', async () => {
    const { err } = await cli(['run', ...out], {
      env: { DEBUG: '1' },
      layers: { runConformance: () => Promise.reject(new TypeError('x')) },
    });

    expect(err).toMatch(/^\s+at /m);
  });

  it('lets no text of an error steer the terminal', async () => {
    const { err } = await cli(['run', '--quiet', ...out], {
      layers: { runConformance: () => Promise.reject(new TargetError('\u001b[2Jgone', 'server')) },
    });

    expect(err).toContain('\\u{1b}[2Jgone');
  });
});
