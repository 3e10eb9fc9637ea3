/** Why a request may deserve to be made again: what its answer says of the way in which it was made. */
import { isObject } from '../model/json.ts';
import { mayBeStale, unsafeMethods } from './csrf.ts';
import type { Trip } from './trip.ts';

/** What has to be done before: nothing, get another CSRF token, log in again. */
export type Remedy = 'none' | 'token' | 'login';

/**
 * The remedy for a trip; `undefined` when its answer stands. A request that changes something is made again only
 * when it was refused, and hence changed nothing; one that changes nothing also when its connection broke, as old
 * connections do.
 * @param hadToken whether a CSRF token was shown
 */
export function remedyFor({ request, outcome }: Trip, hadToken: boolean): Remedy | undefined {
  const { answer, failure } = outcome;
  if (failure !== undefined)
    return failure.kind === 'reset' && !unsafeMethods.has(request.method) ? 'none' : undefined;
  const { status, body } = answer;
  if (isUnknownHere(answer)) return 'login';
  return mayBeStale({ method: request.method, status, body, inUse: hadToken }) ? 'token' : undefined;
}

/** GWS: "not authenticated". */
const NOT_AUTHENTICATED = 20;

/** Whether an answer says that the server does not know who asks: status 401, or the statusCode of GWS for it. */
function isUnknownHere({ status, body }: NonNullable<Trip['outcome']['answer']>): boolean {
  const code = body.form === 'json' && isObject(body.json) ? body.json['statusCode'] : undefined;
  return status === 401 || code === NOT_AUTHENTICATED;
}
