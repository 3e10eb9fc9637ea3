/** `judge`: judges what others captured of a server, and reports. */
import { readFileSync, statSync } from 'node:fs';
import { Option } from 'commander';
import { captureFormats, type CaptureFile, type CaptureFormat } from '../../model/capture.ts';
import { channelIds, type ChannelId } from '../../model/channel.ts';
import { UsageError } from '../../model/errors.ts';
import { readSigningKey } from '../../run/signing.ts';
import { commandLine } from '../command-line.ts';
import type { CommandSpec, Context, Input } from '../context.ts';
import { channelFlag, formatNotes, handOverFlags, onlyFlag } from '../flags.ts';
import { handOver, type HandOverFlags } from '../hand-over.ts';
import { readBaselineOf } from '../named-baseline.ts';
import { selectRequirements } from '../selection.ts';

interface JudgeFlags extends HandOverFlags {
  readonly channel?: readonly ChannelId[];
  readonly only?: readonly string[];
  readonly from?: CaptureFormat;
  readonly server?: string;
  readonly product?: string;
  readonly productVersion?: string;
  readonly vendor?: string;
}

/** Judges what others captured. */
export const judgeCommand: CommandSpec = {
  name: 'judge',
  summary: 'judge what somebody else recorded: a HAR, Bayeux messages, or notifications; nothing is sent',
  examples: [
    ['judge consult.har', 'what a browser or a proxy recorded while an agent consulted'],
    ['judge originator.har consultant.har', 'the same time, as both agents saw it'],
    ['judge notifications.jsonl --from notifications', 'notifications, one a line'],
    [
      'judge consult.har --product GWS --product-version 8.5.202 --vendor Genesys',
      'with words for the reports',
    ],
  ],
  notes: [
    'What a capture does not contain is not judged, and the run is then incomplete (exit code 3). That something did not come is judged only where the capture goes on long enough.',
    'docs/judging-captures.md shows how to record one, and what each format shows.',
    formatNotes(),
  ],
  declare: (command) => {
    command
      .argument('<file...>', 'captures of one server and one time')
      .addOption(
        new Option('--from <format>', 'the format, where a file does not show it').choices(captureFormats),
      )
      .option('--server <origin>', 'the server to look at, where a HAR holds the traffic of several')
      .addOption(channelFlag())
      .addOption(onlyFlag())
      .option('--product <name>', 'the product that was recorded, for the reports')
      .option('--product-version <version>', 'its version')
      .option('--vendor <name>', 'its vendor');
    for (const flag of handOverFlags()) command.addOption(flag);
  },
  run,
};

async function run(context: Context, { flags: given, args }: Input): Promise<number> {
  const flags = given as unknown as JudgeFlags;
  const { layers } = context;
  const { from, server, product, productVersion: version, vendor } = flags;
  const catalog = layers.loadCatalog();
  const channels = flags.channel && channelIds.filter((id) => flags.channel?.includes(id));
  const offer = { catalog, checked: await layers.checkedRequirements(), channels: channels ?? channelIds };
  const only = selectRequirements(flags.only ?? [], offer);
  const files = readAll(args[0] as readonly string[]);
  if (flags.sign !== undefined) readSigningKey(flags.sign, context.env); // before anything is written
  const baseline = await readBaselineOf(flags);
  const { results, evidence } = await layers.judgeCapture({
    files,
    catalog,
    only,
    origin: { command: commandLine(context.argv) },
    ...(channels && { channels }),
    ...(from && { from }),
    ...(server && { server }),
    ...(product && { product }),
    ...(version && { version }),
    ...(vendor && { vendor }),
    ...(baseline && { baseline }),
  });
  return handOver(context, { results, evidence, catalog }, flags);
}

/** Larger files do not fit into one string. */
const LARGEST_BYTES = 256_000_000;

/** The text of all files. @throws UsageError that names all that can't be read */
function readAll(paths: readonly string[]): readonly CaptureFile[] {
  const read = paths.map(readOne);
  const mistakes = read.filter((one) => typeof one === 'string');
  if (mistakes.length > 0) throw new UsageError(mistakes.join('\n'));
  return read.filter((one) => typeof one !== 'string');
}

function readOne(path: string): CaptureFile | string {
  try {
    const { size } = statSync(path);
    if (size > LARGEST_BYTES) {
      return `${path} has ${Math.round(size / 1e6)} MB, and at most ${LARGEST_BYTES / 1e6} MB are read. Keep the part in which an agent consults, or only the requests to the server.`;
    }
    return { name: path, text: readFileSync(path, 'utf8').replace(/^\uFEFF/, '') };
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : String(error);
    return `${path} can't be read (${troubles[code] ?? code}). Name a file with a capture.`;
  }
}

const troubles: Readonly<Record<string, string>> = {
  ENOENT: 'there is no such file',
  EISDIR: 'it is a folder',
  EACCES: 'it may not be read by this user',
};
