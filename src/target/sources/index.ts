/** The sources of sessions, one row a kind. */
import type { ChannelId } from '../../model/channel.ts';
import { TargetError } from '../../model/errors.ts';
import type { SessionSource as Settings } from '../../model/target.ts';
import type { Context } from '../context.ts';
import { createCommandSource } from './command.ts';
import { createGmsSource } from './gms.ts';
import { createGwsSource } from './gws.ts';
import { createInvitationSource } from './invitation.ts';
import { demandGoingOn, withLedger } from './ledger.ts';
import { createListSource } from './list.ts';
import { createRecipeSource } from './recipe.ts';
import { createReferenceSource } from './reference.ts';
import type { SessionSource } from './source.ts';

export type { Fate, Ledger, Planned } from './ledger.ts';
export type { Capabilities, CustomerSide, OpenOptions, Remainder, SessionSource } from './source.ts';

type Makers = {
  readonly [K in Settings['kind']]: (
    context: Context,
    settings: Extract<Settings, { kind: K }>,
  ) => SessionSource;
};

const makers: Makers = {
  none: (_, { reason }) => createAbsentSource(reason),
  reference: (context, { url }) => createReferenceSource(context, url),
  gms: createGmsSource,
  gws: createGwsSource,
  recipe: createRecipeSource,
  command: createCommandSource,
  list: (context, { ids }) => createListSource(context, ids),
  invitation: createInvitationSource,
};

/**
 * The source that the target's description names for a channel. Closing it leaves every session that is still open.
 * Its sessions stand in the ledger of the run, where it has one.
 */
export function createSessionSource(context: Context, channel: ChannelId): SessionSource {
  const settings: Settings = context.target.channels[channel]?.source ?? {
    kind: 'none',
    reason: `the target's description has no channel ${channel}`,
  };
  const make = makers[settings.kind] as (context: Context, settings: Settings) => SessionSource;
  const source = make(context, settings);
  const { ledger, recorder, signal } = context;
  const { kind } = settings;
  const kept = ledger === undefined ? source : withLedger(source, { ledger, recorder, kind, signal });
  return leavingAll(kept, signal);
}

function leavingAll(source: SessionSource, signal: AbortSignal): SessionSource {
  const sides = new Set<Awaited<ReturnType<SessionSource['open']>>>();
  return {
    ...source,
    open: async (options) => {
      demandGoingOn(signal);
      const side = await source.open(options);
      sides.add(side);
      return side;
    },
    close: async () => {
      await Promise.all([...sides].map((side) => side.leave()));
      await source.close();
    },
  };
}

function createAbsentSource(reason: string): SessionSource {
  return {
    capabilities: { opens: false, say: false, look: false, leave: false, choosesAgent: false },
    open: async ({ channel }) => {
      throw new TargetError(`no ${channel.id} session can be opened: ${reason}`, 'configuration');
    },
    close: async () => undefined,
  };
}
