/** For tests only: a source of a target, an agent to open sessions for, and what was recorded. */
import { channels, type ChannelId } from '../../model/channel.ts';
import type { Delivery, Entry } from '../../model/evidence.ts';
import type { SessionSource as Settings } from '../../model/target.ts';
import type { Context } from '../context.ts';
import {
  createContext,
  startServer,
  type ContextOptions,
  type Handler,
  type TestServer,
} from '../stage.fixture.ts';
import type { Party } from '../party.ts';
import { createSessionSource, type OpenOptions, type SessionSource } from './index.ts';

/** What a test plays with. */
export interface Play {
  readonly source: SessionSource;
  readonly context: Context;
  readonly server: TestServer;
}

/** Opens what a test needs, and closes all of it after the test, the last first. */
export interface SourceStage {
  readonly play: (
    settings: (url: string) => Settings,
    handle: Handler,
    more?: ContextOptions & Partial<Context> & { readonly channel?: ChannelId },
  ) => Promise<Play>;
  readonly clear: () => Promise<void>;
}

/** An empty stage. */
export function createSourceStage(): SourceStage {
  const closings: (() => Promise<unknown>)[] = [];
  return {
    play: async (settings, handle, { channel = 'chat', ...more } = {}) => {
      const server = await startServer(handle);
      closings.push(server.close);
      const row = { spelling: undefined, source: settings(server.url) };
      const usual = createContext(server.url, { ...more, channels: { [channel]: row } });
      const { tell, ledger } = more;
      const context = { ...usual, ...(tell && { tell }), ...(ledger && { ledger }) };
      const source = createSessionSource(context, channel);
      closings.push(source.close);
      return { source, context, server };
    },
    clear: async () => {
      for (const close of closings.splice(0).toReversed()) await close();
    },
  };
}

/** An agent who is told nothing, unless a test says otherwise. */
export function agentOf(more: Partial<Pick<Party, 'request' | 'awaitDelivery'>> = {}): OpenOptions['agent'] {
  return {
    name: 'originator',
    user: { id: 'u1', userName: 'ann', uri: undefined, features: [], nickname: 'Ann' },
    request: () => Promise.reject(new Error('this agent asks for nothing')),
    awaitDelivery: async () => undefined,
    ...more,
  };
}

/** A session to open. */
export function optionsFor(more: Partial<OpenOptions> & { readonly on?: ChannelId } = {}): OpenOptions {
  const { on = 'chat', ...rest } = more;
  return {
    trace: `consult-accepted/${on}`,
    channel: channels[on],
    spelling: channels[on].spellings[0],
    agent: agentOf(),
    nickname: 'Kim 1',
    tag: 'run-1',
    ...rest,
  };
}

/** The entries of one kind. */
export function entriesOf<K extends Entry['kind']>(
  { recorder }: Context,
  kind: K,
): Extract<Entry, { kind: K }>[] {
  return recorder.entries().filter((entry): entry is Extract<Entry, { kind: K }> => entry.kind === kind);
}

/** A notification that an agent was sent. */
export function deliveryOf(data: unknown, seq = 100): Delivery {
  return { seq, at: 0, kind: 'delivery', party: 'originator', topic: '/v2/me/chats', data, batch: 0 };
}
