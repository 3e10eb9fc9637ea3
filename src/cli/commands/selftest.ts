/** `selftest`: proves that the checks find defects, and find nothing in right servers. */
import { InvalidArgumentError } from 'commander';
import { existsSync, readFileSync } from 'node:fs';
import { UsageError } from '../../model/errors.ts';
import type { ServerTrait } from '../../model/plan.ts';
import {
  prepareFolder,
  renderSelftest,
  selftestExitCode,
  writeFile,
  writeSelftest,
} from '../../report/index.ts';
import type { CommandSpec, Context, Input } from '../context.ts';
import { createProgressLine, showSelftestProgress } from '../progress.ts';
import { requireKnown } from '../selection.ts';

interface SelftestFlags {
  readonly fault?: readonly string[];
  readonly variant?: readonly string[];
  readonly verbose?: boolean;
  readonly jobs?: number;
  readonly golden?: string;
  readonly update?: boolean;
  readonly out?: string;
}

/** Runs every fault, variant and null server against the checks. */
export const selftestCommand: CommandSpec = {
  name: 'selftest',
  summary: 'prove the checks: each fault turns the right requirement red, and nothing else',
  examples: [
    ['selftest', 'all faults, variants and null servers'],
    ['selftest --fault ID --verbose', 'one fault, in full; list faults shows the ids'],
    ['selftest --variant ID', 'one right server that differs; list variants shows the ids'],
    ['selftest --golden FILE', 'tell which verdicts moved since FILE was written; --update writes it'],
  ],
  declare: (command) => {
    command
      .option('--fault <id...>', 'only this fault; may be repeated')
      .option('--variant <id...>', 'only this variant; may be repeated')
      .option('--verbose', 'show every row')
      .option('--jobs <n>', 'processes to use (default: one for each processor, at most 8)', readJobs)
      .option('--golden <file>', 'the verdicts of every server as they have to be')
      .option('--update', 'write the verdicts as they are into the golden file')
      .option('--out <folder>', 'write selftest.md and selftest.json into this folder');
  },
  run,
};

function readJobs(text: string): number {
  if (!/^[1-9]\d?$/.test(text)) throw new InvalidArgumentError('Expected a number of processes: 1 to 99.');
  return Number(text);
}

async function run(context: Context, { flags: given }: Input): Promise<number> {
  const { fault, variant, verbose, jobs, golden, update = false, out } = given as unknown as SelftestFlags;
  const { layers, status, screen } = context;
  const faults = fault && (await knownOf(fault, 'fault', layers.faults));
  const variants = variant && (await knownOf(variant, 'variant', layers.variants));
  demandSense(given as unknown as SelftestFlags);
  if (out !== undefined) prepareFolder(out);
  const line = createProgressLine(status, false);
  const report = await layers
    .selftest({
      ...(faults === undefined ? {} : { faults }),
      ...(variants === undefined ? {} : { variants }),
      ...(jobs === undefined ? {} : { jobs }),
      ...(golden === undefined || update ? {} : { golden: readFileSync(golden, 'utf8') }),
      onProgress: (progress) => showSelftestProgress(line, progress),
    })
    .finally(() => line.end());
  if (golden !== undefined && update) writeFile(golden, report.golden);
  if (out !== undefined) writeSelftest(out, report);
  context.out(renderSelftest(report, { ...screen, verbose: verbose === true }));
  return selftestExitCode(report);
}

/** The ids as they are written. @throws UsageError for one that there is not */
async function knownOf(
  ids: readonly string[],
  what: 'fault' | 'variant',
  list: () => Promise<readonly ServerTrait[]>,
): Promise<readonly string[]> {
  const known = (await list()).map(({ id }) => id);
  return ids.map((id) => requireKnown(id, known, what));
}

/** Flags that mean nothing together, or name what is not there, are told before anything is tried. */
function demandSense({ fault, variant, golden, update = false }: SelftestFlags): void {
  if (update && golden === undefined)
    throw new UsageError('--update needs --golden FILE: the file to write.');
  if (update && (fault ?? variant) !== undefined)
    throw new UsageError('--update writes the verdicts of all servers: leave --fault and --variant out.');
  if (golden !== undefined && !update && !existsSync(golden))
    throw new UsageError(`There is no golden file ${golden}. Write it with --golden ${golden} --update.`);
}
