/** `compare`: what differs between runs. */
import { join } from 'node:path';
import { Option } from 'commander';
import { readResults } from '../../archive/index.ts';
import { compareMany, compareResults, labelsOf, type Comparison, type Matrix } from '../../compare/index.ts';
import { UsageError } from '../../model/errors.ts';
import {
  comparisonExitCode,
  comparisonFiles,
  comparisonPaper,
  plainText,
  prepareFolder,
  renderComparison,
  renderComparisonJson,
  renderComparisonMd,
  writeFile,
  type Paper,
} from '../../report/index.ts';
import type { CommandSpec, Context, Input } from '../context.ts';

type Format = 'text' | 'json' | 'md';

interface CompareFlags {
  readonly out?: string;
  readonly format: Format;
  readonly verbose?: boolean;
}

/** What goes to standard output. */
const formats: Readonly<
  Record<
    Format,
    (made: { comparison: Comparison | Matrix; paper: Paper }, context: Context, verbose: boolean) => string
  >
> = {
  text: ({ paper }, { screen }, verbose) => renderComparison(paper, { ...screen, verbose }),
  json: ({ comparison }) => renderComparisonJson(comparison),
  md: ({ paper }) => renderComparisonMd(paper),
};

/** Compares two runs, or puts more side by side. */
export const compareCommand: CommandSpec = {
  name: 'compare',
  summary: 'say what differs between runs: releases, vendors, environments',
  examples: [
    ['compare runs/8.5.1 runs/8.5.2', 'what got better and what got worse since the first run'],
    ['compare old new --out changes', 'also writes comparison.md, comparison.html and comparison.json'],
    ['compare one two three', 'a matrix of implementations: who does what'],
  ],
  notes: [
    'Of two runs, the exit code is 0 when nothing got worse, 1 when something did, and 3 when that can not be said of everything that the first run judged. Of more than two it is 0: none of them is the measure of the others.',
    'A run is the folder that a run wrote, or its results.json.',
  ],
  declare: (command) => {
    command
      .argument('<runs...>', 'two runs or more: folders, or their results.json')
      .option('--out <folder>', 'also write comparison.md, comparison.html and comparison.json there')
      .addOption(
        new Option('--format <name>', 'what is printed').choices(Object.keys(formats)).default('text'),
      )
      .option('--verbose', 'show everything, also what is as it was');
  },
  run,
};

async function run(context: Context, { flags: given, args }: Input): Promise<number> {
  const flags = given as unknown as CompareFlags;
  const places = args[0] as readonly string[];
  if (places.length < 2)
    throw new UsageError('compare needs two runs or more: the folders that they wrote. One was named.');
  const comparison = compared(places);
  const catalog = context.layers.loadCatalog();
  if (flags.out !== undefined) writeAll(flags.out, comparisonFiles(comparison, catalog), context);
  const paper = comparisonPaper(comparison, catalog);
  context.out(formats[flags.format]({ comparison, paper }, context, flags.verbose === true));
  return comparisonExitCode(comparison);
}

function compared(places: readonly string[]): Comparison | Matrix {
  const runs = places.map((place) => ({ place, results: readResults(place) }));
  const labels = labelsOf(runs);
  const labelled = runs.map(({ results }, i) => ({ results, label: labels[i] ?? '' }));
  const [before, after, ...others] = labelled;
  if (before === undefined || after === undefined || others.length > 0) return compareMany(labelled);
  return compareResults(before.results, after.results, [before.label, after.label]);
}

function writeAll(folder: string, files: ReturnType<typeof comparisonFiles>, { status }: Context): void {
  prepareFolder(folder);
  for (const [name, content] of files) {
    const path = join(folder, name);
    writeFile(path, content);
    status.write(`${plainText(path)}\n`);
  }
}
