/** The steps that take an agent in and out (GWS, "Login"): who am I, start the session, become ready. */
import { channelIds, type ChannelId } from '../model/channel.ts';
import { TargetError } from '../model/errors.ts';
import type { Blame, Exchange, FailureKind, TransportFailure } from '../model/evidence.ts';
import { at, isObject } from '../model/json.ts';
import type { AgentAccount, Target } from '../model/target.ts';
import type { Client } from './client.ts';
import { createClient } from './client.ts';
import type { Context } from './context.ts';

/** An agent as the server describes it. */
export interface User {
  readonly id: string;
  readonly userName: string;
  /** The server's own address of the user; `undefined` when it gives none. */
  readonly uri: string | undefined;
  /** Ids of the features that the agent has. */
  readonly features: readonly string[];
}

/** Asks who the agent is. Throws TargetError when the server can't be reached or refuses. */
export async function login(client: Client, account: AgentAccount): Promise<User> {
  const exchange = await client.exchange({
    purpose: 'login',
    trace: null,
    method: 'GET',
    path: '/api/v2/me?subresources=features,devices,channels',
  });
  const user = readUser(exchange, account);
  if (user !== undefined) return user;
  throw refusal(exchange, account);
}

/** Starts the contact-centre session and becomes ready on each channel. What fails is recorded, no more. */
export async function startWork(client: Client, target: Target): Promise<void> {
  const driven = drivenChannels(target);
  const start = { operationName: 'StartContactCenterSession', channels: driven };
  await client.exchange({
    purpose: 'start-session',
    trace: null,
    method: 'POST',
    path: '/api/v2/me',
    body: start,
  });
  const ready = { operationName: 'Ready' };
  const toReady = (channel: ChannelId): Promise<Exchange> =>
    client.exchange({
      purpose: 'ready',
      trace: null,
      method: 'POST',
      path: `/api/v2/me/channels/${channel}`,
      body: ready,
    });
  await Promise.all(driven.map(toReady));
}

/** Ends the contact-centre session, and with it the login. */
export async function endWork(client: Client, signal: AbortSignal): Promise<void> {
  const body = { operationName: 'EndContactCenterSession' };
  const call = { purpose: 'end-session', trace: null, method: 'POST', path: '/api/v2/me', body } as const;
  await client.exchange(call, { signal });
}

/** The version that the server reports without credentials; `undefined` when it reports none. */
export async function readVersion(context: Context): Promise<string | undefined> {
  const { baseUrl } = context.target;
  const client = createClient(context, { party: 'originator', credentials: undefined, baseUrl });
  try {
    const path = '/api/v2/diagnostics/version';
    const exchange = await client.exchange({ purpose: 'version', trace: null, method: 'GET', path });
    const body = exchange.response?.body;
    if (!isSuccess(exchange) || body?.form !== 'json') return undefined;
    const places = ['', '/version', '/version/version', '/serverVersion', '/productVersion', '/buildVersion'];
    return places.map((place) => at(body.json, place)).find((value) => typeof value === 'string');
  } finally {
    await client.close();
  }
}

function drivenChannels(target: Target): readonly ChannelId[] {
  return channelIds.filter((id) => {
    const channel = target.channels[id];
    return channel !== undefined && channel.source.kind !== 'none';
  });
}

/** Whether the HTTP status of an answer is one of success; GWS does not say which it is. */
function isSuccess({ response }: Exchange): boolean {
  return response !== undefined && response.status >= 200 && response.status < 300;
}

/** The user in an answer to `GET /me`; `undefined` when the answer is a refusal or holds no id. */
function readUser(exchange: Exchange, account: AgentAccount): User | undefined {
  const { response } = exchange;
  if (!isSuccess(exchange) || response?.body.form !== 'json') return undefined;
  const { json } = response.body;
  const statusCode = at(json, '/statusCode');
  if (statusCode !== undefined && statusCode !== 0) return undefined;
  const user = at(json, '/user');
  const from = isObject(user) ? user : json;
  const id = at(from, '/id');
  if (typeof id !== 'string' || id === '') return undefined;
  return {
    id,
    userName: textAt(from, '/userName') ?? account.credentials.userName,
    uri: textAt(from, '/uri'),
    features: readFeatures(at(from, '/features') ?? at(json, '/features')),
  };
}

function readFeatures(value: unknown): readonly string[] {
  if (!Array.isArray(value)) return [];
  const items = value as unknown[];
  return items.flatMap((item) => (typeof item === 'string' ? [item] : (textAt(item, '/id') ?? [])));
}

function textAt(value: unknown, pointer: string): string | undefined {
  const found = at(value, pointer);
  return typeof found === 'string' ? found : undefined;
}

const failureBlame: Readonly<Record<FailureKind, Blame>> = {
  refused: 'network',
  timeout: 'network',
  reset: 'network',
  'name-resolution': 'configuration',
  tls: 'configuration',
  'too-large': 'server',
  protocol: 'server',
  cancelled: 'suite',
};

const failureAdvice: Readonly<Record<FailureKind, string>> = {
  refused: 'Is the server running, and are the host and port of baseUrl right?',
  timeout: 'Is the server reachable from here, and is deadlines.answer long enough?',
  reset: 'Does a proxy or a firewall stand between, or does the port speak another protocol?',
  'name-resolution': 'Is the host name of baseUrl right?',
  tls: "Is the server's certificate trusted here (NODE_EXTRA_CA_CERTS), and does baseUrl have the right scheme?",
  'too-large': 'Does baseUrl lead to Web Services, and not to another server?',
  protocol: 'Does baseUrl lead to Web Services, with the right scheme, host and port?',
  cancelled: 'The run was ended before the server answered.',
};

/** The error that says why a party has no connection. */
function unreachable(what: string, failure: TransportFailure): TargetError {
  const { kind, message } = failure;
  return new TargetError(`${what}: ${kind}: ${message}. ${failureAdvice[kind]}`, failureBlame[kind]);
}

function refusal({ request, response, failure }: Exchange, account: AgentAccount): TargetError {
  const what = `${request.method} ${request.url} for ${account.credentials.userName}`;
  if (failure !== undefined) return unreachable(what, failure);
  const status = response?.status ?? 0;
  const said = describeBody(response?.body);
  if (status === 401 || status === 403)
    return new TargetError(
      `${what}: status ${status}${said}. The login was refused: are user name and password right?`,
      'configuration',
    );
  return new TargetError(
    `${what}: status ${status}${said}. Expected status 200, statusCode 0 and a user with an id: does baseUrl lead to Web Services?`,
    'server',
  );
}

type ReceivedBody = NonNullable<Exchange['response']>['body'];

function describeBody(body: ReceivedBody | undefined): string {
  if (body?.form === 'json') return `, ${JSON.stringify(body.json).slice(0, 200)}`;
  return body?.form === 'text' ? `, text beginning ${JSON.stringify(body.text.slice(0, 80))}` : ', no body';
}
