/** Ends a session on the agents' side: looks for it at an agent, and posts what takes the agent out. */
import { setTimeout as sleep } from 'node:timers/promises';
import { channels, type ChannelId, type Spelling } from '../../model/channel.ts';
import { at, isObject, strings, type JsonObject } from '../../model/json.ts';
import { capabilitiesOf, lastSegment } from '../../model/notification.ts';
import { isDone, type Context, type Visitor } from '../../target/index.ts';
import type { Known } from './fate.ts';

/** Which session, and how the server may spell its channel. */
export interface Sought extends Known {
  readonly channel: ChannelId;
  readonly spellings: readonly Spelling[];
}

/** What came of it at one agent. */
export interface AgentEnd {
  /** What was done, in words; none: the agent had no such session. */
  readonly did: readonly string[];
  /** Why the session may still be open there. */
  readonly why?: string;
}

/** What takes an agent out of a session, the most thorough first. */
const waysOut = ['Complete', 'Leave', 'Reject'] as const;

/** States of sessions that an agent is out of. */
const over: readonly unknown[] = ['Completed', 'Revoked'];

/** Ends a session at one agent, if the agent has it. */
export async function closeAtAgent(context: Context, agent: Visitor, sought: Sought): Promise<AgentEnd> {
  const found = await find(agent, sought);
  if ('why' in found) return { did: [], why: found.why };
  const did: string[] = [];
  for (const one of found.sessions) did.push(...(await end(agent, one)));
  if (found.sessions.length === 0) return { did };
  const left = await waitUntilGone(context, agent, sought);
  return left === undefined ? { did } : { did, why: left };
}

interface Located {
  readonly session: JsonObject;
  readonly id: string;
  readonly collection: string;
}

type Search = { readonly sessions: readonly Located[] } | { readonly why: string };

/** The sessions of an agent that are the one sought, over ones apart. */
async function find(agent: Visitor, { spellings, sessionId, nickname }: Sought): Promise<Search> {
  const sessions: Located[] = [];
  const troubles: string[] = [];
  for (const { collection } of spellings) {
    const path = `/api/v2/me/${collection}?fields=*`;
    const { response, failure } = await agent.request({
      purpose: 'cleanup',
      trace: null,
      method: 'GET',
      path,
    });
    const status = response?.status ?? 0;
    if (status < 200 || status >= 300) {
      troubles.push(`${collection}: ${failure?.message ?? `HTTP ${status}`}`);
      continue;
    }
    const json = response?.body.form === 'json' ? response.body.json : undefined;
    for (const session of listedIn(json)) {
      const id = idOf(session);
      const isSought = id === sessionId || hasText(session, nickname);
      if (id !== undefined && isSought && !over.includes(session['state']))
        sessions.push({ session, id, collection });
    }
  }
  const isServed = troubles.length < spellings.length;
  return isServed
    ? { sessions }
    : { why: `${agent.user.userName}'s sessions can't be listed (${troubles.join('; ')})` };
}

/** The objects of the lists in an answer. */
function listedIn(json: unknown): readonly JsonObject[] {
  const lists = Array.isArray(json)
    ? [json]
    : Object.values(isObject(json) ? json : {}).filter(Array.isArray);
  return lists.flatMap((list) => (list as unknown[]).filter(isObject));
}

function idOf({ id, uri, path }: JsonObject): string | undefined {
  const named = [
    id,
    ...[uri, path].map((text) => (typeof text === 'string' ? lastSegment(text) : undefined)),
  ];
  return named.find((text): text is string => typeof text === 'string' && text !== '');
}

function hasText(session: JsonObject, wanted: string): boolean {
  for (const [, text] of strings(session, 20_000)) if (text === wanted) return true;
  return false;
}

/** Posts ways out until one that ends it is taken. */
async function end(agent: Visitor, { session, id, collection }: Located): Promise<readonly string[]> {
  const may = capabilitiesOf(session);
  const allowed = waysOut.filter((name) => may.includes(name));
  const did: string[] = [];
  for (const operationName of allowed.length > 0 ? allowed : waysOut) {
    const path = `/api/v2/me/${collection}/${encodeURIComponent(id)}`;
    const call = { purpose: 'cleanup', trace: null, method: 'POST', path, body: { operationName } } as const;
    const exchange = await agent.request(call);
    const code = at(
      exchange.response?.body.form === 'json' ? exchange.response.body.json : undefined,
      '/statusCode',
    );
    const seen =
      exchange.failure?.message ?? `HTTP ${exchange.response?.status}, statusCode ${JSON.stringify(code)}`;
    did.push(`${agent.name}: ${operationName} ${id}: ${isDone(exchange) ? 'done' : seen}`);
    if (isDone(exchange)) break;
  }
  return did;
}

const FIRST_STEP_MS = 25;
const LAST_STEP_MS = 500;

/** Looks until an agent has no such session any more; why not, when it still has one at the deadline. */
async function waitUntilGone(context: Context, agent: Visitor, sought: Sought): Promise<string | undefined> {
  const until = context.now() + context.target.deadlines.notification;
  for (let step = FIRST_STEP_MS; ; step = Math.min(step * 2, LAST_STEP_MS)) {
    const found = await find(agent, sought);
    if ('sessions' in found && found.sessions.length === 0) return undefined;
    if (context.now() >= until || context.signal.aborted) {
      const states = 'sessions' in found ? found.sessions.map(({ session }) => String(session['state'])) : [];
      return 'why' in found ? found.why : `${agent.user.userName} still has it (${states.join(', ')})`;
    }
    await sleep(step, undefined, { signal: context.signal }).catch(() => undefined);
  }
}

/** The spellings that a server may have of a channel. */
export function spellingsOf({ target }: Context, channel: ChannelId): readonly Spelling[] {
  const told = target.channels[channel]?.spelling;
  return told === undefined ? channels[channel].spellings : [told];
}
