/** `list`: what is checked, and what a run does. */
import { Argument } from 'commander';
import { channelIds, type ChannelId } from '../../model/channel.ts';
import { UsageError } from '../../model/errors.ts';
import { listedRequirements, renderPlan, renderRequirements, renderTraits } from '../../report/index.ts';
import type { CommandSpec, Context, Input } from '../context.ts';
import { channelFlag, formatFlag, onlyFlag } from '../flags.ts';
import { selectRequirements } from '../selection.ts';

type Topic = 'requirements' | 'plan' | 'faults' | 'variants';

/** One row a list: its data, and the same for people. */
const lists: Readonly<
  Record<Topic, (context: Context, flags: ListFlags) => Promise<{ data: unknown; text: string }>>
> = {
  requirements: async ({ layers, screen }) => {
    const catalog = layers.loadCatalog();
    const checked = await layers.checkedRequirements();
    return { data: listedRequirements(catalog, checked), text: renderRequirements(catalog, checked, screen) };
  },
  plan: async ({ layers, screen }, { channel: channels = channelIds, only = [] }) => {
    const offer = { catalog: layers.loadCatalog(), checked: await layers.checkedRequirements(), channels };
    const scenarios = await layers.plannedScenarios(selectRequirements(only, offer));
    return { data: { channels, scenarios }, text: renderPlan(scenarios, channels, screen) };
  },
  faults: async ({ layers, screen }) => {
    const data = await layers.faults();
    return { data, text: renderTraits(data, screen) };
  },
  variants: async ({ layers, screen }) => {
    const data = await layers.variants();
    return { data, text: renderTraits(data, screen) };
  },
};

interface ListFlags {
  readonly plan?: boolean;
  readonly channel?: readonly ChannelId[];
  readonly only?: readonly string[];
  readonly format: 'text' | 'json';
}

/** Shows requirements, the plan of a run, faults or variants. */
export const listCommand: CommandSpec = {
  name: 'list',
  summary: 'show what is checked, and what a run does to a server',
  examples: [
    ['list', 'every requirement with its level, sources and check'],
    ['list --plan --channel sms', 'the sessions and requests of a run on SMS'],
    ['list faults', 'the deliberate defects of the embedded server'],
    ['list --format json', 'for programs'],
  ],
  declare: (command) => {
    command
      .addArgument(
        new Argument('[what]', 'what to list')
          .choices(['requirements', 'faults', 'variants'])
          .default('requirements'),
      )
      .option('--plan', 'the scenarios, sessions and requests that a run makes')
      .addOption(channelFlag())
      .addOption(onlyFlag())
      .addOption(formatFlag());
  },
  run,
};

async function run(context: Context, { flags: given, args }: Input): Promise<number> {
  const flags = given as unknown as ListFlags;
  const what = args[0] as Topic;
  if (flags.plan === true && what !== 'requirements')
    throw new UsageError(`--plan is about runs: leave ${what} out.`);
  if (flags.plan !== true && (flags.channel ?? flags.only) !== undefined)
    throw new UsageError('--channel and --only are about runs: they go with --plan.');
  const { data, text } = await lists[flags.plan === true ? 'plan' : what](context, flags);
  context.out(flags.format === 'json' ? `${JSON.stringify(data, null, 2)}\n` : text);
  return 0;
}
