/** Handles one HTTP request, from the first byte to the notices that follow its answer. */
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { ChannelId } from '../../model/channel.ts';
import { isObject, type Json, type JsonObject } from '../json.ts';
import { messagesIn, type Endpoint } from '../notify/cometd.ts';
import type { PostOffice } from '../notify/post-office.ts';
import { applyAnswer, type Answer, type AnswerContext, type Quirk } from '../quirk.ts';
import { refused, type Reply, type Route } from '../routes/route.ts';
import { factsOf } from '../session/facts.ts';
import { isRefusal, refuse, type Refusal } from '../status.ts';
import { factsOfAgent } from '../staff.ts';
import type { World } from '../world.ts';
import type { AuthRow } from '../auth/credentials.ts';
import type { Tokens } from '../auth/tokens.ts';
import { readForm, readJson } from './body.ts';
import { throughFront, type Front } from './front.ts';
import { COOKIE, CSRF_HEADER, type Authenticated, type Logins } from './logins.ts';
import { routesOf, type Matched } from './router.ts';
import { send, type Wait } from './send.ts';

/** What a handler works with. */
export interface HandlerParts {
  readonly world: World;
  readonly logins: Logins;
  readonly endpoint: Endpoint;
  readonly office: PostOffice;
  readonly quirks: readonly Quirk[];
  /** The path before `/api/v2`. */
  readonly basePath: string;
  /** Whether CSRF tokens are given and demanded. */
  readonly csrf: boolean;
  /** Whether each answer to an agent has another token. */
  readonly newTokens: boolean;
  readonly wait: Wait;
  /** How agents prove who they are. */
  readonly auth: AuthRow;
  /** The tokens of the token endpoint; `undefined`: there is no such endpoint. */
  readonly tokens: Tokens | undefined;
  /** What stands before the server; `undefined`: nothing. */
  readonly front: Front | undefined;
  /** Whether cookies are for encrypted connections alone. */
  readonly isSecure: boolean;
  /** Called after each answer. */
  readonly onAnswered: () => void;
}

/** One request on its way. */
interface Exchange {
  readonly parts: HandlerParts;
  readonly request: IncomingMessage;
  readonly response: ServerResponse;
  readonly url: URL;
  readonly sender: Authenticated | undefined;
}

/** What a request asks for, and what it is answered. */
interface Concluded {
  readonly reply: Reply;
  readonly route?: Route;
  readonly channel?: ChannelId | null;
  /** The body, where it was read as JSON. */
  readonly sent?: Json;
}

/** Handles a request; never rejects. */
export async function handle(
  parts: HandlerParts,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  response.on('error', () => undefined);
  if (parts.front !== undefined && throughFront(parts.front, request, response)) return;
  try {
    const url = urlOf(request);
    const isLogin = request.method === 'GET' && url?.pathname === `${parts.basePath}/api/v2/me`;
    const sender = parts.logins.authenticate(request.headers, isLogin);
    const exchange = url && { parts, request, response, url, sender };
    if (exchange === undefined)
      return await refuseBare(response, parts, refuse(10, 'the address is no address'));
    if (isBayeux(exchange)) return await bayeux(exchange);
    await answer(exchange, await conclude(exchange));
  } catch {
    if (response.headersSent || response.destroyed) return;
    await refuseBare(response, parts, refuse(4)).catch(() => undefined);
  }
}

/** Clients of the CometD project append the kind of message to the address. */
function isBayeux({ parts, url: { pathname } }: Exchange): boolean {
  const address = `${parts.basePath}/api/v2/notifications`;
  return pathname === address || pathname.startsWith(`${address}/`);
}

function urlOf({ url = '' }: IncomingMessage): URL | undefined {
  const text = `http://server${url.startsWith('/') ? url : `/${url}`}`;
  return URL.canParse(text) ? new URL(text) : undefined;
}

