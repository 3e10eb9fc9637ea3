/** Who an agent is (GWS, "Login"), and what to say when that can't be found out. */
import { TargetError } from '../model/errors.ts';
import type { Blame, Exchange, FailureKind, TransportFailure } from '../model/evidence.ts';
import { at, isObject } from '../model/json.ts';
import type { AgentAccount, Credentials } from '../model/target.ts';
import type { Client } from './client.ts';
import { createClient } from './client.ts';
import type { Call, Context } from './context.ts';

/** An agent as the server describes it. */
export interface User {
  readonly id: string;
  readonly userName: string;
  /** The server's own address of the user; `undefined` when it gives none. */
  readonly uri: string | undefined;
  /** The server's own path of the user, below its interface; absent when it gives none. */
  readonly path?: string;
  /** Ids of the features that the agent has. */
  readonly features: readonly string[];
}

/** A login that went well. */
export interface Login {
  readonly user: User;
  /** The answer, in which the server tells the agent's state, too. */
  readonly exchange: Exchange;
}

const call: Call = {
  purpose: 'login',
  trace: null,
  method: 'GET',
  path: '/api/v2/me?subresources=features,devices,channels',
};

/** Asks who the agent is. Throws TargetError when the server can't be reached or refuses. */
export async function login(client: Client, account: AgentAccount): Promise<Login> {
  const exchange = await client.exchange(call);
  const user = readUser(exchange, account);
  if (user !== undefined) return { user, exchange };
  throw refusal(exchange, account);
}

/**
 * Logs in again, in mid-run: with the cookies that there are, which keep a load balancer's choice, and when that
 * is refused without them. `undefined` when both are.
 */
export async function loginAgain(client: Client, account: AgentAccount): Promise<Login | undefined> {
  for (const forget of [false, true]) {
    if (forget) client.identity.forgetCookies();
    const exchange = await client.exchange(call, { once: true });
    const user = readUser(exchange, account);
    if (user !== undefined) return { user, exchange };
  }
  return undefined;
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
  const path = textAt(from, '/path');
  return {
    id,
    userName: textAt(from, '/userName') ?? account.credentials.userName,
    uri: textAt(from, '/uri'),
    ...(path === undefined ? {} : { path }),
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
  login: 'configuration',
  proxy: 'configuration',
};

const failureAdvice: Readonly<Record<FailureKind, string>> = {
  refused: 'Is the server running, and are the host and port of baseUrl right?',
  timeout: 'Is the server reachable from here, and is deadlines.answer long enough?',
  reset: 'Does a proxy or a firewall stand between, or does the port speak another protocol?',
  'name-resolution': 'Is the host name of baseUrl right?',
  tls: "Is the server's certificate signed by an authority that tls.ca names, does the server want a client certificate (tls.cert, tls.key), and does baseUrl have the right scheme?",
  'too-large': 'Does baseUrl lead to Web Services, and not to another server?',
  protocol: 'Does baseUrl lead to Web Services, with the right scheme, host and port?',
  cancelled: 'The run was ended before the server answered.',
  login:
    'Are tokenUrl, clientId, clientSecret and the grant right, and for the grant password the user name and the password, too?',
  proxy:
    'Is the address of proxy right, with user name and password in it where it wants them, and may it be used for this server?',
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
      `${what}: status ${status}${said}. The login was refused: ${refusalAdvice[account.credentials.kind]}`,
      'configuration',
    );
  return new TargetError(
    `${what}: status ${status}${said}. Expected status 200, statusCode 0 and a user with an id: does baseUrl lead to Web Services?`,
    'server',
  );
}

/** GWS answers bad credentials with 403, what stands before it often with 401: both mean the same. */
const refusalAdvice: Readonly<Record<Credentials['kind'], string>> = {
  basic:
    'are user name and password right, and is the account neither locked nor without the right to use this API?',
  bearer: 'is the token right and not expired, and does this server take bearer tokens?',
  oauth: 'does this server take tokens of that token endpoint, with this scope, for this user?',
};

type ReceivedBody = NonNullable<Exchange['response']>['body'];

function describeBody(body: ReceivedBody | undefined): string {
  if (body?.form === 'json') return `, ${JSON.stringify(body.json).slice(0, 200)}`;
  return body?.form === 'text' ? `, text beginning ${JSON.stringify(body.text.slice(0, 80))}` : ', no body';
}
