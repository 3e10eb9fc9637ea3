/** `verify`: whether a report follows from its evidence. */
import { renderVerification, verifyExitCode } from '../../report/index.ts';
import type { CommandSpec, Context, Input } from '../context.ts';
import { formatFlag } from '../flags.ts';

interface VerifyFlags {
  readonly key?: readonly string[];
  readonly format: 'text' | 'json';
  readonly verbose?: boolean;
}

/** Judges a run again, offline, and says whether its report agrees. */
export const verifyCommand: CommandSpec = {
  name: 'verify',
  summary: 'judge a recorded run again, offline, and say whether its report agrees',
  examples: [
    ['verify reports/latest', 'files, evidence, every verdict and divergence'],
    ['verify reports/latest --key vendor.pem', 'and who signed it'],
    ['verify reports/latest --format json', 'the same for programs'],
  ],
  notes: [
    'Exit code 0: the report follows from the evidence. 1: it does not, or a file was changed, or the signature is not of this key. 3: it could not be found out, as when another suite comes to other verdicts.',
    'Nothing is sent to any server.',
  ],
  declare: (command) => {
    command
      .argument('<folder>', 'the folder that a run wrote')
      .option('--key <file...>', 'a public key (PEM) that has to have signed it; may be repeated')
      .addOption(formatFlag())
      .option('--verbose', 'show everything that differs');
  },
  run,
};

async function run({ layers, screen, out }: Context, { args, flags }: Input): Promise<number> {
  const { key: keys = [], format, verbose = false } = flags as unknown as VerifyFlags;
  const verification = await layers.verifyRun({ folder: String(args[0]), keys });
  out(
    format === 'json'
      ? `${JSON.stringify(verification, null, 2)}\n`
      : renderVerification(verification, { ...screen, verbose }),
  );
  return verifyExitCode(verification);
}
