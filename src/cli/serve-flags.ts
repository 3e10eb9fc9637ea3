/** The flags of `serve`, in groups, and the server that they ask for. */
import { InvalidArgumentError, Option, type Command } from 'commander';
import { durationForm, parseDuration } from '../config/index.ts';
import { channelIds, type ChannelId } from '../model/channel.ts';
import { UsageError } from '../model/errors.ts';
import { readBasePath, readPort } from './flags.ts';
import type { ChosenFault, ServedAuth, ServedTls, ServeRequest } from './layers.ts';

/** What the flags of `serve` were. */
export interface ServeFlags {
  readonly port: number;
  readonly csrf: boolean;
  readonly basePath: string;
  readonly externalBase?: string;
  readonly tls?: true;
  readonly tlsCert?: string;
  readonly tlsKey?: string;
  readonly tlsClient?: true;
  readonly tlsFolder?: string;
  readonly auth: ServedAuth;
  readonly tokenTtl?: number;
  readonly sessionTtl?: number;
  readonly singleLogin?: true;
  readonly loadBalancer?: true;
  readonly gzip?: true;
  readonly customers?: true;
  readonly fault?: readonly ChosenFault[];
  readonly variant?: readonly string[];
}

const authNames: readonly ServedAuth[] = ['basic', 'bearer', 'oauth'];

const groups = (): readonly (readonly [heading: string, options: readonly Option[]])[] => [
  [
    'Where it answers:',
    [
      new Option('--port <number>', 'the port; 0 takes a free one').argParser(readPort).default(0),
      new Option('--base-path <path>', 'answer below this path').argParser(readBasePath).default('', 'none'),
      new Option(
        '--external-base <url>',
        'begin the addresses in payloads with this, as behind a proxy',
      ).argParser(readBase),
      new Option('--tls', 'encrypted, with a certificate that is made for it'),
      new Option('--tls-cert <file>', 'encrypted, with this certificate (PEM)'),
      new Option('--tls-key <file>', 'the key of that certificate (PEM)'),
      new Option('--tls-client', 'encrypted, and clients show a certificate that is made for them'),
      new Option('--tls-folder <folder>', 'write the certificates that are made there, and keep them'),
      new Option('--load-balancer', 'behind a load balancer, which wants its cookie back'),
      new Option('--gzip', 'compress answers for clients that ask for it'),
    ],
  ],
  [
    'How agents log in:',
    [
      new Option('--auth <form>', 'password, fixed token, or tokens of a token endpoint')
        .choices(authNames)
        .default('basic'),
      new Option(
        '--token-ttl <duration>',
        'how long a token of the endpoint is good (default: 60m)',
      ).argParser(readTtl),
      new Option(
        '--session-ttl <duration>',
        'how long a login lasts (default: as long as the server)',
      ).argParser(readTtl),
      new Option('--single-login', "end an agent's login when the agent logs in again"),
      new Option('--csrf', 'demand CSRF tokens').default(false),
      new Option('--no-csrf', 'demand no CSRF tokens'),
    ],
  ],
  [
    'What happens there:',
    [
      new Option('--customers', 'customers come by themselves: one always waits for each agent who is ready'),
      new Option(
        '--fault <id[@channel]>',
        'a deliberate defect, on both channels or one; may be repeated',
      ).argParser(readFault),
      new Option('--variant <id>', 'a right behaviour that differs; may be repeated').argParser(collect),
    ],
  ],
];

/** Declares the flags. */
export function declareServeFlags(command: Command): void {
  for (const [heading, options] of groups())
    for (const option of options) command.addOption(option.helpGroup(heading));
}

function readBase(text: string): string {
  if (!/^https?:\/\/[^\s/?#@]+(\/[^\s?#]*)?$/.test(text) || !URL.canParse(text))
    throw new InvalidArgumentError('Expected an http or https address, such as https://gws.example.com.');
  return text.replace(/\/+$/, '');
}

function readTtl(text: string): number {
  const ms = parseDuration(text);
  if (ms === undefined || ms === 0) throw new InvalidArgumentError(`Expected ${durationForm}.`);
  return ms;
}

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

/** The server that the flags ask for. Throws UsageError when they contradict each other. */
export function requestOf(
  flags: ServeFlags,
  chosen: Pick<ServeRequest, 'faults' | 'variants'>,
): ServeRequest {
  const { port, csrf, basePath, auth, singleLogin = false, gzip = false, customers = false } = flags;
  const {
    loadBalancer: balancer = false,
    externalBase,
    tokenTtl: tokenTtlMs,
    sessionTtl: sessionTtlMs,
  } = flags;
  if (tokenTtlMs !== undefined && auth !== 'oauth')
    throw new UsageError('--token-ttl is about tokens of the token endpoint: it goes with --auth oauth.');
  const tls = tlsOf(flags);
  return {
    port,
    csrf,
    basePath,
    auth,
    singleLogin,
    balancer,
    gzip,
    customers,
    ...chosen,
    ...(externalBase === undefined ? {} : { externalBase }),
    ...(tls === undefined ? {} : { tls }),
    ...(tokenTtlMs === undefined ? {} : { tokenTtlMs }),
    ...(sessionTtlMs === undefined ? {} : { sessionTtlMs }),
  };
}

function tlsOf(flags: ServeFlags): ServedTls | undefined {
  const { tls = false, tlsCert: cert, tlsKey: key, tlsClient: demandsClient = false, tlsFolder } = flags;
  if ((cert === undefined) !== (key === undefined))
    throw new UsageError('--tls-cert and --tls-key go together: the certificate, and its key.');
  const files = cert === undefined || key === undefined ? undefined : { cert, key };
  if (tlsFolder !== undefined && !(tls || demandsClient))
    throw new UsageError(
      '--tls-folder is about certificates that are made: it goes with --tls or --tls-client.',
    );
  if (!tls && !demandsClient && files === undefined) return undefined;
  const folder = tlsFolder === undefined ? {} : { folder: tlsFolder };
  return { demandsClient, ...folder, ...(files === undefined ? {} : { files }) };
}
