/** An agent that is logged in, listens to its notifications and makes requests. */
import { channels } from '../model/channel.ts';
import { TargetError } from '../model/errors.ts';
import type { Delivery, Exchange } from '../model/evidence.ts';
import type { AgentAccount, AgentName } from '../model/target.ts';
import { createClient, type Client } from './client.ts';
import type { Call, Context } from './context.ts';
import { createDeadline } from './deadline.ts';
import { createDeliveryLog, type DeliveryLog, type WaitOptions } from './delivery-log.ts';
import { login, loginAgain, type User } from './login.ts';
import { startNotifications, type Notifications } from './notifications.ts';
import { tidyingMs } from './tidying.ts';
import { drivenChannels, endWork, readWorkState, startWork } from './work.ts';

/** Reaches one agent's side of the server. */
export interface Party {
  readonly name: AgentName;
  readonly user: User & { readonly nickname: string };
  /**
   * Makes a request and records it. Never rejects for what the server does: the exchange then has a `failure`.
   * Where a redirect or a renewed CSRF token made several requests of it, each is recorded; this is the last.
   */
  readonly request: (call: Call) => Promise<Exchange>;
  /**
   * Resolves with the first delivery recorded after `after` (a `seq`), there already or to come, for which
   * `wanted` is true; with `undefined` at the deadline, when the run is aborted or when the party is closed.
   */
  readonly awaitDelivery: (
    wanted: (delivery: Delivery) => boolean,
    options: WaitOptions,
  ) => Promise<Delivery | undefined>;
  /**
   * Disconnects from notifications and ends all connections; ends the contact-centre session, too, when it was begun
   * here, unless told not to.
   */
  readonly close: (options?: { readonly endSession?: boolean }) => Promise<void>;
}

/** How long a goodbye may take in all, milliseconds: a server that is gone must not hold up the end of a run. */
const GOODBYE_MS = 1_000;

/**
 * Logs an agent in and starts to listen. Resolves when its notifications are subscribed to.
 * Throws TargetError, with what happened and what to do, when the server can't be reached or refuses.
 */
export async function connectParty(context: Context, name: AgentName, account: AgentAccount): Promise<Party> {
  const { baseUrl } = context.target;
  const client = createClient(context, { party: name, credentials: account.credentials, baseUrl });
  const deliveries = createDeliveryLog(context.signal);
  const connection: Connection = { client, deliveries, notifications: undefined, work: undefined };
  try {
    const { user, exchange } = await login(client, account);
    client.keepLoggedIn(() => resume(context, client, account));
    const onRecovery = (): void => void lookAround(context, client);
    connection.notifications = startNotifications(context, {
      client,
      onDelivery: deliveries.add,
      onRecovery,
    });
    // Whoever is ready may be invited at once: nothing may be told before anybody listens (GWS, "Login").
    const isOurs = context.target.startsWork !== false && readWorkState(exchange) !== 'working';
    const [watch, isOver] = await Promise.all([
      connection.notifications.ready,
      isOurs ? context.ledger?.beginWork(name) : undefined,
    ]);
    if (isOurs) connection.work = { isOver, isBegun: false };
    if (watch.state === 'closed') throw notSubscribed(context, account, watch.reason);
    const isBegun = await startWork(client, context.target);
    if (connection.work !== undefined) connection.work = { isOver, isBegun };
    return toParty(context, connection, { name, user: { ...user, nickname: account.nickname } });
  } catch (error) {
    await hangUp(context, connection, true);
    throw error;
  }
}

/** Logs in again, and starts work again where the server says that there is none any more. */
async function resume(context: Context, client: Client, account: AgentAccount): Promise<boolean> {
  const again = await loginAgain(client, account);
  if (again === undefined) return false;
  if (readWorkState(again.exchange) === 'away') await startWork(client, context.target, { once: true });
  return true;
}

/** Records how things stand after notifications were lost: they may have told what nobody heard. */
async function lookAround({ target }: Context, client: Client): Promise<void> {
  const looks = drivenChannels(target).map((id) => {
    const { collection } = target.channels[id]?.spelling ?? channels[id].spellings[0];
    const path = `/api/v2/me/${collection}`;
    return client.exchange({ purpose: 'recover', trace: null, method: 'GET', path });
  });
  await Promise.all(looks);
}

interface Connection {
  readonly client: Client;
  readonly deliveries: DeliveryLog;
  notifications: Notifications | undefined;
  /** The work that is begun here, and is to be ended here; `undefined`: the agent worked before, or is left as it is. */
  work: Work | undefined;
}

interface Work {
  readonly isBegun: boolean;
  /** Notes that it is over; absent: nobody keeps account of it. */
  readonly isOver: (() => Promise<void>) | undefined;
}

interface Naming {
  readonly name: AgentName;
  readonly user: Party['user'];
}

function toParty(context: Context, connection: Connection, { name, user }: Naming): Party {
  let closing: Promise<void> | undefined;
  return {
    name,
    user,
    request: (call) => connection.client.exchange(call),
    awaitDelivery: connection.deliveries.wait,
    close: ({ endSession = true } = {}) => (closing ??= hangUp(context, connection, endSession)),
  };
}

/** Ends everything in the order in which the server allows it; the end of the session is last. */
async function hangUp(context: Context, connection: Connection, endSession: boolean): Promise<void> {
  const { client, deliveries, notifications, work } = connection;
  const goodbyeMs = context.signal.aborted ? tidyingMs(context.target.deadlines) : GOODBYE_MS;
  const deadline = createDeadline(new AbortController().signal, goodbyeMs);
  try {
    await notifications?.close(deadline.signal);
    const isOver = work?.isBegun !== true || (endSession && (await endWork(client, deadline.signal)));
    if (isOver) await work?.isOver?.();
  } finally {
    deadline.release();
    deliveries.end();
    await client.close();
  }
}

function notSubscribed(context: Context, account: AgentAccount, reason = 'no reason given'): TargetError {
  const { baseUrl, notificationsPath } = context.target;
  const address = baseUrl + notificationsPath;
  return new TargetError(
    `${address}: no notifications for ${account.credentials.userName}: ${reason}. Is notificationsPath the CometD endpoint, and may this agent subscribe?`,
    context.signal.aborted ? 'suite' : 'server',
  );
}
