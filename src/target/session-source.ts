/** What opens sessions of one channel and shows the customer's side of them. */
import type { ChannelId } from '../model/channel.ts';
import { TargetError } from '../model/errors.ts';
import type { CustomerView, Exchange, Purpose, TraceKey } from '../model/evidence.ts';
import { at } from '../model/json.ts';
import type { SessionSource as SourceSettings } from '../model/target.ts';
import { createClient, type Client } from './client.ts';
import type { Call, Context } from './context.ts';
import { readView } from './customer-view.ts';

/** Which session to open. */
export interface OpenOptions {
  readonly trace: TraceKey;
  readonly channel: ChannelId;
  /** The agent who is to be invited. */
  readonly agentUserName: string;
  readonly customerNickname: string;
}

/** The customer's side of one session. */
export interface CustomerSide {
  /** `undefined` when the source does not know it: then the invitation tells. */
  readonly sessionId: string | undefined;
  /** Looks once and records what was seen. `undefined`, and no view recorded, when nothing could be read. */
  readonly look: (phase: CustomerView['phase']) => Promise<CustomerView | undefined>;
  /** Says something; `purpose` is `visible-message` unless given. Never rejects for what the server does. */
  readonly say: (text: string, purpose?: Purpose) => Promise<Exchange>;
  /** Leaves the session, once; further calls do nothing. */
  readonly leave: () => Promise<void>;
}

/** A source of sessions. */
export interface SessionSource {
  /** Opens a session. Throws TargetError when that is not possible. */
  readonly open: (options: OpenOptions) => Promise<CustomerSide>;
  /** Leaves whatever is still open and ends the connections. */
  readonly close: () => Promise<void>;
}

/** How long leaving may take, milliseconds. It is tried even when the run was aborted. */
const GOODBYE_MS = 1_000;

/** The source that the target's description names for a channel. */
export function createSessionSource(context: Context, channel: ChannelId): SessionSource {
  const settings: SourceSettings = context.target.channels[channel]?.source ?? {
    kind: 'none',
    reason: `the target's description has no channel ${channel}`,
  };
  switch (settings.kind) {
    case 'reference':
      return createReferenceSource(context, settings.url);
    case 'none':
      return createAbsentSource(channel, settings.reason);
  }
}

function createAbsentSource(channel: ChannelId, reason: string): SessionSource {
  return {
    open: async () => {
      throw new TargetError(`no ${channel} session can be opened: ${reason}`, 'configuration');
    },
    close: async () => undefined,
  };
}

/** The embedded server's own control address. */
function createReferenceSource(context: Context, url: string): SessionSource {
  const client = createClient(context, { party: 'customer', credentials: undefined, baseUrl: url });
  const open = new Set<CustomerSide>();
  return {
    open: async (options) => {
      const side = await openSession(context, client, options);
      open.add(side);
      return side;
    },
    close: async () => {
      await Promise.all([...open].map((side) => side.leave()));
      await client.close();
    },
  };
}

async function openSession(context: Context, client: Client, options: OpenOptions): Promise<CustomerSide> {
  const { trace, channel, agentUserName, customerNickname } = options;
  const exchange = await client.exchange({
    purpose: 'open-session',
    trace,
    method: 'POST',
    path: '/sessions',
    body: { channel, agent: agentUserName, nickname: customerNickname },
  });
  const json = jsonOf(exchange);
  const customerId = at(json, '/customerId');
  if (typeof customerId !== 'string' || customerId === '') throw notOpened(exchange, channel);
  const sessionId = at(json, '/sessionId');
  return toSide({ context, client, trace, path: `/sessions/${encodeURIComponent(customerId)}` }, sessionId);
}

interface Side {
  readonly context: Context;
  readonly client: Client;
  readonly trace: TraceKey;
  readonly path: string;
}

function toSide({ context, client, trace, path }: Side, sessionId: unknown): CustomerSide {
  const post = (purpose: Purpose, body: Call['body']): Promise<Exchange> =>
    client.exchange({ purpose, trace, method: 'POST', path, body });
  let leaving: Promise<void> | undefined;
  const leave = async (): Promise<void> => {
    const body = { operationName: 'Leave' };
    const goodbye = { signal: new AbortController().signal, deadlineMs: GOODBYE_MS };
    await client.exchange({ purpose: 'close-session', trace, method: 'POST', path, body }, goodbye);
  };
  return {
    sessionId: typeof sessionId === 'string' ? sessionId : undefined,
    look: async (phase) => {
      const exchange = await client.exchange({ purpose: 'customer-view', trace, method: 'GET', path });
      const shown = readView(jsonOf(exchange));
      if (shown === undefined) return undefined;
      return context.recorder.record<CustomerView>({ kind: 'view', trace, phase, ...shown });
    },
    say: (text, purpose = 'visible-message') => post(purpose, { operationName: 'SendMessage', text }),
    leave: () => (leaving ??= leave()),
  };
}

/** The JSON of a successful answer; `undefined` when there is none. */
function jsonOf({ response }: Exchange): unknown {
  const isSuccess = response !== undefined && response.status >= 200 && response.status < 300;
  return isSuccess && response.body.form === 'json' ? response.body.json : undefined;
}

function notOpened({ request, response, failure }: Exchange, channel: ChannelId): TargetError {
  const seen = failure === undefined ? `status ${response?.status}` : `${failure.kind}: ${failure.message}`;
  return new TargetError(
    `${request.method} ${request.url}: no ${channel} session was opened: ${seen}. Expected status 201 and a customerId: is the source's url right?`,
    'session-source',
  );
}
