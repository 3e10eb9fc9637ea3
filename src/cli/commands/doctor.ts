/** `doctor`: whether all is there that a run needs, and what to do when not. */
import { configureTarget } from '../../config/index.ts';
import { pinnableAnswers } from '../../catalog/index.ts';
import type { ChannelId } from '../../model/channel.ts';
import { doctorExitCode, renderDoctorEnd, renderDoctorStep } from '../../report/index.ts';
import type { CommandSpec, Context, Input } from '../context.ts';
import { channelFlag, deadlineFlags, deadlinesOf, formatFlag, overrideFlags, overridesOf } from '../flags.ts';
import { selectChannels } from '../selection.ts';

interface DoctorFlags {
  readonly target?: string;
  readonly channel?: readonly ChannelId[];
  readonly sessions?: boolean;
  readonly format: 'text' | 'json';
}

/** Goes step by step to a server and says for the first step that fails what to do. */
export const doctorCommand: CommandSpec = {
  name: 'doctor',
  summary: 'look whether all is there that a run needs, and say what to do when not',
  examples: [
    ['doctor --target target.yaml', 'changes nothing on the server'],
    ['doctor --target target.yaml --sessions', 'also opens a session on each channel, and completes it'],
    ['doctor --target target.yaml --format json', 'for programs'],
  ],
  notes: [
    'The steps: name resolution, connection, TLS, version; for each agent login, feature, CSRF token, CometD handshake, subscription, state; the addresses of those who are consulted; for each channel where sessions come from, and with --sessions whether one comes. What needs a step that failed is not tried.',
    'Exit code 0: all that was tried is in order; 2: the first failure is one of the target file; 3: another failure.',
  ],
  declare: (command) => {
    command
      .option('--target <file>', 'the target file (default: CONSULT_TARGET, or else the embedded server)')
      .addOption(channelFlag())
      .option('--sessions', 'open a session on each channel, accept it and complete it')
      .addOption(formatFlag());
    for (const flag of [...deadlineFlags(), ...overrideFlags()]) command.addOption(flag);
  },
  run,
};

async function run(context: Context, { flags: given }: Input): Promise<number> {
  const flags = given as unknown as DoctorFlags;
  const { env, layers, screen, out } = context;
  const deadlines = deadlinesOf(given);
  const readings = pinnableAnswers(layers.loadCatalog());
  const target = await configureTarget(
    { file: flags.target, deadlines, overrides: overridesOf(given), readings },
    env,
  );
  const isText = flags.format === 'text';
  const report = await layers.examine({
    ...(target === undefined ? { deadlines } : { target }),
    channels: selectChannels(flags.channel, target),
    opensSessions: flags.sessions === true,
    signal: context.interruption(),
    ...(isText ? { onStep: (step) => out(`${renderDoctorStep(step, screen)}\n`) } : {}),
  });
  out(isText ? `\n${renderDoctorEnd(report, screen)}\n` : `${JSON.stringify(report, null, 2)}\n`);
  return doctorExitCode(report);
}
