import { existsSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import { jobsOf, outputsIn, stepsOfAction, type Job } from './github.fixture.ts';
import { setStage } from './stage.fixture.ts';
import { handOn, type Workspace } from './workspace.fixture.ts';

const root = resolve(import.meta.dirname, '..', '..');
const examples = join(root, 'examples', 'ci', 'github');
/** How GitHub starts the shell of a step that names none. */
const shell = ['bash', '-e', '-c'];

const { served, workspace } = setStage();

/** Plays a job: what it runs, and what it leaves to others by artifacts. */
async function play(job: Job, artifacts: Map<string, () => void>, done: Workspace[]): Promise<void> {
  const here = workspace();
  done.push(here);
  for (const { run, uses = '', with: given, env } of job.steps) {
    if (run !== undefined) {
      const { code, said } = await here.run(run, shell, env);
      expect(code, `${job.name}: ${run}\n${said}`).toBe(0);
    }
    if (uses.startsWith('example/consult-conformance@')) await playAction(here, given, env);
    if (uses.startsWith('actions/upload-artifact@')) {
      const { name = '', path = '' } = given;
      expect(existsSync(join(here.folder, path)), `${job.name} leaves ${path}`).toBe(true);
      artifacts.set(name, () => handOn(here, path, done.at(-1) ?? here));
    }
    if (uses.startsWith('actions/download-artifact@')) {
      const prefix = (given['pattern'] ?? '').replace('*', '');
      for (const [name, copy] of artifacts) if (name.startsWith(prefix)) copy();
    }
    if (uses.startsWith('github/codeql-action/upload-sarif@'))
      expect(existsSync(join(here.folder, given['sarif_file'] ?? ''))).toBe(true);
  }
}

/** Runs the action as GitHub does, and returns its outputs. */
async function playAction(
  here: Workspace,
  given: Readonly<Record<string, string>>,
  env: Readonly<Record<string, string>>,
): Promise<{
  readonly code: number | null;
  readonly said: string;
  readonly outputs: Readonly<Record<string, string>>;
}> {
  const steps = stepsOfAction(join(root, 'action.yml'), given);
  const known = { 'program.outputs.path': '' };
  let outputs: Readonly<Record<string, string>> = {};
  let last = { code: 0 as number | null, said: '' };
  for (const [i, { id = '' }] of steps(known).entries()) {
    const step = steps({ ...known, ...outputs })[i];
    const file = `.outputs-${id}`;
    here.write(file, '');
    last = await here.run(step?.run ?? '', ['bash', '--noprofile', '--norc', '-e', '-o', 'pipefail', '-c'], {
      ...env,
      ...step?.env,
      GITHUB_OUTPUT: join(here.folder, file),
      GITHUB_ACTION_PATH: root,
      RUNNER_TEMP: here.folder,
    });
    const written = outputsIn(readFileSync(join(here.folder, file), 'utf8'));
    outputs = {
      ...outputs,
      ...Object.fromEntries(Object.entries(written).map(([name, value]) => [`${id}.outputs.${name}`, value])),
    };
    if (last.code !== 0) break;
  }
  return { ...last, outputs };
}

describe('the workflow', () => {
  it.each([
    ['gate.yml', 'reports/latest/compliance.html'],
    ['targets.yml', 'comparison/comparison.html'],
    ['shards.yml', 'reports/latest/results.json'],
  ])('%s runs, job by job, and leaves %s', { timeout: 240_000 }, async (name, left) => {
    const artifacts = new Map<string, () => void>();
    const done: Workspace[] = [];

    for (const job of jobsOf(join(examples, name), served().secrets)) await play(job, artifacts, done);

    const last = done.at(-1);
    expect(last !== undefined && existsSync(join(last.folder, left))).toBe(true);
  });
});

describe('the action', () => {
  /** A program that says what it was given, and ends as it was told. */
  const echo = (code: number): string =>
    `console.log(JSON.stringify(process.argv.slice(2))); process.exitCode = ${code};\n`;
  const stub = (code = 0): Workspace => {
    const here = workspace();
    here.write('node_modules/consult-conformance/dist/bin/main.js', echo(code));
    return here;
  };
  const argsOf = (said: string): unknown => JSON.parse(said.trim().split('\n').at(-1) ?? '');

  it('gives the program its inputs as they are', async () => {
    const { code, said } = await playAction(
      stub(),
      {
        target: 'my target.yaml',
        channels: 'chat, sms',
        only: 'correlation\nRESP-004',
        baseline: 'baseline.yaml',
        format: 'junit sarif',
        args: '--reading\nFAILURE-TIME=synchronous\n\n--base-url=https://a b',
        out: 'reports/x',
      },
      {},
    );

    expect(code).toBe(0);
    expect(argsOf(said)).toEqual([
      'run',
      '--out=reports/x',
      '--target=my target.yaml',
      '--baseline=baseline.yaml',
      '--channel=chat',
      '--channel=sms',
      '--only=correlation',
      '--only=RESP-004',
      '--format=junit',
      '--format=sarif',
      '--reading',
      'FAILURE-TIME=synchronous',
      '--base-url=https://a b',
    ]);
  });

  it('runs nothing that stands in an input', async () => {
    const here = stub();
    const evil = '$(touch evil) `touch evil` "; touch evil; # \' && touch evil';

    const { said } = await playAction(
      here,
      { target: evil, only: evil, args: evil, out: evil, baseline: evil, shard: '', format: evil },
      {},
    );

    expect(existsSync(join(here.folder, 'evil'))).toBe(false);
    expect(argsOf(said)).toContain(`--target=${evil}`);
  });

  it('merges the folders that a pattern finds', async () => {
    const here = stub();
    for (const name of ['shards/1/a', 'shards/2/a', 'other one/a']) here.write(name, '');

    const { said } = await playAction(here, { merge: 'shards/*\nother one\n' }, {});

    expect(argsOf(said)).toEqual(['merge', 'shards/1', 'shards/2', 'other one', '--out=reports/latest']);
  });

  it.each([
    [0, {}, 0, 'conforms'],
    [1, {}, 1, 'does-not-conform'],
    [1, { fail: 'false' }, 0, 'does-not-conform'],
    [2, { fail: 'false' }, 2, 'wrong-use'],
    [3, {}, 3, 'could-not-be-judged'],
    [4, {}, 4, 'baseline-needs-mending'],
    [0, { shard: '1/2' }, 0, 'shard'],
    [1, { shard: '1/2' }, 0, 'does-not-conform'],
    [3, { shard: '1/2' }, 0, 'could-not-be-judged'],
    [2, { shard: '1/2' }, 2, 'wrong-use'],
  ])(
    'of a program that ends with %i, given %j, ends with %i and says %s',
    async (own, given, ends, verdict) => {
      const { code, outputs } = await playAction(stub(own), given, {});

      expect(code).toBe(ends);
      expect(outputs).toMatchObject({
        'run.outputs.exit-code': String(own),
        'run.outputs.verdict': verdict,
        'run.outputs.results': 'reports/latest/results.json',
      });
    },
  );
});
