import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { Job } from 'kubernetes-models/batch/v1/Job';
import { PersistentVolumeClaim } from 'kubernetes-models/v1/PersistentVolumeClaim';
import { describe, expect, it } from 'vitest';
import { parse, parseAllDocuments } from 'yaml';
import { withoutTexts } from './jenkinsfile.fixture.ts';

const root = resolve(import.meta.dirname, '..', '..');
const examples = join(root, 'examples', 'ci');
const read = (...path: readonly string[]): string => readFileSync(join(root, ...path), 'utf8');
const workflows = readdirSync(join(examples, 'github'));

/** What GitHub's own parser has against files. */
function mistakesIn(...paths: readonly string[]): readonly string[] {
  const script = join(import.meta.dirname, 'github-forms.ts');
  const words = ['--import', import.meta.resolve('tsx'), script, ...paths];
  return JSON.parse(execFileSync(process.execPath, words, { encoding: 'utf8' })) as readonly string[];
}

describe('the parser of GitHub', () => {
  it('takes the action and the workflows, with their expressions', () => {
    const paths = workflows.map((name) => join(examples, 'github', name));

    expect(mistakesIn(join(root, 'action.yml'), ...paths)).toEqual([]);
  });

  it('takes no others', () => {
    const folder = mkdtempSync(join(tmpdir(), 'consult-forms-'));
    const wrong = {
      'action.yml': read('action.yml').replaceAll('shell: bash', 'shel: bash'),
      'gate.yml': read('examples', 'ci', 'github', 'gate.yml').replace('steps.consult.', 'stepps.consult.'),
    };
    for (const [name, text] of Object.entries(wrong)) writeFileSync(join(folder, name), text);

    const said = mistakesIn(...Object.keys(wrong).map((name) => join(folder, name)));
    rmSync(folder, { recursive: true, force: true });

    expect(said.filter((line) => line.includes('action.yml')).join()).toContain('shel');
    expect(said.filter((line) => line.includes('gate.yml')).join()).toContain('stepps');
  });
});

describe('the action', () => {
  const { inputs, runs } = parse(read('action.yml')) as {
    inputs: Readonly<Record<string, { description: string }>>;
    runs: { steps: readonly { run: string; env: Readonly<Record<string, string>> }[] };
  };

  it('puts nothing that others write into a script', () => {
    for (const { run } of runs.steps) expect(run).not.toContain('${{');
  });

  it('hands every input to a script, and describes it', () => {
    const handed = runs.steps.flatMap(({ env }) => Object.values(env));

    for (const [name, { description }] of Object.entries(inputs)) {
      expect(handed).toContain(`\${{ inputs.${name} }}`);
      expect(description).toMatch(/\.$/);
    }
  });
});

describe.each(workflows)('the workflow %s', (name) => {
  const content = read('examples', 'ci', 'github', name);

  it('puts nothing that others write into a script, and names every action by a commit', () => {
    const { jobs } = parse(content) as {
      jobs: Readonly<Record<string, { steps: readonly { run?: string; uses?: string }[] }>>;
    };
    const steps = Object.values(jobs).flatMap((job) => job.steps);

    for (const { run = '', uses } of steps) {
      expect(run).not.toContain('${{');
      if (uses !== undefined && !uses.startsWith('example/'))
        expect(uses).toMatch(/^[\w-]+\/[\w/-]+@[0-9a-f]{40}$/);
    }
  });

  it('may read the repository, and says what else it may', () => {
    expect((parse(content) as { permissions: unknown }).permissions).toEqual({ contents: 'read' });
  });
});

describe.each(readdirSync(join(examples, 'kubernetes')))('the Jobs of %s', (name) => {
  const kinds = { Job, PersistentVolumeClaim };
  const documents = parseAllDocuments(read('examples', 'ci', 'kubernetes', name)).map(
    (document) => document.toJS() as ConstructorParameters<typeof Job>[0] & { kind: keyof typeof kinds },
  );

  it('are as the schemas of Kubernetes say', () => {
    expect(documents.map(({ kind }) => kind)).toEqual(['Job', 'Job', 'PersistentVolumeClaim']);
    for (const document of documents)
      expect(() => new kinds[document.kind](document as never).validate()).not.toThrow();
  });

  it('would not be taken with something else in them', () => {
    const [job] = documents;
    const spec = { ...job?.spec, completions: 'many' };

    expect(() => new Job({ ...job, spec } as never).validate()).toThrow('completions');
  });

  it('give their containers no rights that they do not need, and no secret in the open', () => {
    const pods = documents.flatMap(({ kind, spec }) => (kind === 'Job' ? [spec?.template.spec] : []));
    for (const pod of pods) {
      expect(pod).toMatchObject({
        automountServiceAccountToken: false,
        securityContext: { runAsNonRoot: true },
      });
      for (const { securityContext, env = [] } of pod?.containers ?? []) {
        expect(securityContext).toMatchObject({
          allowPrivilegeEscalation: false,
          readOnlyRootFilesystem: true,
        });
        expect(env.filter((one) => /PASSWORD|TOKEN|SECRET/.test(one.name))).toEqual([]);
      }
    }
  });
});

describe('the Jenkinsfile', () => {
  const code = withoutTexts(read('examples', 'ci', 'Jenkinsfile'));

  it('closes what it opens', () => {
    for (const [open = '', close = ''] of ['{}', '()', '[]'])
      expect(code.split(open)).toHaveLength(code.split(close).length);
    expect(code.trim()).toMatch(/^pipeline \{[\s\S]*\}$/);
  });

  it('has no words but those of declarative pipelines and of its steps', () => {
    const known =
      /^(pipeline|agent|none|options|disableConcurrentBuilds|timeout|time|unit|stages?|matrix|axes|axis|name|values|label|environment|credentials|CONSULT_\w+_PASSWORD|steps|sh|stash|includes|unstash|post|always|junit|archiveArtifacts|artifacts|\d+)$/;

    expect(code.match(/\w+/g)?.filter((word) => !known.test(word))).toEqual([]);
  });
});
