/** What a GitLab pipeline runs, as gitlab-ci-local reads it: templates are filled in, and its schema is checked. */
import { execFileSync } from 'node:child_process';
import { copyFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { parse } from 'yaml';
import type { Workspace } from './workspace.fixture.ts';

/** A job, for one combination of its matrix. */
export interface GitlabJob {
  readonly name: string;
  readonly stage: string;
  readonly needs: readonly string[];
  readonly variables: Readonly<Record<string, string>>;
  readonly script: readonly string[];
  /** Exit codes that do not fail the pipeline. */
  readonly allowed: readonly number[];
  readonly artifacts: readonly string[];
  readonly junit: string | undefined;
}

interface WrittenJob {
  readonly stage: string;
  readonly needs?: readonly { readonly job: string }[];
  readonly parallel?: { readonly matrix: readonly Readonly<Record<string, readonly string[]>>[] };
  readonly before_script?: readonly string[];
  readonly script: readonly string[];
  readonly allow_failure?: { readonly exit_codes: readonly number[] };
  readonly artifacts?: { readonly paths: readonly string[]; readonly reports?: { readonly junit?: string } };
}

/** The jobs of a pipeline, each as often as its matrix says. Throws what gitlab-ci-local says of a wrong one. */
export function gitlabJobs(path: string, { folder }: Workspace): readonly GitlabJob[] {
  copyFileSync(path, join(folder, '.gitlab-ci.yml'));
  const manifest = createRequire(import.meta.url).resolve('gitlab-ci-local/package.json');
  const git = (...args: readonly string[]): unknown => execFileSync('git', args, { cwd: folder });
  git('init', '--quiet');
  git('remote', 'add', 'origin', 'git@gitlab.example.com:group/project.git');
  const shown = execFileSync(process.execPath, [join(dirname(manifest), 'src', 'index.js'), '--preview'], {
    cwd: folder,
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { PATH: process.env['PATH'], HOME: folder },
  });
  const { stages, ...jobs } = parse(shown.slice(shown.indexOf('---'))) as Readonly<
    Record<string, WrittenJob>
  > & {
    readonly stages: unknown;
  };
  const order = stages as readonly string[];
  return Object.entries(jobs as Readonly<Record<string, WrittenJob>>)
    .flatMap(([name, job]) => combined(name, job))
    .toSorted((a, b) => order.indexOf(a.stage) - order.indexOf(b.stage));
}

function combined(name: string, job: WrittenJob): readonly GitlabJob[] {
  const axes = job.parallel?.matrix.flatMap(Object.entries) ?? [];
  const [axis, values] = axes[0] ?? [undefined, ['']];
  return values.map((value: string) => ({
    name,
    stage: job.stage,
    needs: (job.needs ?? []).map((need) => need.job),
    variables: axis === undefined ? {} : { [axis]: value },
    script: [...(job.before_script ?? []), ...job.script],
    allowed: [0, ...(job.allow_failure?.exit_codes ?? [])],
    artifacts: job.artifacts?.paths ?? [],
    junit: job.artifacts?.reports?.junit?.replace(`$${axis}`, value),
  }));
}
