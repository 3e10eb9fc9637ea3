/** `run`: drives and judges a server, and reports. */
import { join } from 'node:path';
import { configureTarget } from '../../config/index.ts';
import type { ChannelId } from '../../model/channel.ts';
import { exitCode, prepareFolder, renderConsole, renderVerdict, writeReports } from '../../report/index.ts';
import type { CommandSpec, Context, Input } from '../context.ts';
import { channelFlag, concurrencyFlag, deadlineFlags, deadlinesOf, onlyFlag } from '../flags.ts';
import type { RunRequest } from '../layers.ts';
import { createProgressLine, showRunProgress, type ProgressLine } from '../progress.ts';
import { selectChannels, selectRequirements } from '../selection.ts';

interface RunFlags {
  readonly target?: string;
  readonly channel?: readonly ChannelId[];
  readonly only?: readonly string[];
  readonly concurrency?: number;
  readonly out: string;
  readonly verbose?: boolean;
  readonly quiet?: boolean;
}

/** Drives and judges a server. */
export const runCommand: CommandSpec = {
  name: 'run',
  summary: 'drive and judge a server: the one of a target file, or else the embedded one',
  examples: [
    ['run', 'the embedded server, both channels'],
    ['run --target target.yaml', 'the server that the file describes'],
    ['run --target target.yaml --channel sms --only correlation --only RESP-004', 'a part of it'],
    ['run --target target.yaml --concurrency 5', 'five sessions that consult at the same time'],
    ['run --target target.yaml --deadline-notification 30s --out reports/slow', 'a slow server'],
  ],
  notes: [
    'The defaults of the deadlines are those of deployed servers; the embedded server, which answers at once, has shorter ones.',
  ],
  declare: (command) => {
    command
      .option('--target <file>', 'the target file (default: CONSULT_TARGET, or else the embedded server)')
      .addOption(channelFlag())
      .addOption(onlyFlag())
      .addOption(concurrencyFlag())
      .option('--out <folder>', 'where the reports go', 'reports/latest')
      .option('--verbose', 'show every row')
      .option('--quiet', 'show the verdict only');
    for (const flag of deadlineFlags()) command.addOption(flag);
  },
  run,
};

async function run(context: Context, { flags: given }: Input): Promise<number> {
  const flags = given as unknown as RunFlags;
  const request = await requestOf(flags, given, context);
  prepareFolder(flags.out);
  const tests = context.layers.startTests();
  try {
    tests.open(flags.out);
    return await runWith(context, flags, { ...request, tests });
  } finally {
    tests.abandon();
  }
}

async function runWith(context: Context, flags: RunFlags, request: RunRequest): Promise<number> {
  const { layers } = context;
  const catalog = layers.loadCatalog();
  const line = createProgressLine(context.status, flags.quiet === true);
  const signal = politely(context, line);
  const { results, evidence, stopped, tested } = await layers
    .runConformance({ ...request, signal, onProgress: (progress) => showRunProgress(line, progress) })
    .finally(() => line.end());
  const written = writeReports(flags.out, { results, evidence, catalog });
  const files = [...written, join(flags.out, 'allure-results')];
  const { width, paint } = context.screen;
  const cause = stopped === undefined ? {} : { stopped };
  const view = { results, catalog, width, paint, files, verbose: flags.verbose === true, ...cause };
  if (flags.quiet === true && stopped !== undefined) line.note(`Nothing was driven: ${stopped.reason}`);
  context.out(flags.quiet === true ? `${renderVerdict(view)}\n` : renderConsole(view));
  await tested;
  return exitCode(results);
}

async function requestOf(
  flags: RunFlags,
  given: Input['flags'],
  { env, layers }: Context,
): Promise<RunRequest> {
  const deadlines = deadlinesOf(given);
  const target = await configureTarget({ file: flags.target, deadlines }, env);
  const channels = selectChannels(flags.channel, target);
  const offer = { catalog: layers.loadCatalog(), checked: await layers.checkedRequirements(), channels };
  const only = selectRequirements(flags.only ?? [], offer);
  const { concurrency } = flags;
  return {
    ...(target === undefined ? { deadlines } : { target }),
    ...(concurrency === undefined ? {} : { concurrency }),
    channels,
    only,
  };
}

/** The signal that ends a run politely; says so when it does. */
function politely(context: Context, line: ProgressLine): AbortSignal {
  const signal = context.interruption();
  const say = (): void =>
    line.note('Stopping; what was recorded is judged and reported. Ctrl-C again stops at once.');
  signal.addEventListener('abort', say, { once: true });
  return signal;
}