function refuseBare(response: ServerResponse, { wait }: HandlerParts, refusal: Refusal): Promise<void> {
  const { status, body } = refused(refusal);
  return send(response, { status, headers: { ...jsonHeaders, ...challengeFor(status) }, body }, wait);
}

const jsonHeaders = { 'content-type': 'application/json', 'cache-control': 'no-store' } as const;

/** What goes with a 401 (RFC 6750, section 3). */
function challengeFor(status: number): Record<string, string> {
  return status === 401 ? { 'www-authenticate': 'Bearer realm="reference", error="invalid_token"' } : {};
}

async function conclude(exchange: Exchange): Promise<Concluded> {
  const { parts, request, url } = exchange;
  const below = url.pathname.startsWith(parts.basePath) ? url.pathname.slice(parts.basePath.length) : '';
  const found = routesOf(below);
  const matched = found.get(request.method ?? '') ?? [...found.values()][0];
  if (matched === undefined) return { reply: refused(refuse(6)) };
  const { route, params } = matched;
  const channel = route.channelOf?.(parts.world, params);
  if (channel === null) return { reply: refused(refuse(6)) };
  const about = channel === undefined ? { route } : { route, channel };
  if (route.method !== request.method)
    return { ...about, reply: refused(refuse(10, 'this method is not served', 405)) };
  const denial = route.access === 'agents' ? denialOf(exchange, channel) : undefined;
  if (denial !== undefined)
    return { ...about, reply: refused(denial, channel && parts.world.behaviour[channel]) };
  const { body, sent } = request.method === 'GET' ? { body: {} } : await bodyOf(exchange, { route, channel });
  const read = { ...about, ...(sent === undefined ? {} : { sent }) };
  if (isRefusal(body)) return { ...read, reply: refused(body, channel && parts.world.behaviour[channel]) };
  return { ...read, reply: run(exchange, matched, body) };
}

/** Why the sender may not ask: unknown, or without the token that other sites can't know. */
function denialOf({ parts, request, sender }: Exchange, channel: ChannelId | undefined): Refusal | undefined {
  const { auth, csrf, logins, world } = parts;
  const behaviour = channel === undefined ? undefined : world.behaviour[channel];
  if (sender === undefined)
    return behaviour?.authNotChecked === true ? undefined : refuse(20, undefined, auth.denied);
  if (!csrf || request.method === 'GET' || behaviour?.csrfNotChecked === true) return undefined;
  if (logins.hasToken(request.headers, sender.login.agent)) return undefined;
  return refuse(3, `the CSRF token in ${CSRF_HEADER} is missing or wrong`);
}

interface Received {
  readonly body: JsonObject | Refusal;
  readonly sent?: Json;
}

async function bodyOf(
  { parts, request }: Exchange,
  { route, channel }: { readonly route: Route; readonly channel: ChannelId | undefined },
): Promise<Received> {
  const isBare = request.method === 'DELETE';
  if (isBare) return { body: {} };
  if (route.takes === 'form') return { body: await readForm(request) };
  const behaviour = channel === undefined ? undefined : parts.world.behaviour[channel];
  const read = await readJson(request, behaviour?.contentTypes);
  if (isRefusal(read)) return { body: behaviour?.bodyNotChecked === true ? {} : read };
  const { json: sent, text } = read;
  if (behaviour?.duplicateMembers === 'refused' && hasDuplicates(text))
    return { sent, body: refuse(10, 'a member stands twice') };
  if (isObject(sent)) return { sent, body: sent };
  return { sent, body: behaviour?.bodyNotChecked === true ? {} : refuse(10, 'the body is no object') };
}

/** Whether a member of a request stands twice in it. */
function hasDuplicates(text: string): boolean {
  const names = [...text.matchAll(/"(operationName|targetUri|targetPath)"\s*:/g)].map(([, name]) => name);
  return new Set(names).size < names.length;
}

