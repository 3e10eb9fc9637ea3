/** `merge`: puts the shards of a run together, and judges them as one run. */
import { resolve } from 'node:path';
import { UsageError } from '../../model/errors.ts';
import { readSigningKey } from '../../run/signing.ts';
import type { CommandSpec, Context, Input } from '../context.ts';
import { formatNotes, handOverFlags } from '../flags.ts';
import { handOver, type HandOverFlags } from '../hand-over.ts';
import { readBaselineOf } from '../named-baseline.ts';

/** Puts the shards of a run together. */
export const mergeCommand: CommandSpec = {
  name: 'merge',
  summary: 'put the shards of a run together, and judge them as one run',
  examples: [
    ['merge shards/1 shards/2 shards/3 shards/4', 'the run that was split with run --shard 1/4 and so on'],
    ['merge shards/* --out reports/release', 'where its reports go'],
    ['merge shards/* --baseline baseline.yaml', 'known failures are waived until a day'],
  ],
  notes: [
    'Every shard has to be there once, of the same run: the same target, suite, channels and choice of requirements. Nothing is sent.',
    'The evidence of the shards becomes that of one run, and all is judged anew: what a shard alone could not tell is told here.',
    formatNotes(),
  ],
  declare: (command) => {
    command.argument('<folder...>', 'the folders that the shards wrote, in any order');
    for (const flag of handOverFlags()) command.addOption(flag);
  },
  run,
};

async function run(context: Context, { flags, args: [folders] }: Input): Promise<number> {
  const given = flags as unknown as HandOverFlags;
  refuseOwn(given.out, folders as readonly string[]);
  if (given.sign !== undefined) readSigningKey(given.sign, context.env); // before anything is written
  const baseline = await readBaselineOf(given);
  const merged = await context.layers.mergeShards(folders as readonly string[], baseline);
  return handOver(context, merged, given);
}

/** The evidence of the shards is read while the reports are written. */
function refuseOwn(out: string, folders: readonly string[]): void {
  const own = folders.find((folder) => resolve(folder) === resolve(out));
  if (own === undefined) return;
  throw new UsageError(
    `The reports can't go into ${own}, which is one of the shards. Name another folder with --out.`,
  );
}
