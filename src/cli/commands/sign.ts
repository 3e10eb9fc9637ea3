/** `sign`: signs a run that was recorded before. */
import type { CommandSpec, Context, Input } from '../context.ts';

/** Signs the reports in a folder. */
export const signCommand: CommandSpec = {
  name: 'sign',
  summary: 'sign the reports of a run that was recorded before',
  examples: [
    ['sign reports/latest --key vendor.key', 'writes attestation.dsse.json'],
    ['sign reports/latest --key laboratory.key', 'a second signature beside the first'],
  ],
  notes: [
    'The key is a PEM file: Ed25519, ECDSA (P-256, P-384, P-521) or RSA. Its passphrase is never an argument: CONSULT_SIGN_PASSPHRASE holds it, or CONSULT_SIGN_PASSPHRASE_FILE names the file that does.',
    'run --sign signs at once. verify --key checks.',
  ],
  declare: (command) => {
    command
      .argument('<folder>', 'the folder that a run wrote')
      .requiredOption('--key <file>', 'the private key (PEM)');
  },
  run,
};

async function run({ layers, env, out }: Context, { args, flags }: Input): Promise<number> {
  const signed = await layers.signRecorded({ folder: String(args[0]), key: String(flags['key']), env });
  const others = signed.signatures > 1 ? `, beside ${signed.signatures - 1} of others` : '';
  out(`Signed ${signed.result} in ${signed.path} by the key ${signed.keyId}${others}.\n`);
  return 0;
}
