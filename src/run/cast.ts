/** Gathers what the scenarios are played with: agents who are logged in, sources of sessions, spellings. */
import { channels, type ChannelId, type Spelling } from '../model/channel.ts';
import type { PartyName } from '../model/acts.ts';
import type { AgentFacts } from '../model/evidence.ts';
import {
  connectParty,
  createSessionSource,
  type AgentName,
  type Context,
  type Party,
  type SessionSource,
} from '../target/index.ts';

/** The agents who are logged in, by role. */
export type Parties = Readonly<Partial<Record<AgentName, Party>>>;

/**
 * Logs all agents of the target in, side by side.
 * Throws the first TargetError when one of them can't; the others are logged out again before.
 */
export async function connectParties(context: Context): Promise<Parties> {
  const named = Object.entries(context.target.parties) as [
    AgentName,
    (typeof context.target.parties)[AgentName],
  ][];
  const settled = await Promise.allSettled(
    named.flatMap(([name, account]) => (account === undefined ? [] : [connectParty(context, name, account)])),
  );
  const connected = settled.flatMap((result) => (result.status === 'fulfilled' ? [result.value] : []));
  const failed = settled.find((result) => result.status === 'rejected');
  if (failed !== undefined) {
    await Promise.all(connected.map((party) => party.close()));
    throw failed.reason;
  }
  return Object.fromEntries(connected.map((party) => [party.name, party]));
}

/** Says goodbye for all agents. */
export async function closeParties(parties: Parties): Promise<void> {
  await Promise.all(Object.values(parties).map((party) => party.close()));
}

/** What the evidence keeps of each agent. */
export function factsOf(parties: Parties): Partial<Record<PartyName, AgentFacts>> {
  return Object.fromEntries(
    Object.values(parties).map(({ name, user: { id, userName, nickname } }) => [
      name,
      { userId: id, userName, nickname },
    ]),
  );
}

/** What one channel of a run needs. */
export interface ChannelCast {
  readonly spelling: Spelling;
  readonly source: SessionSource;
}

/** The source and the spelling of a channel; where several spellings are in use, the one whose sessions the server lists. */
export async function castChannel(
  context: Context,
  channel: ChannelId,
  parties: Parties,
): Promise<ChannelCast> {
  const source = createSessionSource(context, channel);
  const { spellings } = channels[channel];
  const told = context.target.channels[channel]?.spelling;
  if (told !== undefined || spellings.length === 1) return { source, spelling: told ?? spellings[0] };
  const answers = await Promise.all(
    spellings.map(async (spelling) => ({ spelling, served: await lists(parties.originator, spelling) })),
  );
  return { source, spelling: answers.find(({ served }) => served)?.spelling ?? spellings[0] };
}

async function lists(party: Party | undefined, { collection }: Spelling): Promise<boolean> {
  const exchange = await party?.request({
    purpose: 'probe-spelling',
    trace: null,
    method: 'GET',
    path: `/api/v2/me/${collection}`,
  });
  const status = exchange?.response?.status ?? 0;
  return status >= 200 && status < 300;
}
