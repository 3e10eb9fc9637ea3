/** What a GitHub workflow or a composite action runs, as far as these examples use the language. */
import { readFileSync } from 'node:fs';
import { parse } from 'yaml';

/** A step with everything that stands in braces filled in. */
export interface Step {
  readonly id?: string;
  readonly run?: string;
  readonly uses?: string;
  readonly with: Readonly<Record<string, string>>;
  readonly env: Readonly<Record<string, string>>;
}

/** A job of a workflow, for one combination of its matrix. */
export interface Job {
  readonly name: string;
  readonly needs: readonly string[];
  readonly steps: readonly Step[];
}

interface WrittenStep {
  readonly id?: string;
  readonly run?: string;
  readonly uses?: string;
  readonly with?: Readonly<Record<string, unknown>>;
  readonly env?: Readonly<Record<string, unknown>>;
}

interface WrittenJob {
  readonly needs?: string | readonly string[];
  readonly strategy?: { readonly matrix?: Readonly<Record<string, readonly unknown[]>> };
  readonly env?: Readonly<Record<string, unknown>>;
  readonly steps: readonly WrittenStep[];
}

/** What `${{ … }}` may name. */
type Names = Readonly<Record<string, string>>;

/** The jobs of a workflow, each as often as its matrix says, in their order. */
export function jobsOf(path: string, secrets: Names): readonly Job[] {
  const { jobs } = parse(readFileSync(path, 'utf8')) as { jobs: Readonly<Record<string, WrittenJob>> };
  return Object.entries(jobs).flatMap(([name, job]) =>
    combinations(job.strategy?.matrix).map((matrix) => {
      const names = { ...prefixed('secrets', secrets), ...prefixed('matrix', matrix) };
      return {
        name,
        needs: [job.needs ?? []].flat(),
        steps: job.steps.map((step) => stepOf(step, names, filled(job.env, names))),
      };
    }),
  );
}

/** The steps of a composite action that is given these inputs. */
export function stepsOfAction(path: string, given: Names): (outputs: Names) => readonly Step[] {
  const { inputs, runs } = parse(readFileSync(path, 'utf8')) as {
    inputs: Readonly<Record<string, { default: string }>>;
    runs: { steps: readonly WrittenStep[] };
  };
  const defaults = Object.fromEntries(Object.entries(inputs).map(([name, row]) => [name, row.default]));
  return (outputs) => {
    const names = { ...prefixed('inputs', { ...defaults, ...given }), ...prefixed('steps', outputs) };
    return runs.steps.map((step) => stepOf(step, names, {}));
  };
}

/** The outputs that steps wrote to the file that GITHUB_OUTPUT names. */
export function outputsIn(text: string): Names {
  return Object.fromEntries(
    text
      .split('\n')
      .filter((line) => line.includes('='))
      .map((line) => [line.slice(0, line.indexOf('=')), line.slice(line.indexOf('=') + 1)]),
  );
}

function stepOf(step: WrittenStep, names: Names, env: Names): Step {
  const { id, run, uses } = step;
  return {
    ...(id === undefined ? {} : { id }),
    ...(run === undefined ? {} : { run }),
    ...(uses === undefined ? {} : { uses }),
    with: filled(step.with, names),
    env: { ...env, ...filled(step.env, names) },
  };
}

function combinations(matrix: Readonly<Record<string, readonly unknown[]>> = {}): readonly Names[] {
  return Object.entries(matrix).reduce<readonly Names[]>(
    (all, [axis, values]) => all.flatMap((one) => values.map((value) => ({ ...one, [axis]: String(value) }))),
    [{}],
  );
}

function prefixed(prefix: string, names: Names): Names {
  return Object.fromEntries(Object.entries(names).map(([name, value]) => [`${prefix}.${name}`, value]));
}

function filled(values: Readonly<Record<string, unknown>> = {}, names: Names): Names {
  return Object.fromEntries(
    Object.entries(values).map(([key, value]) => [
      key,
      String(value).replace(/\$\{\{\s*(.*?)\s*\}\}/g, (_, name: string) => {
        const known = names[name];
        if (known === undefined) throw new Error(`Nothing is known of ${name}.`);
        return known;
      }),
    ]),
  );
}
