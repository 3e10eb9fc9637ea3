/**
 * What servers may take or refuse, found out by requests whose target nobody has: each is compared with the answer to
 * the same request without what is in question. Whoever tells them apart has looked at it.
 */
import { jsonOf } from '../kit/attribution.ts';
import type { TraceView } from '../kit/view.ts';
import { isRefusal } from '../model/answer.ts';
import type { Exchange } from '../model/evidence.ts';
import { at } from '../model/json.ts';
import { kindOf } from '../model/notification.ts';

type Observe = (view: TraceView) => string | undefined;

const CONTROL = 'control/nobody';

function made(view: TraceView, name: string): Exchange | undefined {
  return view.refusals.find((one) => one.case === name && one.response !== undefined);
}

/** How an answer reads without what differs from one request to the next. */
function manner(one: Exchange | undefined): string | undefined {
  if (one?.response === undefined) return undefined;
  const { status } = one.response;
  const body = jsonOf(one);
  if (!isRefusal(status, body)) return 'accepted';
  const message = String(at(body, '/statusMessage') ?? '').replace(/\d+/g, '');
  return `${status} ${String(at(body, '/statusCode'))} ${message}`;
}

/** Whether a request was answered as the control; `undefined` when one of them was not answered. */
function isLikeControl(view: TraceView, name: string): boolean | undefined {
  const own = manner(made(view, name));
  const control = manner(made(view, CONTROL));
  return own === undefined || control === undefined ? undefined : own === control;
}

/** One of two words, by whether a request was answered as the control. */
function byLikeness(name: string, alike: string, otherwise: string): Observe {
  return (view) => {
    const isAlike = isLikeControl(view, name);
    return isAlike === undefined ? undefined : isAlike ? alike : otherwise;
  };
}

/** The observers of the readings that the scenario of requests that must be refused shows. */
export const observersOfRefusals: Readonly<Record<string, Observe>> = {
  'UNKNOWN-MEMBERS': byLikeness('UNKNOWN-MEMBERS/one', 'accepted', 'refused'),
  'OPERATION-CASE': byLikeness('OPERATION-CASE/lower', 'ignored', 'exact'),
  'DUPLICATE-MEMBERS': (view) => {
    const first = isLikeControl(view, 'DUPLICATE-MEMBERS/right first');
    const last = isLikeControl(view, 'DUPLICATE-MEMBERS/right last');
    if (first === undefined || last === undefined || (first && last)) return undefined;
    return first ? 'first' : last ? 'last' : 'refused';
  },
  'ME-IN-PATH': (view) => {
    const isAlike = isLikeControl(view, 'ME-IN-PATH/without');
    if (isAlike === true) return 'both';
    const without = manner(made(view, 'ME-IN-PATH/without'));
    return isAlike === undefined ? undefined : without === 'accepted' ? 'without-me' : 'with-me';
  },
  'FOREIGN-HOST': (view) => {
    const one = made(view, 'FOREIGN-HOST/somebody');
    if (one === undefined) return undefined;
    if (manner(one) !== 'accepted') return 'refused';
    if (view.exchanges('cleanup').some((other) => other.case === one.case)) return 'ignored';
    const isFailed = view
      .arrived('originator')
      .some(
        ({ data }) =>
          kindOf(view.channel, data) === 'error' &&
          (view.isAbout(data) || view.namedIn(data).sessions.size === 0) &&
          at(data, '/referenceId') === at(jsonOf(one), '/referenceId'),
      );
    return isFailed ? 'refused' : undefined;
  },
};
