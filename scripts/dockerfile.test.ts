import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { DockerfileParser } from 'dockerfile-ast';
import { validate, ValidationSeverity } from 'dockerfile-utils';
import { describe, expect, it } from 'vitest';

const text = readFileSync('Dockerfile', 'utf8');
const dockerfile = DockerfileParser.parse(text);
const ignored = readFileSync('.dockerignore', 'utf8').split('\n');
const { bin, files, scripts } = JSON.parse(readFileSync('package.json', 'utf8')) as {
  bin: Record<string, string>;
  files: string[];
  scripts: Record<string, string>;
};

const stages = dockerfile.getFROMs();
const copies = dockerfile.getCOPYs().map((copy) => {
  const from = copy
    .getFlags()
    .find((flag) => flag.getName() === 'from')
    ?.getValue();
  const paths = copy.getArguments().map((argument) => argument.getValue());
  return { from, sources: paths.slice(0, -1) };
});

describe('the Dockerfile', () => {
  it('is right by a linter that knows every instruction', () => {
    const problems = validate(text, {
      deprecatedMaintainer: ValidationSeverity.ERROR,
      directiveCasing: ValidationSeverity.ERROR,
      emptyContinuationLine: ValidationSeverity.ERROR,
      instructionCasing: ValidationSeverity.ERROR,
      instructionCmdMultiple: ValidationSeverity.ERROR,
      instructionEntrypointMultiple: ValidationSeverity.ERROR,
      instructionHealthcheckMultiple: ValidationSeverity.ERROR,
      instructionJSONInSingleQuotes: ValidationSeverity.ERROR,
      instructionWorkdirRelative: ValidationSeverity.ERROR,
    });
    expect(problems.map(({ message, range }) => `${range.start.line + 1}: ${message}`)).toEqual([]);
  });

  it('copies what is there, and what the builder is given', () => {
    const sources = copies.filter(({ from }) => from === undefined).flatMap((copy) => copy.sources);
    expect(sources.length).toBeGreaterThan(5);
    for (const source of sources) {
      expect(existsSync(source), `${source} is there`).toBe(true);
      expect(ignored, `${source} reaches the builder`).toContain(`!${source}`);
    }
    const given = ignored.filter((line) => line.startsWith('!')).map((line) => line.slice(1));
    expect(given.toSorted()).toEqual(sources.toSorted());
  });

  it('copies all that the build reads', () => {
    const sources = copies.flatMap((copy) => copy.sources);
    const programs = [...(scripts['build']?.matchAll(/node (\S+)/g) ?? [])].map(([, path = '']) => path);
    const configured = [...(scripts['build']?.matchAll(/-p (\S+)/g) ?? [])].map(([, path = '']) => path);
    const read = programs.flatMap((path) =>
      [...readFileSync(path, 'utf8').matchAll(/'\.\.\/([^']+)'/g)].map(([, found = '']) => found),
    );
    const needed = [...programs, ...configured, ...read.filter((path) => !/^dist(\/|$)/.test(path))];
    const isCopied = (path: string): boolean =>
      sources.some((source) => path === source || path.startsWith(`${source}/`));
    expect(needed.length).toBeGreaterThan(2);
    expect(needed.filter((path) => !isCopied(path))).toEqual([]);
  });

  it('copies from stages that come before', () => {
    const names = stages.map((stage) => stage.getBuildStage());
    const taken = copies.flatMap(({ from }) => from ?? []);
    expect(new Set(taken)).toEqual(new Set(names.filter((name) => name !== null)));
  });

  it('copies all that the package is made of', () => {
    const sources = copies.flatMap((copy) => copy.sources);
    const made = files.filter((name) => !name.startsWith('!') && !name.startsWith('dist'));
    expect(made.filter((name) => !sources.includes(name))).toEqual([]);
  });

  it('runs the program as a user who is not root, without a shell', () => {
    const last = stages.at(-1)?.getRange()?.start.line ?? 0;
    const instructions = dockerfile.getInstructions().filter((one) => one.getRange().start.line > last);
    const of = (keyword: string): string[] =>
      instructions
        .filter((one) => one.getKeyword() === keyword)
        .map((one) => one.getArgumentsContent() ?? '');
    expect(of('USER')).toEqual(['node']);
    expect(of('ENTRYPOINT')).toEqual(['["consult-conformance"]']);
    expect(of('RUN').join('\n')).toContain(
      join('/opt/consult-conformance', bin['consult-conformance'] ?? ''),
    );
    expect(instructions.findIndex((one) => one.getKeyword() === 'USER')).toBeGreaterThan(
      instructions.findLastIndex((one) => one.getKeyword() === 'RUN'),
    );
  });

  it('takes every image by a tag, and holds no secret', () => {
    expect(stages.map((stage) => stage.getImage())).toEqual(stages.map(() => '${NODE_IMAGE}'));
    expect(dockerfile.getInitialARGs().map((one) => one.getArgumentsContent())).toEqual([
      expect.stringMatching(/^NODE_IMAGE=node:\d+-slim$/),
    ]);
    const set = dockerfile.getInstructions().filter((one) => /^(ENV|ARG)$/.test(one.getKeyword()));
    for (const one of set) expect(one.getArgumentsContent()).not.toMatch(/password|token|secret|_key/i);
  });
});
