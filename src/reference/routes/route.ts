/** What a route is: an address, a method, and what is answered. */
import type { ChannelId } from '../../model/channel.ts';
import type { Tokens } from '../auth/tokens.ts';
import type { Behaviour } from '../behaviour.ts';
import type { Login, Logins } from '../http/logins.ts';
import type { Json, JsonObject } from '../json.ts';
import type { Quirk, Role, TargetFacts } from '../quirk.ts';
import type { Notice, Session } from '../session/session.ts';
import type { Agent } from '../staff.ts';
import type { World } from '../world.ts';

/** A request that has come as far as its route. */
export interface RouteRequest {
  readonly world: World;
  readonly quirks: readonly Quirk[];
  readonly logins: Logins;
  /** The tokens of the token endpoint; `undefined`: there is no such endpoint. */
  readonly tokens: Tokens | undefined;
  /** Who asks; `undefined` on routes that are open to anybody. */
  readonly login: Login | undefined;
  readonly agent: Agent | undefined;
  /** The variable parts of the path. */
  readonly params: readonly string[];
  readonly query: URLSearchParams;
  /** The body; an empty object where there is none. */
  readonly body: JsonObject;
  /** Names in lower case. */
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
}

/** What a route answers. */
export interface Reply {
  readonly status: number;
  readonly body: Json;
  /** What quirks are told: `undefined` leaves the route's own. */
  readonly operation?: string;
  readonly channel?: ChannelId;
  readonly session?: Session;
  readonly role?: Role;
  readonly target?: TargetFacts;
  readonly notices?: readonly Notice[];
}

/** One row of the table of routes. */
export interface Route {
  /** The operation that quirks are told, unless the reply says otherwise. */
  readonly name: string;
  readonly method: 'GET' | 'POST' | 'DELETE';
  /** The path below the base path; `:x` is a variable part. */
  readonly path: string;
  readonly access: 'anybody' | 'agents';
  /** The form of its body; JSON unless said. */
  readonly takes?: 'json' | 'form';
  /** The channel of a request, where the route belongs to channels; `null`: the address does not exist. */
  readonly channelOf?: (world: World, params: readonly string[]) => ChannelId | null;
  readonly run: (request: RouteRequest) => Reply;
}

/** An answer of success. */
export function ok(members: JsonObject = {}): Reply {
  return { status: 200, body: { statusCode: 0, ...members } };
}

/** A refusal as an answer; the behaviour may have it go with status 200. */
export function refused(
  {
    statusCode,
    statusMessage,
    httpStatus,
  }: { statusCode: number; statusMessage: string; httpStatus: number },
  behaviour?: Pick<Behaviour, 'refusalStatus'>,
): Reply {
  const status = behaviour?.refusalStatus === 'success' ? 200 : httpStatus;
  return { status, body: { statusCode, statusMessage } };
}
