/** Starts the embedded server as `serve` asks for it. */
import { UsageError } from '../model/errors.ts';
import { faults, startReference, variants, type Fault, type Quirk } from '../reference/index.ts';
import type { ServerTrait } from '../model/plan.ts';
import type { ChosenFault, RunningServer, ServeRequest } from './layers.ts';

/** The faults as they are shown. */
export const faultTraits: readonly ServerTrait[] = faults.map((fault) => ({
  id: fault.id,
  text: fault.title,
  channels: fault.channels,
  turnsRed: [...fault.kills, ...fault.with],
}));

/** The variants as they are shown. */
export const variantTraits: readonly ServerTrait[] = variants.map(({ id, title, channels }) => ({
  id,
  text: title,
  channels,
}));

/** Starts the embedded server with the faults and variants that were chosen. */
export async function startEmbeddedServer(request: ServeRequest): Promise<RunningServer> {
  const { port, csrf, basePath } = request;
  const quirks = [
    ...request.faults.flatMap((chosen) =>
      faults.filter(({ id }) => id === chosen.id).map((fault) => faultQuirk(fault, chosen)),
    ),
    ...variants
      .filter(({ id }) => request.variants.includes(id))
      .map(({ id, channels, quirk }): Quirk => ({ ...quirk, id, channels })),
  ];
  const { baseUrl, accounts, close } = await startReference({ port, csrf, basePath, quirks });
  return {
    baseUrl,
    controlUrl: `${baseUrl}/reference`,
    accounts: Object.entries(accounts).map(([party, { userName, password }]) => ({
      party,
      userName,
      password,
    })),
    close,
  };
}

function faultQuirk({ id, channels, make }: Fault, { channel }: ChosenFault): Quirk {
  if (channel !== undefined && !channels.includes(channel))
    throw new UsageError(`The fault ${id} exists on ${channels.join(' and ')} only, not on ${channel}.`);
  return { ...make(), id, channels: channel === undefined ? channels : [channel] };
}
