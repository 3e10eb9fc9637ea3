/** Starts the embedded server as `serve` asks for it. */
import { UsageError } from '../model/errors.ts';
import {
  faults,
  startReference,
  variants,
  type Fault,
  type Quirk,
  type Reference,
} from '../reference/index.ts';
import type { ServerTrait } from '../model/plan.ts';
import type { ChosenFault, RunningServer, ServeRequest } from './layers.ts';
import { prepareTls, type PreparedTls } from './served-tls.ts';

/** The faults as they are shown. */
export const faultTraits: readonly ServerTrait[] = faults.map((fault) => ({
  id: fault.id,
  text: fault.title,
  channels: fault.channels,
  turnsRed: [...fault.kills, ...fault.with],
  ...needing({
    'limits.concurrentSessions': fault.sessionsAtOnce,
    'budget.first': milliseconds(fault.budget?.first),
    'budget.second': milliseconds(fault.budget?.second),
  }),
}));

/** The variants as they are shown. */
export const variantTraits: readonly ServerTrait[] = variants.map((variant) => ({
  id: variant.id,
  text: variant.title,
  channels: variant.channels,
  ...needing({ 'limits.sessionsPerAgent': variant.sessionsPerAgent }),
}));

function needing(values: Readonly<Record<string, string | number | undefined>>): Pick<ServerTrait, 'needs'> {
  const needs = Object.entries(values).flatMap(([key, value]) =>
    value === undefined ? [] : [[key, value] as const],
  );
  return needs.length === 0 ? {} : { needs: Object.fromEntries(needs) };
}

function milliseconds(time: number | undefined): string | undefined {
  return time === undefined ? undefined : `${time}ms`;
}

/** Starts the embedded server as it was chosen to be. */
export async function startEmbeddedServer(request: ServeRequest): Promise<RunningServer> {
  const { faults: _faults, variants: _variants, tls: wanted, ...options } = request;
  const tls = wanted && (await prepareTls(wanted, hostsOf(request)));
  try {
    const server = await startReference({
      ...options,
      quirks: quirksOf(request),
      ...(tls === undefined ? {} : { tls: tls.options }),
    });
    return running(server, tls);
  } catch (error) {
    tls?.remove();
    throw error;
  }
}

/** The names by which clients call the server. */
function hostsOf({ externalBase }: ServeRequest): readonly string[] {
  const outside = externalBase === undefined ? [] : [new URL(externalBase).hostname.replace(/^\[|\]$/g, '')];
  return [...new Set(['localhost', '127.0.0.1', '::1', ...outside])];
}

function running(server: Reference, tls: PreparedTls | undefined): RunningServer {
  const { baseUrl, accounts, queue, gmsUrl, contactCenterId, tokenUrl, publicClientId } = server;
  return {
    baseUrl,
    controlUrl: `${baseUrl}/reference`,
    gmsUrl,
    contactCenterId,
    tokenUrl,
    publicClientId,
    queueId: queue.id,
    accounts: Object.entries(accounts).map(([party, account]) => ({ party, ...account })),
    ...(tls === undefined ? {} : { tls: tls.files }),
    close: async () => {
      await server.close();
      tls?.remove();
    },
  };
}

function quirksOf(request: ServeRequest): readonly Quirk[] {
  return [
    ...request.faults.flatMap((chosen) =>
      faults.filter(({ id }) => id === chosen.id).map((fault) => faultQuirk(fault, chosen)),
    ),
    ...variants
      .filter(({ id }) => request.variants.includes(id))
      .map(({ id, channels, quirk }): Quirk => ({ ...quirk, id, channels })),
  ];
}

function faultQuirk({ id, channels, make }: Fault, { channel }: ChosenFault): Quirk {
  if (channel !== undefined && !channels.includes(channel))
    throw new UsageError(`The fault ${id} exists on ${channels.join(' and ')} only, not on ${channel}.`);
  return { ...make(), id, channels: channel === undefined ? channels : [channel] };
}
