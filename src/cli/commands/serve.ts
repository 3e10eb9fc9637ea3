/** `serve`: the embedded server, for trying things out and for other clients. */
import { InvalidArgumentError } from 'commander';
import { once } from 'node:events';
import { channelIds, type ChannelId } from '../../model/channel.ts';
import { plainText } from '../../report/index.ts';
import type { CommandSpec, Context, Input } from '../context.ts';
import { readBasePath, readPort } from '../flags.ts';
import type { ChosenFault, RunningServer } from '../layers.ts';
import { requireKnown } from '../selection.ts';
import { targetSnippet } from '../target-snippet.ts';

interface ServeFlags {
  readonly port: number;
  readonly csrf: boolean;
  readonly basePath: string;
  readonly fault?: readonly ChosenFault[];
  readonly variant?: readonly string[];
}

/** Starts the embedded server and keeps it until ctrl-C. */
export const serveCommand: CommandSpec = {
  name: 'serve',
  summary: 'start the embedded server: right by default, wrong on request',
  examples: [
    ['serve', 'on a free port of this machine'],
    ['serve --port 8080 --csrf --base-path /gws', 'as a server behind a proxy'],
    ['serve --fault ID@sms', 'wrong on SMS; list faults shows the ids'],
  ],
  declare: (command) => {
    command
      .option('--port <number>', 'the port; 0 takes a free one', readPort, 0)
      .option('--csrf', 'demand CSRF tokens', false)
      .option('--no-csrf', 'demand no CSRF tokens')
      .option('--base-path <path>', 'answer below this path', readBasePath, '')
      .option(
        '--fault <id[@channel]>',
        'a deliberate defect, on both channels or one; may be repeated',
        readFault,
      )
      .option('--variant <id>', 'a right behaviour that differs; may be repeated', collect);
  },
  run,
};

function collect(text: string, previous: readonly string[] = []): readonly string[] {
  return [...previous, text];
}

function readFault(text: string, previous: readonly ChosenFault[] = []): readonly ChosenFault[] {
  const [id = '', where, ...rest] = text.split('@');
  const channel = channelIds.find((known) => known === where);
  if (id === '' || rest.length > 0 || (where !== undefined && channel === undefined))
    throw new InvalidArgumentError(`Expected a fault's id, or id@${channelIds.join(' or id@')}.`);
  return [...previous, { id, ...withChannel(channel) }];
}

function withChannel(channel: ChannelId | undefined): { channel?: ChannelId } {
  return channel === undefined ? {} : { channel };
}

async function run(context: Context, { flags: given }: Input): Promise<number> {
  const flags = given as unknown as ServeFlags;
  const { layers } = context;
  const faultIds = (await layers.faults()).map(({ id }) => id);
  const variantIds = (await layers.variants()).map(({ id }) => id);
  const faults = (flags.fault ?? []).map((fault) => ({
    ...fault,
    id: requireKnown(fault.id, faultIds, 'fault'),
  }));
  const variants = (flags.variant ?? []).map((id) => requireKnown(id, variantIds, 'variant'));
  const { port, csrf, basePath } = flags;
  const server = await layers.startServer({ port, csrf, basePath, faults, variants });
  try {
    context.out(welcome(server));
    const signal = context.interruption();
    if (!signal.aborted) await once(signal, 'abort');
  } finally {
    await server.close();
  }
  return 0;
}

function welcome(server: RunningServer): string {
  const { yaml, shell } = targetSnippet(server);
  const accounts = server.accounts.map(
    ({ party, userName, password }) => `  ${party}: ${userName} / ${password}`,
  );
  return [
    `The embedded server answers at ${server.baseUrl}`,
    '',
    'Accounts (for trying out only; everybody knows these passwords):',
    ...accounts.map(plainText),
    '',
    'To drive it from another shell, save this as target.yaml:',
    '',
    yaml,
    ...shell,
    'consult-conformance run --target target.yaml',
    '',
    'Ctrl-C ends it.',
    '',
  ].join('\n');
}
