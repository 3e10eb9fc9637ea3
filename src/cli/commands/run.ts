/** `run`: drives and judges a server, and reports. */
import { pinId, pinnableAnswers, withPins } from '../../catalog/index.ts';
import { configureTarget } from '../../config/index.ts';
import type { ChannelId } from '../../model/channel.ts';
import { UsageError } from '../../model/errors.ts';
import type { Shard } from '../../model/outcome.ts';
import { prepareFolder, renderRunPlan } from '../../report/index.ts';
import { readSigningKey } from '../../run/signing.ts';
import { commandLine } from '../command-line.ts';
import type { CommandSpec, Context, Input } from '../context.ts';
import {
  channelFlag,
  concurrencyFlag,
  deadlineFlags,
  deadlinesOf,
  formatNotes,
  handOverFlags,
  onlyFlag,
  overrideFlags,
  overridesOf,
  readingFlag,
  shardFlag,
} from '../flags.ts';
import { handOver, type HandOverFlags } from '../hand-over.ts';
import type { RunRequest } from '../layers.ts';
import { readBaselineOf } from '../named-baseline.ts';
import { createProgressLine, showRunProgress, type ProgressLine } from '../progress.ts';
import { selectChannels, selectPins, selectRequirements } from '../selection.ts';

interface RunFlags extends HandOverFlags {
  readonly target?: string;
  readonly channel?: readonly ChannelId[];
  readonly only?: readonly string[];
  readonly concurrency?: number;
  readonly reading?: readonly string[];
  readonly dryRun?: boolean;
  readonly shard?: Shard;
}

/** Drives and judges a server. */
export const runCommand: CommandSpec = {
  name: 'run',
  summary: 'drive and judge a server: the one of a target file, or else the embedded one',
  examples: [
    ['run', 'the embedded server, both channels'],
    ['run --target target.yaml', 'the server that the file describes'],
    ['run --target target.yaml --channel sms --only correlation --only RESP-004', 'a part of it'],
    ['run --target target.yaml --dry-run', 'what that would do to the server; nothing is sent'],
    ['run --target target.yaml --baseline baseline.yaml', 'known failures are waived until a day'],
    ['run --target target.yaml --concurrency 5', 'five sessions that consult at the same time'],
    ['run --target target.yaml --shard 2/4 --out shards/2', 'the second of four parts; merge shards/*'],
    ['run --target target.yaml --deadline-notification 30s --out reports/slow', 'a slow server'],
    [
      'run --target target.yaml --base-url https://gws-2.example.com',
      'the same agents on another host; the sources keep their own addresses',
    ],
    ['run --target target.yaml --format junit --format sarif', 'these reports only'],
    ['run --target target.yaml --reading FAILURE-TIME=asynchronous', 'another answer than this one fails'],
  ],
  notes: [
    'The defaults of the deadlines are those of deployed servers; the embedded server, which answers at once, has shorter ones.',
    'Flags go before the environment, which goes before the target file. Passwords are never flags: the target file names the variable or the file that holds them.',
    formatNotes(),
    'Each --reading adds the requirement PIN-ID to the run; explain ID shows the answers of a reading.',
  ],
  declare: (command) => {
    command
      .option('--target <file>', 'the target file (default: CONSULT_TARGET, or else the embedded server)')
      .addOption(channelFlag())
      .addOption(onlyFlag())
      .addOption(readingFlag())
      .addOption(concurrencyFlag())
      .addOption(shardFlag())
      .option('--dry-run', 'show the parties, sessions, requests and messages of the run; send nothing');
    for (const flag of [...handOverFlags(), ...deadlineFlags(), ...overrideFlags()]) command.addOption(flag);
  },
  run,
};

async function run(context: Context, { flags: given }: Input): Promise<number> {
  const flags = given as unknown as RunFlags;
  const request = await requestOf(flags, given, context);
  if (flags.dryRun === true) {
    context.out(renderRunPlan(await context.layers.planOfRun(request), context.screen));
    return 0;
  }
  prepareFolder(flags.out);
  if (flags.sign !== undefined) readSigningKey(flags.sign, context.env); // a wrong key must cost no sessions
  return runWith(context, flags, request);
}

async function runWith(context: Context, flags: RunFlags, request: RunRequest): Promise<number> {
  const { layers } = context;
  const catalog = withPins(layers.loadCatalog(), request.target?.pinned ?? request.pinned);
  const line = createProgressLine(context.status, flags.quiet === true);
  const signal = politely(context, line);
  const ledger = request.target === undefined ? {} : { ledgerFolder: flags.out };
  const { results, evidence, stopped, unclosed } = await layers
    .runConformance({
      ...request,
      ...ledger,
      signal,
      onProgress: (progress) => showRunProgress(line, progress),
    })
    .finally(() => line.end());
  const code = handOver(context, { results, evidence, catalog, stopped }, flags);
  if (unclosed !== undefined) line.note(`Sessions are still open. ${closeThem(flags)}`);
  return code;
}

function closeThem({ target, out }: RunFlags): string {
  const named = target === undefined ? '' : ` --target ${target}`;
  return `To close them: consult-conformance cleanup${named} --out ${out}`;
}

async function requestOf(
  flags: RunFlags,
  given: Input['flags'],
  { argv, env, layers }: Context,
): Promise<RunRequest> {
  const catalog = layers.loadCatalog();
  const deadlines = deadlinesOf(given);
  const pinned = selectPins(flags.reading ?? [], catalog);
  const target = await configureTarget(
    {
      file: flags.target,
      deadlines,
      overrides: overridesOf(given),
      pinned,
      readings: pinnableAnswers(catalog),
    },
    env,
  );
  const channels = selectChannels(flags.channel, target);
  const all = withPins(catalog, target?.pinned ?? pinned);
  const chosen = withAsked(flags.only ?? [], pinned);
  // All checks are loaded only for those who choose among them.
  const checked = chosen.length === 0 ? [] : await layers.checkedRequirements();
  const only = selectRequirements(chosen, { catalog: all, checked, channels });
  const { concurrency, shard } = flags;
  if (shard !== undefined && flags.baseline !== undefined) throw new UsageError(baselineLater);
  const baseline = await readBaselineOf(flags);
  return {
    ...(target === undefined ? { deadlines, pinned } : { target }),
    ...(concurrency === undefined ? {} : { concurrency }),
    ...(baseline === undefined ? {} : { baseline }),
    channels,
    only,
    origin: { command: commandLine(argv), ...(shard === undefined ? {} : { shard }) },
  };
}

const baselineLater =
  'Which known failures are gone is seen in all shards together: give --baseline to merge, not to a shard.';

/** Where only some requirements are asked for, the readings that flags pin are asked for with them. */
function withAsked(only: readonly string[], pinned: Readonly<Record<string, string>>): readonly string[] {
  return only.length === 0 ? only : [...new Set([...only, ...Object.keys(pinned).map(pinId)])];
}

/** The signal that ends a run politely; says so when it does. */
function politely(context: Context, line: ProgressLine): AbortSignal {
  const signal = context.interruption();
  const say = (): void =>
    line.note('Stopping; what was recorded is judged and reported. Ctrl-C again stops at once.');
  signal.addEventListener('abort', say, { once: true });
  return signal;
}
