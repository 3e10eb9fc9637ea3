/** `selftest`: proves that the checks find defects, and find nothing in right servers. */
import { renderSelftest, selftestExitCode } from '../../report/index.ts';
import type { CommandSpec, Context, Input } from '../context.ts';
import { createProgressLine, showSelftestProgress } from '../progress.ts';
import { requireKnown } from '../selection.ts';

interface SelftestFlags {
  readonly fault?: readonly string[];
  readonly verbose?: boolean;
}

/** Runs every fault, variant and null server against the checks. */
export const selftestCommand: CommandSpec = {
  name: 'selftest',
  summary: 'prove the checks: each fault turns the right requirement red, and nothing else',
  examples: [
    ['selftest', 'all faults, variants and null servers'],
    ['selftest --fault ID --verbose', 'one fault, in full; list faults shows the ids'],
  ],
  declare: (command) => {
    command
      .option('--fault <id...>', 'only this fault; may be repeated')
      .option('--verbose', 'show every row');
  },
  run,
};

async function run(context: Context, { flags: given }: Input): Promise<number> {
  const { fault, verbose } = given as unknown as SelftestFlags;
  const { layers, status, screen } = context;
  const known = fault === undefined ? [] : (await layers.faults()).map(({ id }) => id);
  const faults = fault?.map((id) => requireKnown(id, known, 'fault'));
  const line = createProgressLine(status, false);
  const report = await layers
    .selftest({
      ...(faults === undefined ? {} : { faults }),
      onProgress: (progress) => showSelftestProgress(line, progress),
    })
    .finally(() => line.end());
  context.out(renderSelftest(report, { ...screen, verbose: verbose === true }));
  return selftestExitCode(report);
}
