import { existsSync, readFileSync } from 'node:fs';
import { basename, join, resolve } from 'node:path';
import { expect, it } from 'vitest';
import { parseAllDocuments } from 'yaml';
import { gitlabJobs } from './gitlab.fixture.ts';
import { blockOf, jenkinsSteps } from './jenkinsfile.fixture.ts';
import { setStage } from './stage.fixture.ts';
import { handOn, type Shell, type Workspace } from './workspace.fixture.ts';

const examples = resolve(import.meta.dirname, '..', '..', 'examples', 'ci');
const timeout = 240_000;

const { served, workspace } = setStage();

/** Runs a script that has to end with one of these exit codes. */
async function run(
  here: Workspace,
  script: string,
  {
    shell,
    env,
    allowed = [0],
  }: { shell: Shell; env: Readonly<Record<string, string>>; allowed?: readonly number[] },
): Promise<void> {
  const { code, said } = await here.run(script, shell, { ...served().secrets, ...env });
  expect(allowed, `${script}\n${said}`).toContain(code);
}

it('the GitLab pipeline runs, stage by stage, and leaves its reports', { timeout }, async () => {
  const jobs = gitlabJobs(join(examples, 'gitlab-ci.yml'), workspace());
  const made = new Map<string, Workspace[]>();
  for (const { name, needs, variables, script, allowed, artifacts, junit } of jobs) {
    const here = workspace();
    for (const need of needs)
      for (const from of made.get(need) ?? [])
        for (const path of artifactsOf(jobs, need)) handOn(from, path, here);
    const shell = ['bash', '-eo', 'pipefail', '-c'];

    await run(here, script.join('\n'), { shell, env: variables, allowed });

    for (const path of [...artifacts, ...(junit === undefined ? [] : [junit])])
      expect(existsSync(join(here.folder, path)), `${name} leaves ${path}`).toBe(true);
    made.set(name, [...(made.get(name) ?? []), here]);
  }
  expect([...made.keys()]).toEqual(['shard', 'target', 'verdict', 'compare']);
});

function artifactsOf(jobs: ReturnType<typeof gitlabJobs>, name: string): readonly string[] {
  return jobs.find((job) => job.name === name)?.artifacts ?? [];
}

it('the Jenkinsfile runs, shard by shard, and leaves its reports', { timeout }, async () => {
  const text = readFileSync(join(examples, 'Jenkinsfile'), 'utf8');
  const shards = [...(/values (.*)/.exec(text)?.[1] ?? '').matchAll(/'(\d)'/g)].map(
    ([, shard = '']) => shard,
  );
  const shell = ['sh', '-xec'];
  const stashes = new Map<string, readonly [Workspace, string]>();
  for (const shard of shards) {
    const here = workspace();
    for (const step of jenkinsSteps(blockOf(text, "stage('Shard')"))) {
      if (step.kind === 'sh') await run(here, step.script, { shell, env: { SHARD: shard } });
      if (step.kind === 'stash') stashes.set(`shard-${shard}`, [here, step.what]);
    }
  }
  const verdict = workspace();

  for (const step of jenkinsSteps(blockOf(text, "stage('Verdict')"))) {
    if (step.kind === 'unstash') {
      const [from, path] = stashes.get(step.what) ?? [verdict, ''];
      handOn(from, path, verdict);
    }
    if (step.kind === 'sh') await run(verdict, step.script, { shell, env: {} });
    if (step.kind === 'junit') expect(existsSync(join(verdict.folder, step.what))).toBe(true);
  }
  expect(shards).toEqual(['1', '2', '3']);
});

interface KubernetesJob {
  readonly kind: string;
  readonly spec: {
    readonly completions?: number;
    readonly template: {
      readonly spec: {
        readonly containers: readonly {
          readonly command: readonly string[];
          readonly args: readonly [string];
          readonly env: readonly { readonly name: string; readonly value: string }[];
        }[];
      };
    };
  };
}

it.each([
  ['shards.yaml', 'results/run/results.json'],
  ['targets.yaml', 'results/comparison/comparison.html'],
])('the Kubernetes Jobs of %s run, index by index, and leave %s', { timeout }, async (name, left) => {
  const text = readFileSync(join(examples, 'kubernetes', name), 'utf8');
  const here = workspace();
  // What the ConfigMap of this example holds.
  for (const [path, content] of Object.entries(served().files))
    if (path.includes('agents-') === (name === 'shards.yaml') && !path.includes('baseline'))
      here.write(`targets/${basename(path)}`, content);
  const jobs = parseAllDocuments(text)
    .map((document) => document.toJS() as KubernetesJob)
    .filter(({ kind }) => kind === 'Job');

  for (const { spec } of jobs) {
    const [container] = spec.template.spec.containers;
    const volumes = Object.fromEntries(
      (container?.env ?? []).map(({ name: variable, value }) => [variable, `${here.folder}${value}`]),
    );
    for (let index = 0; index < (spec.completions ?? 1); index++)
      await run(here, container?.args[0] ?? '', {
        shell: container?.command ?? [],
        env: { ...volumes, JOB_COMPLETION_INDEX: String(index) },
      });
  }

  expect(jobs).toHaveLength(2);
  expect(existsSync(join(here.folder, left))).toBe(true);
});
