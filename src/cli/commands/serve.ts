/** `serve`: the embedded server, for trying things out and for other clients. */
import { once } from 'node:events';
import type { TraitNeeds } from '../../model/plan.ts';
import type { CommandSpec, Context, Input } from '../context.ts';
import { requireKnown } from '../selection.ts';
import { declareServeFlags, requestOf, type ServeFlags } from '../serve-flags.ts';
import { welcome } from '../welcome.ts';

/** Starts the embedded server and keeps it until ctrl-C. */
export const serveCommand: CommandSpec = {
  name: 'serve',
  summary: 'start the embedded server: right by default, wrong on request',
  examples: [
    ['serve', 'on a free port of this machine'],
    ['serve --port 8080 --csrf --base-path /gws', 'as a server behind a proxy'],
    ['serve --tls --auth oauth --token-ttl 30s', 'encrypted, with tokens that have to be renewed'],
    ['serve --external-base https://gws.example.com', 'addresses in payloads name another host'],
    ['serve --session-ttl 5s --load-balancer --gzip', 'logins end in mid-run; cookies; compressed answers'],
    ['serve --customers', 'for sources of the kind invitation'],
    ['serve --fault ID@sms', 'wrong on SMS; list faults shows the ids'],
  ],
  notes: [
    'It says where it answers, who works there, how a customer comes, and prints a target file that fits.',
    'Accounts, tokens and keys are published: it answers on this machine only, and is for trying out.',
  ],
  declare: declareServeFlags,
  run,
};

async function run(context: Context, { flags: given }: Input): Promise<number> {
  const flags = given as unknown as ServeFlags;
  const { layers } = context;
  const traits = { fault: await layers.faults(), variant: await layers.variants() };
  const faultIds = traits.fault.map(({ id }) => id);
  const variantIds = traits.variant.map(({ id }) => id);
  const faults = (flags.fault ?? []).map((fault) => ({
    ...fault,
    id: requireKnown(fault.id, faultIds, 'fault'),
  }));
  const variants = (flags.variant ?? []).map((id) => requireKnown(id, variantIds, 'variant'));
  const request = requestOf(flags, { faults, variants });
  const server = await layers.startServer(request);
  try {
    const chosen = [
      ...traits.fault.filter(({ id }) => faults.some((one) => one.id === id)),
      ...traits.variant.filter(({ id }) => variants.includes(id)),
    ];
    context.out(
      welcome(server, request, Object.assign({}, ...chosen.map(({ needs }) => needs)) as TraitNeeds),
    );
    const signal = context.interruption();
    if (!signal.aborted) await once(signal, 'abort');
  } finally {
    await server.close();
  }
  return 0;
}