function run({ parts, request, url, sender }: Exchange, { route, params }: Matched, body: JsonObject): Reply {
  const { world, quirks, logins, tokens } = parts;
  const login = route.access === 'agents' ? sender?.login : undefined;
  const { searchParams: query } = url;
  return route.run({
    world,
    quirks,
    logins,
    tokens,
    login,
    agent: login?.agent,
    params,
    query,
    body,
    headers: request.headers,
  });
}

/** Sends the answer, and lets the notices go: after it, or before it where the behaviour says so. */
async function answer(exchange: Exchange, concluded: Concluded): Promise<void> {
  const { parts, response } = exchange;
  const { reply } = concluded;
  const { session, notices = [] } = reply;
  const release = session === undefined ? () => undefined : parts.office.post(session, notices);
  const isEarly = session !== undefined && parts.world.behaviour[session.channel].notifyBeforeResponse;
  if (isEarly) {
    release();
    await parts.endpoint.fetched();
  }
  const plain: Answer = { status: reply.status, headers: headersFor(exchange, concluded), body: reply.body };
  try {
    await send(response, applyAnswer(parts.quirks, plain, contextOf(exchange, concluded)), parts.wait);
  } finally {
    if (!isEarly) setImmediate(release);
    parts.onAnswered();
  }
}

/** The headers of an answer: the cookie of a new login, which is kept with it, and the token. */
function headersFor(
  { parts, request, sender }: Exchange,
  { route, reply }: Concluded,
): Record<string, string> {
  const { csrf, newTokens, basePath, isSecure } = parts;
  const isForAgent = route?.access === 'agents' && sender !== undefined;
  const cookie = isForAgent && sender.isNew && reply.status < 400;
  if (cookie) parts.logins.keep(sender.login);
  const token = isForAgent && csrf && (newTokens || request.method === 'GET');
  if (token && newTokens) parts.logins.renewToken(sender.login);
  const attributes = `Path=${basePath || '/'}; HttpOnly${isSecure ? '; Secure' : ''}`;
  return {
    ...jsonHeaders,
    ...(route?.access === 'agents' ? challengeFor(reply.status) : {}),
    ...(cookie ? { 'set-cookie': `${COOKIE}=${sender.login.id}; ${attributes}` } : {}),
    ...(token ? { 'X-CSRF-HEADER': CSRF_HEADER, [CSRF_HEADER]: sender.login.csrfTokens.at(-1) ?? '' } : {}),
  };
}

function contextOf(
  { parts, request, sender }: Exchange,
  { reply, route, channel, sent }: Concluded,
): AnswerContext {
  const { session, operation, role = 'outsider', target } = reply;
  return {
    channel: reply.channel ?? channel ?? undefined,
    operation: operation ?? route?.name ?? 'unknown',
    method: request.method ?? '',
    session: session && factsOf(parts.world, session),
    role,
    caller: sender && factsOfAgent(sender.login.agent),
    tooLateMs: parts.world.tooLateMs,
    target,
    sent,
  };
}

/** Hands a Bayeux request over to the CometD endpoint. */
async function bayeux(exchange: Exchange): Promise<void> {
  const { parts, request, response, sender } = exchange;
  if (request.method !== 'POST')
    return refuseBare(response, parts, refuse(10, 'this method is not served', 405));
  const denial = denialOf(exchange, undefined);
  if (denial !== undefined || sender === undefined)
    return refuseBare(response, parts, denial ?? refuse(20, undefined, parts.auth.denied));
  const read = await readJson(request);
  if (isRefusal(read)) return refuseBare(response, parts, read);
  const messages = messagesIn(read.json);
  const { login } = sender;
  const { userName } = login.agent;
  const refusal =
    messages === undefined
      ? refuse(10, 'this is no Bayeux message')
      : parts.endpoint.handle({ request, response, userName, loginId: login.id, messages });
  if (refusal !== undefined) await refuseBare(response, parts, refusal);
}
