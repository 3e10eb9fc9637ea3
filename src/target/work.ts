/** An agent's work (GWS, "Login"): the contact-centre session, readiness, and what the server says of them. */
import { channelIds, type ChannelId } from '../model/channel.ts';
import { isRefusal } from '../model/answer.ts';
import type { Exchange } from '../model/evidence.ts';
import { at, isObject } from '../model/json.ts';
import type { Target } from '../model/target.ts';
import type { Client, ExchangeOptions } from './client.ts';

/** Whether an agent works, as far as the server says so. */
export type WorkState = 'working' | 'away' | 'unknown';

/**
 * Reads from an answer to `GET /me` whether the agent works: by the state of its channels and devices. One that is
 * there and logged in is work, whosever it is; when all that say anything say that they are logged out, there is none.
 */
export function readWorkState({ response }: Exchange): WorkState {
  const json = jsonOf(response);
  const states = ['channels', 'devices'].flatMap((name) => {
    const list = at(json, `/user/${name}`) ?? at(json, `/${name}`);
    return Array.isArray(list) ? (list as unknown[]).flatMap(stateOf) : [];
  });
  if (states.length === 0) return 'unknown';
  return states.some((state) => !/^logged(out|off)$/.test(state)) ? 'working' : 'away';
}

/** The state of a channel or a device, `{ userState: { state } }`, in small letters; none: an empty list. */
function stateOf(resource: unknown): readonly string[] {
  const state = at(resource, '/userState/state') ?? at(resource, '/userState/displayName');
  if (typeof state !== 'string') return [];
  const letters = state.toLowerCase().replace(/[^a-z]/g, '');
  return letters === '' ? [] : [letters];
}

/**
 * Starts the contact-centre session and becomes ready on each channel, unless the target leaves agents as they are.
 * What fails is recorded, no more. Resolves with whether a session may have been started that was not there before.
 */
export async function startWork(
  client: Client,
  target: Target,
  options: ExchangeOptions = {},
): Promise<boolean> {
  if (target.startsWork === false) return false;
  const driven = drivenChannels(target);
  const body = {
    operationName: 'StartContactCenterSession',
    channels: driven.map((id) => mediaName(target, id)),
  };
  const start = { purpose: 'start-session', ...post, path: '/api/v2/me', body } as const;
  const { response } = await client.exchange(start, options);
  const ready = { operationName: 'Ready' };
  const toReady = (id: ChannelId): Promise<Exchange> => {
    const path = `/api/v2/me/channels/${encodeURIComponent(mediaName(target, id))}`;
    return client.exchange({ purpose: 'ready', case: id, ...post, path, body: ready }, options);
  };
  await Promise.all(driven.map(toReady));
  return response === undefined || !isRefusal(response.status, jsonOf(response));
}

/** The request that ends a contact-centre session. */
export const ending = {
  purpose: 'end-session',
  trace: null,
  method: 'POST',
  path: '/api/v2/me',
  body: { operationName: 'EndContactCenterSession' },
} as const;

/** Ends the contact-centre session, and with it the login. Resolves with whether there is nothing more to be done. */
export async function endWork(client: Client, signal: AbortSignal): Promise<boolean> {
  return isAnswered(await client.exchange(ending, { signal, once: true }));
}

/** Whether a server answered that is there: what it refused it will refuse again. */
export function isAnswered({ response }: Exchange): boolean {
  return response !== undefined && response.status < 500;
}

const post = { trace: null, method: 'POST' } as const;

/** What an agent was refused at the beginning of its work, in words; the agent may get nothing to do then. */
export function refusedWork({ purpose, request, response, failure }: Exchange): string | undefined {
  if (purpose !== 'start-session' && purpose !== 'ready') return undefined;
  const body = jsonOf(response);
  if (failure === undefined && !isRefusal(response?.status, body)) return undefined;
  const code = isObject(body) ? body['statusCode'] : undefined;
  const said = failure?.message ?? `status ${response?.status}, statusCode ${String(code)}`;
  return `${request.method} ${request.url} was refused (${said})`;
}

function jsonOf(response: Exchange['response']): unknown {
  return response?.body.form === 'json' ? response.body.json : undefined;
}

function mediaName(target: Target, id: ChannelId): string {
  return target.channels[id]?.mediaName ?? id;
}

/** The channels that the target has a source of sessions for. */
export function drivenChannels(target: Target): readonly ChannelId[] {
  return channelIds.filter((id) => {
    const channel = target.channels[id];
    return channel !== undefined && channel.source.kind !== 'none';
  });
}
